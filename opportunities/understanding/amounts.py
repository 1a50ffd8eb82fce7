"""Numbers that mean a filter: hours per week, one's age."""

import re

from opportunities.understanding.line import Line

HOURS = (1, 2, 5, 10)  # what one can choose
AGES = (0, 14, 16, 18)  # each stands for those up to the next

_AGE = re.compile(r"1[0-9]|[2-9][0-9]")
_LITTLE = frozenset({"etwas", "was", "ein", "ehrenamt", "ehrenamtlich", "angebot", "angebote"})
_PER_WEEK = (
    ["pro", "woche"],
    ["in", "der", "woche"],
    ["die", "woche"],
    ["jede", "woche"],
    ["woechentlich"],
    ["woche"],
)


def read_hours(line: Line, index: int) -> int:
    """`2 Stunden pro Woche`, `höchstens 5 Std/Woche`."""
    start = index
    if line.tokens[index].key in {"hoechstens", "maximal", "max", "bis", "etwa", "ca", "nur"}:
        index += 1
    if index + 1 >= len(line.tokens) or (number := line.number(index)) is None:
        return 0
    if line.tokens[index + 1].key not in {"stunde", "stunden", "std", "h"}:
        return 0
    for words in _PER_WEEK:
        end = index + 2 + len(words)
        if line.keys(index + 2, end) == words:
            most = next((hours for hours in HOURS if hours >= number), None)
            return line.take(start, end, *([("stunden", str(most))] if most else []))
    return 0


def read_age(line: Line, index: int) -> int:
    """`ab 16 Jahren`, `ich bin 15`, `mit 14 Jahren`, `15 Jahre alt`, `als 15-Jährige`."""
    keys = line.keys(index, index + 4)
    if end := _as_somebody_of(line, index):
        return end
    if keys[:2] == ["ich", "bin"]:
        at = 2
    elif keys[:1] in (["ab"], ["mit"]):
        at = 1
    else:
        return 0
    if len(keys) <= at or not _AGE.fullmatch(keys[at]):
        return 0
    follows = keys[at + 1] if len(keys) > at + 1 else ""
    has_years = follows in {"jahre", "jahren", "jahr", "j"}
    # "ab 16 Uhr" is a time, "mit 20 Kindern" a number of them.
    if not has_years and (follows == "uhr" or keys[0] == "mit"):
        return 0
    return line.take(index, index + at + 1 + has_years, ("alter", _group(keys[at])))


def _as_somebody_of(line: Line, index: int) -> int:
    """The age of who asks, as it stands before "Jahre alt" and "-jährig"."""
    keys = line.keys(index, index + 3)
    start = 1 if keys[:1] in (["als"], ["fuer"]) else 0
    if len(keys) <= start or not _AGE.fullmatch(keys[start]):
        return 0
    follows = keys[start + 1 :]
    if not start and follows[:2] == ["jahre", "alt"]:
        return line.take(index, index + 3, ("alter", _group(keys[0])))
    if not follows or not follows[0].startswith("jaehrig"):
        return 0
    # "Nachhilfe für 15-Jährige" says whom one helps; nothing but little words before, who helps.
    if keys[0] == "als" or {token.key for token in line.tokens[:index]} <= _LITTLE:
        return line.take(index, index + start + 2, ("alter", _group(keys[start])))
    return 0


def _group(age: str) -> str:
    """The choice that an age belongs to."""
    return str(max(known for known in AGES if known <= int(age)))
