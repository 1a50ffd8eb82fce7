"""Why an offer is suggested and what is missing for it, as values; `sentences` puts them in words.

A reason is only given for what raised the score: were the offer otherwise in just that, it would
score less.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from itertools import accumulate, compress, islice, pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.engine import constraints
from matching.engine.match import Match, Sets
from opportunities.catalogue.bitmaps import WORD, Bits

MOST_REASONS = 4
# A component that is lower says too little in favour of an offer.
LEAST = 0.35
ALWAYS = frozenset({"text", "skills"})  # however little it is


class Reason(NamedTuple):
    """One thing that speaks for an offer: the component, and what of it the offer has."""

    component: str  # as in `weights.COMPONENTS`
    values: tuple[str, ...] = ()  # slugs, or the person's own words for "text"
    number: float | None = None  # kilometres to a tenth, hours, or bits of the week


class Missing(NamedTuple):
    """Something that an offer asks for and the person has not, or has not said to have."""

    trait: str  # `MUST_BRING` or `CAN_GET`
    requirement: str  # slug of `core.Requirement`


Made = TypeVar("Made")


def _all_missing(trait: str, requirements: tuple[str, ...]) -> tuple[Missing, ...]:
    return tuple(Missing(trait, requirement) for requirement in requirements)


class Explainer:
    """The reasons of some few of a match's rows, all looked up at once."""

    def __init__(self, match: Match, places: NDArray[np.intp]) -> None:
        """`places` are those of the rows in `match.rows`."""
        self._match = match
        self._places = places
        self._rows = match.rows[places]

    @cached_property
    def reasons(self) -> list[tuple[Reason, ...]]:
        """Of each row, the strongest first."""
        names = list(self._match.components)
        if not names:
            return [()] * len(self._places)
        weights = self._match.weights.components
        values = np.array([column[self._places] for column in self._match.components.values()])
        worth = values * np.array([[weights[name]] for name in names], np.float32)
        worth[(values < LEAST) & [[name not in ALWAYS] for name in names]] = 0.0
        order = np.argsort(-worth, axis=0, kind="stable").T.tolist()
        numbers = np.count_nonzero(worth, axis=0).tolist()
        told = [self._told(name) for name in names]
        found = []
        for place, (best, number) in enumerate(zip(order, numbers, strict=True)):
            reasons = [told[name][place] for name in best[:number]]
            found.append(tuple(islice(filter(None, reasons), MOST_REASONS)))
        return found

    def _told(self, name: str) -> Sequence[Reason | None]:
        """What a component has to say for each row."""
        if (columns := self._columns.get(name)) is not None:
            return self._each(self._match.sets[name], self._marks[columns], partial(Reason, name))
        told: Sequence[Reason | None] = getattr(self, f"_{name}")()
        return told

    @cached_property
    def missing(self) -> list[tuple[Missing, ...]]:
        """Of each row, what must be brought first, then what one can get."""
        found: list[tuple[Missing, ...]] = [()] * len(self._rows)
        lacking = constraints.missing(self._match.catalogue, self._match.profile)
        for trait, sets in lacking.items():
            if sets:
                marks = self._looked_up(list(sets.values()))
                more = self._each(sets, marks, partial(_all_missing, trait))
                found = [one + (other or ()) for one, other in zip(found, more, strict=True)]
        return found

    @cached_property
    def _columns(self) -> dict[str, slice]:
        """Where each component's sets stand in `_marks`."""
        ends = accumulate(map(len, self._match.sets.values()), initial=0)
        spans = pairwise(ends)
        return {name: slice(*span) for name, span in zip(self._match.sets, spans, strict=True)}

    @cached_property
    def _marks(self) -> NDArray[np.uint8]:
        """Of all sets of the match, which have each row: all at once, it costs the same."""
        return self._looked_up([one for sets in self._match.sets.values() for one in sets.values()])

    def _looked_up(self, sets: list[Bits]) -> NDArray[np.uint8]:
        """(sets, rows): 1 where a set has the row."""
        shifts = (self._rows % WORD).astype(np.uint64)
        words = np.concatenate(sets).reshape(len(sets), -1)[:, self._rows // WORD]
        return (words >> shifts & np.uint64(1)).astype(np.uint8)

    @staticmethod
    def _each(
        sets: Sets, marks: NDArray[np.uint8], make: Callable[[tuple[str, ...]], Made]
    ) -> list[Made | None]:
        """Of each row what is made of the names of the sets that it is in; None if it is in none.

        Rows with the same names share it.
        """
        octets, size = marks.T.tobytes(), len(sets)
        of_rows = [octets[start : start + size] for start in range(0, len(octets), size)]
        made = {names: make(tuple(compress(sets, names))) for names in set(of_rows) if any(names)}
        return list(map(made.get, of_rows))

    def _time(self) -> list[Reason | None]:
        free = self._match.profile.week
        week = self._match.catalogue.columns.week[self._rows].tolist()
        return [Reason("time", number=one & free) if one & free else None for one in week]

    def _hours(self) -> list[Reason | None]:
        half_hours = self._match.catalogue.columns.half_hours[self._rows].tolist()
        return [Reason("hours", number=one / 2) if one else None for one in half_hours]

    def _distance(self) -> list[Reason | None]:
        """How far it is, or that it can be done from home if that is what counted."""
        match, catalogue = self._match, self._match.catalogue
        from_home = Reason("distance", ("online",))
        is_anywhere = catalogue.columns.is_anywhere[self._rows].tolist()
        near = match.profile.near
        if near is None:
            return [from_home if one else None for one in is_anywhere]
        values = match.components["distance"][self._places].tolist()
        return [
            from_home
            if anywhere and value <= match.at_home
            else Reason("distance", number=round(far, 1 if far < 9.95 else 0))
            if far < np.inf
            else None
            for anywhere, value, far in zip(
                is_anywhere,
                values,
                catalogue.around(near).kilometres_of(self._rows).tolist(),
                strict=True,
            )
        ]

    def _text(self) -> list[Reason | None]:
        words: list[list[str]] = [[] for _ in self._rows]
        text = self._match.text
        for word, has in self._match.catalogue.index.words_of(text, self._rows) if text else ():
            for place in np.flatnonzero(has).tolist():
                words[place].append(word)
        return [Reason("text", tuple(found)) if found else None for found in words]
