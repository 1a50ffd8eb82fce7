"""Every phrase that means a filter, written out."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from opportunities.understanding.meanings import (
    DAY_ORDER,
    DAYS,
    MEANINGS,
    TIMES_OF_DAY,
    Meaning,
    each,
)

_PART = re.compile(r"\(([^)]*)\)(\??)|(\S+?)(\??)(?=\s|\Z)")


def _alternatives(phrase: str) -> Iterator[str]:
    """Every way of saying `phrase`: `(am)? montag` is `montag` and `am montag`."""
    parts: list[list[str]] = []
    for match in _PART.finditer(phrase):
        words = match[1].split("|") if match[1] is not None else [match[3]]
        parts.append([*words, ""] if match[2] or match[4] else words)
    for choice in product(*parts):
        yield " ".join(filter(None, choice))


def _days() -> Iterator[tuple[str, Meaning]]:
    """Every weekday alone and with each time of day: `samstags`, `am Freitagabend`."""
    for value, name in DAYS.items():
        names = (name, "sonnabend") if value == "sa" else (name,)
        for day in names:
            meaning = each("tag", value)
            short = "(am|an|jeden|immer|nur)?"
            for phrase in _alternatives(f"{short} ({day}|{day}s|{day}en)"):
                yield phrase, meaning
            for time, noun in (*TIMES_OF_DAY.items(), ("vormittags", "morgen")):
                both = (*meaning, ("tageszeit", time))
                for phrase in _alternatives(
                    f"{short} ({day}{noun}|{day}{noun}s|{day}{noun}e|{day}{noun}en)"
                ):
                    yield phrase, both
                for phrase in _alternatives(f"{short} ({day}|{day}s) ({noun}|{noun}s)"):
                    yield phrase, both
    for first, last in ((0, 3), (0, 4), (0, 5), (1, 3), (1, 4)):
        names_between = DAY_ORDER[first : last + 1]
        start, end = DAYS[DAY_ORDER[first]], DAYS[DAY_ORDER[last]]
        for phrase in _alternatives(f"(von)? ({start}|{start}s) bis ({end}|{end}s)"):
            yield phrase, each("tag", *names_between)


@cache
def phrases() -> dict[str, Meaning]:
    """What each phrase means; the words of a phrase are parted by single spaces."""
    found: dict[str, Meaning] = {}
    for meaning, lines in MEANINGS:
        for line in lines:
            for phrase in _alternatives(line):
                found.setdefault(phrase, meaning)
    for phrase, meaning in _days():
        found.setdefault(phrase, meaning)
    return found


@cache
def phrase_lengths() -> dict[str, tuple[int, ...]]:
    """For each first word of a phrase how many words phrases with it have, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases():
        words = phrase.split(" ")
        lengths.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
