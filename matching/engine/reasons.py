"""Why an offer is suggested and what is missing for it, as values; `sentences` puts them in words.

A reason is only given for what raised the score: were the offer otherwise in just that, it would
score less.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from itertools import compress, islice
from math import inf
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

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


Made = TypeVar("Made")


class _Named(Generic[Made]):
    """What is made of the names of the sets that a row is in, the same for all that are in them."""

    def __init__(
        self, names: list[str], marks: Sequence[bytes], make: Callable[[tuple[str, ...]], Made]
    ) -> None:
        """`marks` are those of each row: 1 for a set that it is in, in the order of `names`."""
        self._names = names
        self._marks = marks
        self._make = make
        self._made: dict[bytes, Made | None] = {bytes(len(names)): None}

    def of(self, place: int) -> Made | None:
        """That of the row at a place; None if it is in no set."""
        marks = self._marks[place]
        if marks not in self._made:
            self._made[marks] = self._make(tuple(compress(self._names, marks)))
        return self._made[marks]


def _all_missing(trait: str, requirements: tuple[str, ...]) -> tuple[Missing, ...]:
    return tuple(Missing(trait, requirement) for requirement in requirements)


def _marks(week: int, is_read: bool, runs_through: bool) -> tuple[str, ...]:
    if runs_through:
        return (THROUGH,)
    # The same parts on each day: it says no day, or that every day will do.
    is_any_day = week == (week & 0b111) * _DAYS
    return (ANY_DAY,) * is_any_day + (READ,) * is_read


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
        weights = self._match.weights.components
        values = self._match.values[:, self._places]
        worth = values * np.array([[weights[name]] for name in names], np.float32)
        least = np.array([[0.0 if name in ALWAYS else LEAST] for name in names], np.float32)
        worth *= values >= least
        order = np.argsort(-worth, axis=0, kind="stable").T.tolist()
        told = self._told(names)
        reasons = []
        for place, (best, worths) in enumerate(zip(order, worth.T.tolist(), strict=True)):
            found = (told[one](place) for one in best if worths[one])
            reasons.append(tuple(islice(filter(None, found), MOST_REASONS)))
        return reasons

    def _told(self, names: Iterable[str]) -> list[Callable[[int], Reason | None]]:
        """What each component has to say for a row, by its place among the rows."""
        told: list[Callable[[int], Reason | None]] = []
        marks = self._looked_up(self._match.asked.bits)
        start = 0
        for name in names:
            asked = self._match.asked.values.get(name)
            if asked is None:
                reasons: Sequence[Reason | None] = getattr(self, f"_{name}")()
                told.append(reasons.__getitem__)
                continue
            end = start + len(asked)
            of_rows = [row[start:end] for row in marks]
            told.append(_Named(asked, of_rows, partial(Reason, name)).of)
            start = end
        return told

    @cached_property
    def missing(self) -> list[tuple[Missing, ...]]:
        """Of each row, what must be brought first, then what one can get."""
        found: list[tuple[Missing, ...]] = [()] * len(self._rows)
        lacking = constraints.missing(self._match.catalogue, self._match.profile)
        for trait, places in lacking.items():
            if places:
                marks = self._looked_up(self._match.catalogue.bits, list(places.values()))
                more = _Named(list(places), marks, partial(_all_missing, trait))
                found = [one + (more.of(place) or ()) for place, one in enumerate(found)]
        return found

    def _looked_up(self, bits: Bits, places: Sequence[int] | None = None) -> list[bytes]:
        """For each row whether it is in the sets, or in those at some places: 1 or 0."""
        some = slice(None) if places is None else np.array(places)[:, None]
        marks = (bits[some, self._words] >> self._shifts & np.uint64(1)).astype(np.uint8)
        return [row.tobytes() for row in marks.T]

    def _time(self) -> list[Reason | None]:
        free = self._match.profile.week
        columns = self._match.catalogue.columns
        return [
            Reason("time", _marks(week, is_read, through), week & free) if week & free else None
            for week, is_read, through in zip(
                columns.week[self._rows].tolist(),
                columns.week_is_read[self._rows].tolist(),
                columns.runs_through[self._rows].tolist(),
                strict=True,
            )
        ]

    def _hours(self) -> list[Reason | None]:
        half_hours = self._match.catalogue.columns.half_hours[self._rows].tolist()
        return [Reason("hours", number=one / 2) if one else None for one in half_hours]

    def _distance(self) -> list[Reason | None]:
        """How far it is, or that it can be done from home if that is what counted."""
        match, catalogue = self._match, self._match.catalogue
        from_home = Reason("distance", ("online",))
        is_anywhere = catalogue.columns.is_anywhere[self._rows].tolist()
        near, at_home = match.profile.near, match.at_home
        if near is None:
            return [from_home if one else None for one in is_anywhere]
        radius = near.radius_km or inf
        values = match.components["distance"][self._places].tolist()
        kilometres = catalogue.around(near).kilometres_of(self._rows).tolist()
        return [
            from_home
            if anywhere and (value <= at_home or far > radius)
            else Reason("distance", number=round(far, 1 if far < 9.95 else 0))
            if far < inf
            else None
            for anywhere, value, far in zip(is_anywhere, values, kilometres, strict=True)
        ]

    def _text(self) -> list[Reason | None]:
        """The words that stand there; where none does, those to which something else is near."""
        words: list[list[str]] = [[] for _ in self._rows]
        related: list[list[str]] = [[] for _ in self._rows]
        text, index = self._match.text, self._match.catalogue.index
        for word, own, near in index.words_of(text, self._rows) if text else ():
            for found, has in ((words, own), (related, near)):
                for place in np.flatnonzero(has).tolist():
                    found[place].append(word)
        return [
            Reason("text", tuple(own or near), None if own else RELATED) if own or near else None
            for own, near in zip(words, related, strict=True)
        ]
