"""Why an offer is suggested and what is missing for it, as values; `sentences` puts them in words.

A reason is only given for what raised the score: were the offer otherwise in just that, it would
score less.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import compress
from math import inf
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.text_index import NEAR, OWN, marks
from matching.engine import constraints
from matching.engine.match import Match
from opportunities.catalogue.bitmaps import WORD, Bits

MOST_REASONS = 4
# How the reason "time" is meant, where not as days that the offer names.
THROUGH = "durchgehend"  # on all of its days one has time
ANY_DAY = "irgendwann"  # it names no day, or all alike: only times of day may be told
READ = "gelesen"  # out of its text
_DAYS = 0o1111111
RELATED = 1.0  # words of the text's own that mean nearly the same as the person's
# A component that is lower says too little in favour of an offer.
LEAST = 0.35
ALWAYS = frozenset({"text", "skills"})  # however little it is


class Reason(NamedTuple):
    """One thing that speaks for an offer: the component, and what of it the offer has."""

    component: str  # as in `weights.COMPONENTS`
    values: tuple[str, ...] = ()  # slugs, the person's own words for "text", marks for "time"
    number: float | None = None  # kilometres to a tenth, hours, bits of the week, or `RELATED`


class Missing(NamedTuple):
    """Something that an offer asks for and the person has not, or has not said to have."""

    trait: str  # `MUST_BRING` or `CAN_GET`
    requirement: str  # slug of `core.Requirement`


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Made(dict[Key, Value]):
    """Values by what they are made of, each made when it is first asked for."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value


# What a component has to say, by what it is made of, and of each row what that is.
Told = tuple[Mapping[Any, Reason | None] | Sequence[Reason | None], Sequence[Any]]


def _of_listed(component: str, asked: Sequence[str], marks: bytes) -> Reason | None:
    """`marks` are 1 for those of the things asked for that a row has."""
    has = tuple(compress(asked, marks))
    return Reason(component, has) if has else None


def _of_words(words: Sequence[str], marks: bytes) -> Reason | None:
    """The words that stand there; where none does, those to which something else is near."""
    for kind, number in ((OWN, None), (NEAR, RELATED)):
        if kind in marks:
            has = tuple(word for word, mark in zip(words, marks, strict=True) if mark == kind)
            return Reason("text", has, number)
    return None


def _of_times(free: int, times: tuple[int, bool, bool]) -> Reason | None:
    week, is_read, runs_through = times
    return Reason("time", _marks(week, is_read, runs_through), week & free) if week & free else None


def _of_hours(half_hours: int) -> Reason | None:
    return Reason("hours", number=half_hours / 2) if half_hours else None


def _marks(week: int, is_read: bool, runs_through: bool) -> tuple[str, ...]:
    if runs_through:
        return (THROUGH,)
    # The same parts on each day: it says no day, or that every day will do.
    is_any_day = week == (week & 0b111) * _DAYS
    return (ANY_DAY,) * is_any_day + (READ,) * is_read


def _of_lacking(lacking: Sequence[Missing], marks: bytes) -> tuple[Missing, ...]:
    return tuple(compress(lacking, marks))


class Explainer:
    """The reasons of some few of a match's rows, all looked up at once."""

    def __init__(self, match: Match, places: NDArray[np.intp]) -> None:
        """`places` are those of the rows in `match.rows`."""
        self._match = match
        self._places = places
        self._rows = match.rows[places]
        self._words = self._rows // WORD
        self._shifts = (self._rows % WORD).astype(np.uint64)

    @cached_property
    def reasons(self) -> list[tuple[Reason, ...]]:
        """Of each row, the strongest first."""
        names = list(self._match.components)
        if not names:
            return [()] * len(self._places)
        values = self._match.values.take(self._places, axis=1)
        worth = values * self._match.worths[:, np.newaxis]
        least = np.array([[0.0 if name in ALWAYS else LEAST] for name in names], np.float32)
        worth *= values >= least
        order = np.argsort(-worth, axis=0, kind="stable").T.tolist()
        told = self._told(names)
        return [
            _strongest(told, place, best, worths)
            for place, (best, worths) in enumerate(zip(order, worth.T.tolist(), strict=True))
        ]

    def _told(self, names: Iterable[str]) -> list[Told]:
        """What each component has to say."""
        told: list[Told] = []
        marks = self._looked_up(self._match.asked.bits)
        start = 0
        for name in names:
            asked = self._match.asked.values.get(name)
            if asked is None:
                told.append(getattr(self, f"_{name}")())
                continue
            end = start + len(asked)
            of_rows = [row[start:end] for row in marks]
            told.append((_Made(partial(_of_listed, name, asked)), of_rows))
            start = end
        return told

    @cached_property
    def missing(self) -> list[tuple[Missing, ...]]:
        """Of each row, what must be brought first, then what one can get."""
        lacking = constraints.missing(self._match.catalogue, self._match.profile)
        if not lacking:
            return [()] * len(self._rows)
        bits = self._match.catalogue.bits[list(lacking.values())]
        named = [Missing(trait, requirement) for trait, requirement in lacking]
        made = _Made(partial(_of_lacking, named))
        return [made[marks] for marks in self._looked_up(bits)]

    def _looked_up(self, bits: Bits) -> list[bytes]:
        """For each row whether it is in the sets: 1 or 0."""
        return _octets((bits[:, self._words] >> self._shifts & np.uint64(1)).astype(np.uint8).T)

    def _time(self) -> Told:
        columns = self._match.catalogue.columns
        times = (columns.week, columns.week_is_read, columns.runs_through)
        of_rows = zip(*(column[self._rows].tolist() for column in times), strict=True)
        return _Made(partial(_of_times, self._match.profile.week)), list(of_rows)

    def _hours(self) -> Told:
        return _Made(_of_hours), self._match.catalogue.columns.half_hours[self._rows].tolist()

    def _distance(self) -> Told:
        """How far it is, or that it can be done from home if that is what counted."""
        match, catalogue = self._match, self._match.catalogue
        from_home = Reason("distance", ("online",))
        is_anywhere = catalogue.columns.is_anywhere[self._rows].tolist()
        near, at_home = match.profile.near, match.at_home
        if near is None:
            return {True: from_home, False: None}, is_anywhere
        radius = near.radius_km or inf
        values = match.components["distance"][self._places].tolist()
        kilometres = catalogue.around(near).kilometres_of(self._rows).tolist()
        reasons = [
            from_home
            if anywhere and (value <= at_home or far > radius)
            else Reason("distance", number=round(far, 1 if far < 9.95 else 0))
            if far < inf
            else None
            for anywhere, value, far in zip(is_anywhere, values, kilometres, strict=True)
        ]
        return reasons, range(len(reasons))

    def _text(self) -> Told:
        words = self._match.text.words if self._match.text is not None else ()
        if not words:
            return {b"": None}, [b""] * len(self._rows)
        of_rows = marks([word.fit for word in words], self._rows)
        made = _Made(partial(_of_words, [word.written for word in words]))
        return made, _octets(of_rows)


def _octets(marks: NDArray[np.uint8]) -> list[bytes]:
    """Each row's."""
    width, octets = marks.shape[1], marks.tobytes()
    return [octets[width * place : width * (place + 1)] for place in range(len(marks))]


def _strongest(
    told: Sequence[Told], place: int, order: Iterable[int], worths: Sequence[float]
) -> tuple[Reason, ...]:
    """The first reasons of a row, of those components that are worth something there."""
    found: list[Reason] = []
    for one in order:
        if worths[one]:
            reasons, of_rows = told[one]
            if (reason := reasons[of_rows[place]]) is not None:
                found.append(reason)
                if len(found) == MOST_REASONS:
                    break
    return tuple(found)
