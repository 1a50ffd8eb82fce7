"""Opening hours out of German text: `Mo–Fr 8–12 und 14–18 Uhr, Sa 8–13 Uhr. Di geschlossen.`

What is read is certain: a line with a word or a number that this grammar does not know says
nothing to the clock, for half-understood hours send people to closed doors. It stands on the page
as it was written all the same.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from partners.hours import DAY, HOLIDAY

EVERY_DAY = frozenset(range(7))
LONGEST_READ = 1_000  # characters


class Kind(Enum):
    DAYS = auto()  # a weekday, or a word for several; the value is their set
    TIME = auto()  # in minutes after midnight
    SPAN = auto()  # `–`, `bis`
    AND = auto()
    CLOSED = auto()  # on days, or whenever nobody has agreed on something
    ALWAYS = auto()  # round the clock
    EXCEPT = auto()
    UNKNOWN = auto()


class Token(NamedTuple):
    kind: Kind
    value: int = 0
    days: frozenset[int] = frozenset()


class NotCertainError(Exception):
    """The text says something that a clock can't follow."""


_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_SHORT = {name[:2]: number for number, name in enumerate(_WEEKDAYS)}
_LONG = {name: number for number, name in enumerate(_WEEKDAYS)} | {"sonnabend": 5}
_NAMES = "|".join([*_LONG, "feiertag"])

_TOKEN = re.compile(
    rf"""
    (?P<long>{_NAMES})(?:s|e|en)?(?![^\W_])
  | (?P<short>mo|di|mi|do|fr|sa|so)(?:\.|(?![^\W_]))
  | (?P<daily>täglich|tgl\.?|jeden\s+tag)(?![^\W_])
  | (?P<weekend>wochenende?(?:s|n)?)(?![^\W_])
  | (?P<always>rund\s+um\s+die\s+uhr|24\s*(?:std\.?|h|stunden)|durchgehend\s+geöffnet)(?![^\W_])
  | (?P<hour>[0-9]{{1,2}})(?:[:.](?P<minute>[0-9]{{2}}))?(?![0-9:])(?:\s*(?:uhr|h)(?![^\W_]))?
  | (?P<span>[-–—]|bis(?![^\W_]))
  | (?P<except>außer)(?![^\W_])
  | (?P<closed>(?:ist\s+)?geschlossen|ruhetag|zu(?![^\W_])
      |(?:nur\s+)?(?:nach\s+(?:absprache|vereinbarung)|auf\s+anfrage|n\.\s*v\.))
  | (?P<and>und|u\.|sowie|[,;&+/.|\n])
  | (?P<filler>(?:öffnungszeiten|geöffnet|von|an|am|uhr|immer|jeweils)(?![^\W_])|:|\s+)
  | (?P<unknown>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def read_opening_hours(text: str) -> list[list[int]]:
    """What a line of opening hours says, as `OpeningTimes`; empty where that is not certain."""
    try:
        times = _Reader(_tokens(text)).read()
    except NotCertainError:
        return []
    return sorted([day, opens, closes] for day, spans in times.items() for opens, closes in spans)


def is_unread(text: str) -> bool:
    """Whether somebody has written opening hours that a clock can't follow."""
    return bool(text.strip()) and not read_opening_hours(text)


def _tokens(text: str) -> list[Token]:
    if len(text) > LONGEST_READ:
        return [Token(Kind.UNKNOWN)]
    found = (_token(match) for match in _TOKEN.finditer(text))
    return [token for token in found if token]


def _token(match: re.Match[str]) -> Token | None:
    group = match.lastgroup
    word = match[0].casefold()
    if long := match["long"]:
        day = _LONG.get(long.casefold(), HOLIDAY)
        return Token(Kind.DAYS, days=frozenset([day]))
    if short := match["short"]:
        return Token(Kind.DAYS, days=frozenset([_SHORT[short.casefold()]]))
    if match["hour"]:
        minutes = int(match["hour"]) * 60 + int(match["minute"] or 0)
        is_time = minutes <= DAY and int(match["minute"] or 0) < 60
        return Token(Kind.TIME, minutes) if is_time else Token(Kind.UNKNOWN)
    if group == "daily":
        return Token(Kind.DAYS, days=EVERY_DAY)
    if group == "weekend":
        return Token(Kind.DAYS, days=frozenset([5, 6]))
    if group == "filler":
        return None
    kinds = {
        "always": Kind.ALWAYS,
        "span": Kind.SPAN,
        "except": Kind.EXCEPT,
        "closed": Kind.CLOSED,
        "and": Kind.AND,
    }
    return Token(kinds.get(group or "", Kind.UNKNOWN), len(word))


class _Reader:
    """Reads statements: days and their times, one after the other."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self._times: dict[int, list[tuple[int, int]]] = {}

    def read(self) -> dict[int, list[tuple[int, int]]]:
        self._skip()
        while self._kind is not None:
            self._statement()
            self._skip()
        return self._times

    @property
    def _kind(self) -> Kind | None:
        return self._ahead(0)

    def _ahead(self, steps: int) -> Kind | None:
        position = self._position + steps
        return self._tokens[position].kind if position < len(self._tokens) else None

    def _take(self, kind: Kind) -> Token:
        if self._kind is not kind:
            raise NotCertainError
        self._position += 1
        return self._tokens[self._position - 1]

    def _skip(self) -> None:
        while self._kind is Kind.AND:
            self._position += 1

    def _statement(self) -> None:
        if self._kind in (Kind.CLOSED, Kind.EXCEPT):  # `Ruhetag: Montag`, `außer feiertags`
            is_closed = self._take(self._kind).kind is Kind.CLOSED
            if self._ahead(0) is Kind.DAYS:
                self._close(self._days())
            elif not is_closed:
                raise NotCertainError
            return
        days = self._days()
        self._skip()
        match self._kind:
            case Kind.CLOSED:
                self._take(Kind.CLOSED)
                self._close(days)
            case Kind.ALWAYS:
                self._take(Kind.ALWAYS)
                self._open(days, [(0, DAY)])
            case _:
                self._open(days, list(self._spans()))

    def _days(self) -> frozenset[int]:
        """`Mo–Fr, So und feiertags`, and what is excepted."""
        days = self._run_of_days()
        while self._ahead_after_ands() is Kind.DAYS:
            self._skip()
            days |= self._run_of_days()
        if self._kind is Kind.EXCEPT:
            self._take(Kind.EXCEPT)
            days -= self._days()
        return days

    def _run_of_days(self) -> frozenset[int]:
        first = self._take(Kind.DAYS).days
        if self._kind is not Kind.SPAN:
            return first
        self._take(Kind.SPAN)
        last = self._take(Kind.DAYS).days
        if len(first) != 1 or len(last) != 1 or HOLIDAY in first | last:
            raise NotCertainError
        (start,), (end,) = first, last
        return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))

    def _ahead_after_ands(self) -> Kind | None:
        steps = 0
        while self._ahead(steps) is Kind.AND:
            steps += 1
        return self._ahead(steps)

    def _spans(self) -> Iterator[tuple[int, int]]:
        yield self._one_span()
        while self._ahead_after_ands() is Kind.TIME:
            self._skip()
            yield self._one_span()

    def _one_span(self) -> tuple[int, int]:
        opens = self._take(Kind.TIME).value
        self._take(Kind.SPAN)
        closes = self._take(Kind.TIME).value
        if opens in (closes, DAY):
            raise NotCertainError
        return opens, closes if closes > opens else closes + DAY

    def _close(self, days: Iterable[int]) -> None:
        for day in days:
            self._times.pop(day, None)

    def _open(self, days: Iterable[int], spans: list[tuple[int, int]]) -> None:
        """What is said of a day later adds to what was said before, or corrects it."""
        if any(_overlap(*pair) for pair in zip(sorted(spans), sorted(spans)[1:], strict=False)):
            raise NotCertainError
        for day in days:
            known = self._times.get(day, [])
            clash = any(_overlap(one, other) for one in known for other in spans)
            self._times[day] = spans if clash else known + spans


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
