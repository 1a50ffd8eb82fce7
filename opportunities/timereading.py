"""Days and times of day out of free German text: `samstags 10-12 Uhr`, `Mo-Fr`, `nach der Schule`.

Exports of other systems have no times in fields of their own, only sentences. What is read here
is what a person takes from them without thinking; what needs thinking is left unread.
"""

import re
from typing import NamedTuple

DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
MORNING, AFTERNOON, EVENING = "vormittags", "nachmittags", "abends"
# In hours of the clock, each part up to the next one's beginning.
STARTS = ((MORNING, 0.0), (AFTERNOON, 12.0), (EVENING, 18.0))
ENDS = (12.0, 18.0, 24.0)
LATE = 17.0  # what begins now lasts into the evening
LONGEST_READ = 5_000  # characters
LONGEST_NOTE = 40  # characters: so short a text is about nothing but the time

_WORKING_DAYS, _WEEKEND, _EVERY_DAY = range(5), range(5, 7), range(7)
_NUMBERS = {
    "montag": 0,
    "dienstag": 1,
    "mittwoch": 2,
    "donnerstag": 3,
    "freitag": 4,
    "samstag": 5,
    "sonnabend": 5,
    "sonntag": 6,
    **{day: number for number, day in enumerate(DAYS)},
}
_PARTS = (
    (re.compile("nachmittag|nach der schul|nach schul|unterricht"), AFTERNOON),
    (re.compile("vormittag|morgen|früh"), MORNING),
    (re.compile("mittag"), AFTERNOON),
    (re.compile("abend|feierabend|arbeit"), EVENING),
)

_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?"
_NAME = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_PART = "vormittag|nachmittag|mittag|abend|morgen"
# No look at the alternatives where none can begin: that is at most places.
_ITEM = re.compile(
    rf"""
    (?:\b(?=[abdfjmnstuvw])|(?=\d))(?:
    \b(?P<day>{_NAME})(?:s|e|en)?(?:[\s-]?(?P<part>{_PART}|früh)(?:s|e|en)?)?\b
  | \b(?P<short>(?-i:Mo|Di|Mi|Do|Fr|Sa|So|MO|DI|MI|DO|FR|SA|SO))\b\.?
  | \b(?P<weekend>wochenend(?:e|en|s)?)\b
  | \b(?P<working>werktag(?:s|e|en)|wochentag(?:s|e|en)|(?:unter|während)\ der\ woche)\b
  | \b(?P<daily>täglich|jeden\ tag)\b
  | \b(?P<time>(?:früher?n?\ |spät(?:er|en)?\ )?(?:vormittag|nachmittag|abend|mittag)
        (?:s|e|en|es|stunden|sstunden)?
      | morgens | frühmorgens | am\ (?:frühen\ )?morgen | in\ der\ frühe?
      | nach\ (?:der\ )?schul(?:e|schluss) | nach\ dem\ unterricht
      | nach\ der\ arbeit | nach\ (?:dem\ )?feierabend)\b
  | (?<![\d.,:/])(?P<from>{_CLOCK})\s*(?:Uhr|h)?\s*(?:-|–|—|bis)\s*(?:ca\.?\s*)?
        (?P<to>{_CLOCK})(?!\d|[:.]\d)
        (?P<mark>\s*(?:Uhr\b|h\b)|(?<=[:.]\d\d))?
  | (?<![\d.,:/])(?P<until>bis\s+(?:ca\.\s*|etwa\s+)?)?(?P<at>{_CLOCK})\s*Uhr\b
    )
    """,
    re.I | re.X,
)
_TO = re.compile(r"\s*(?:-|–|—|bis(?: einschließlich| zum)?)\s*(?:zum\s+)?", re.I)
_AND = re.compile(r"\s*(?:,|/|\+|&|und|oder|u\.|bzw\.|sowie)\s*(?:am\s+|jeden\s+)?", re.I)
_BEFORE_SHORT = re.compile(r"\b(?:am|jeden|immer|nur|jede[rn]? (?:zweite|\d\.)[nr]?)\s+\Z", re.I)
_BEFORE_SPAN = re.compile(r"[\s,:(]*(?:von\s+|jeweils\s+)*")
_NOT = re.compile(r"\b(?:nicht|außer|ausser|kein|keine|ohne|ausgenommen)\s+(?:an?m?\s+)?\Z", re.I)
# When somebody can be reached is not when help is wanted.
_OTHERS_TIMES = re.compile(
    r"erreich|sprechzeit|sprechstunde|bürozeit|telefon|\btel\b|anruf|rufen sie|hotline", re.I
)
# One set of characters first: that is what the engine can skip to.
_CLAUSE = re.compile(
    r"[\n;•<.!?](?:(?<=[\n;•])|(?<=<)[^>]*>|(?<=[a-zäöüß)]{3}[.!?])\s+(?=[A-ZÄÖÜ]))"
)
# Hardly a clause has one of these; only such a one is read closely.
_HINTS = (
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend"),
    *("sonntag", "wochen", "der woche", "werktag", "täglich", "jeden tag", " uhr", "0uhr"),
    *("mittag", "abend", "morgen", "früh", "nach der", "nach dem", "schulschluss", ":30", ":00"),
)
_SHORT_HINT = re.compile(r"[MDFS][OoIiRrAa](?![A-Za-zäöüß])")


class Times(NamedTuple):
    """Values of the filters `tag` and `tageszeit`; empty where the text does not say."""

    weekdays: frozenset[str]
    times_of_day: frozenset[str]


def read_times(text: str) -> Times:
    """The days of the week and the times of day of which `text` speaks. Never raises."""
    days: set[int] = set()
    parts: set[str] = set()
    text = text[:LONGEST_READ].replace("\xa0", " ")
    hints = _Hints(text)
    is_note = len(text) <= LONGEST_NOTE
    for clause in _CLAUSE.split(text) if hints else ():
        if hints.are_in(clause) and (is_note or not _OTHERS_TIMES.search(clause)):
            _read_clause(clause, days, parts, is_note=is_note)
    return Times(frozenset(DAYS[day] for day in days), frozenset(parts))


class _Hints:
    """What in a text suggests that it speaks of times; in most there is nothing of the kind."""

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self._words = [hint for hint in _HINTS if hint in lower]
        self._has_short = _SHORT_HINT.search(text) is not None

    def __bool__(self) -> bool:
        return bool(self._words) or self._has_short

    def are_in(self, clause: str) -> bool:
        """Whether a clause of the text has some of them, so that it is worth reading closely."""
        lower = clause.lower()
        for hint in self._words:  # as a loop: these are few, and clauses are many
            if hint in lower:
                return True
        return self._has_short and _SHORT_HINT.search(clause) is not None


def _read_clause(clause: str, days: set[int], parts: set[str], *, is_note: bool) -> None:
    last_day, end = -1, 0  # of the item before
    items = list(_ITEM.finditer(clause))
    for index, item in enumerate(items):
        gap = clause[end : item.start()]
        before = clause[max(0, item.start() - 20) : item.start()]
        follows = items[index + 1] if index + 1 < len(items) else None
        if _NOT.search(before):
            last_day = -1
        elif name := item["day"] or item["short"]:
            if item["short"] and not (
                is_note or _belongs(item, follows, clause, last_day >= 0, gap, before)
            ):
                last_day = -1
            else:
                day = _NUMBERS[name.lower()]
                days.update(range(last_day, day) if last_day >= 0 and _TO.fullmatch(gap) else ())
                days.add(day)
                last_day = day
        elif item["weekend"]:
            days.update(_WEEKEND)
            last_day = 6
        elif item["working"]:
            days.update(_WORKING_DAYS)
            last_day = 4
        elif item["daily"]:
            days.update(_EVERY_DAY)
            last_day = 6
        elif item["from"]:
            if item["mark"] is not None or (last_day >= 0 and _BEFORE_SPAN.fullmatch(gap)):
                parts.update(_parts_of(_hour(item["from"]), _hour(item["to"])))
        elif item["at"]:
            hour = _hour(item["at"])
            if item["until"]:
                parts.update(_parts_of(max(hour - 1, 0.0), hour))
            else:
                parts.update(_parts_of(hour, hour + 1.5 if hour >= LATE else hour))
        if (word := item["part"] or item["time"]) and not _NOT.search(before):
            parts.add(_part_of_day(word.lower()))
        end = item.end()


def _belongs(
    item: re.Match[str],
    follows: re.Match[str] | None,
    clause: str,
    is_after_day: bool,
    gap: str,
    before: str,
) -> bool:
    """Whether two letters are a day here, not a word or a title: "So", "Fr. Meier"."""
    if (is_after_day and (_TO.fullmatch(gap) or _AND.fullmatch(gap))) or _BEFORE_SHORT.search(
        before
    ):
        return True
    if follows is None:
        return False
    between = clause[item.end() : follows.start()]
    if follows["day"] or follows["short"]:
        return bool(_TO.fullmatch(between) or _AND.fullmatch(between))
    return bool((follows["from"] or follows["at"]) and _BEFORE_SPAN.fullmatch(between))


def _hour(text: str) -> float:
    hours, _, minutes = text.replace(".", ":").partition(":")
    return int(hours) + int(minutes or 0) / 60


def _parts_of(start: float, end: float) -> list[str]:
    """The parts of the day that the span touches."""
    if end < start:
        end = ENDS[-1]
    return [
        part
        for (part, begins), ends in zip(STARTS, ENDS, strict=True)
        if start < ends and (end > begins or (start == end and begins <= start))
    ]


def _part_of_day(word: str) -> str:
    return next((part for pattern, part in _PARTS if pattern.search(word)), AFTERNOON)
