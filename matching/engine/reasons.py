"""Why an offer is suggested and what is missing for it, as values; `sentences` puts them in words.

A reason is only given for what raised the score: were the offer otherwise in just that, it would
score less.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import constraints
from matching.engine.match import Match
from opportunities.catalogue.bitmaps import WORD

MOST_REASONS = 4
# A component that is lower says too little in favour of an offer.
LEAST = 0.35
ALWAYS = frozenset({"text", "skills"})  # however little it is


class Reason(NamedTuple):
    """One thing that speaks for an offer: the component, and what of it the offer has."""

    component: str  # as in `weights.COMPONENTS`
    values: tuple[str, ...] = ()  # slugs, or the person's own words for "text"
    number: float | None = None  # kilometres, hours, or bits of the week


class Missing(NamedTuple):
    """Something that an offer asks for and the person has not, or has not said to have."""

    trait: str  # `MUST_BRING` or `CAN_GET`
    requirement: str  # slug of `core.Requirement`


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
        match = self._match
        found: list[list[tuple[float, Reason]]] = [[] for _ in self._places]
        for name, column in match.components.items():
            weight = match.weights.components[name]
            least = 0.0 if name in ALWAYS else LEAST
            values = column[self._places].tolist()
            for reasons, value, reason in zip(found, values, self._told(name), strict=True):
                if value > least and reason is not None:
                    reasons.append((weight * value, reason))
        for reasons in found:
            reasons.sort(key=lambda one: (-one[0], one[1].component))
        return [tuple(reason for _, reason in reasons[:MOST_REASONS]) for reasons in found]

    @cached_property
    def missing(self) -> list[tuple[Missing, ...]]:
        """Of each row, what must be brought first, then what one can get."""
        catalogue = self._match.catalogue
        lacking = constraints.missing(catalogue, self._match.profile)
        sets = {
            Missing(trait, requirement): catalogue.bits[place]
            for trait, requirements in lacking.items()
            for requirement, place in catalogue.layout.traits.get(trait, {}).items()
            if requirement in requirements
        }
        return self._having(sets)

    def _told(self, name: str) -> Sequence[Reason | None]:
        """What a component has to say for each row."""
        if (sets := self._match.sets.get(name)) is not None:
            return [Reason(name, values) if values else None for values in self._having(sets)]
        told: Sequence[Reason | None] = getattr(self, f"_{name}")()
        return told

    def _having(self, sets: Mapping[str, NDArray[np.uint64]]) -> list[tuple[str, ...]]:
        """Of each row, the names of the sets that it is in."""
        if not sets:
            return [()] * len(self._rows)
        words = np.stack(list(sets.values()))[:, self._rows // WORD]
        marks = words >> (self._rows % WORD).astype(np.uint64) & np.uint64(1)
        names = list(sets)
        return [
            tuple(name for name, mark in zip(names, of_row, strict=True) if mark)
            for of_row in marks.T.tolist()
        ]

    def _time(self) -> list[Reason | None]:
        free = self._match.profile.week
        week = self._match.catalogue.columns.week[self._rows].tolist()
        return [Reason("time", number=one & free) if one & free else None for one in week]

    def _hours(self) -> list[Reason | None]:
        half_hours = self._match.catalogue.columns.half_hours[self._rows].tolist()
        return [Reason("hours", number=one / 2) if one else None for one in half_hours]

    def _distance(self) -> list[Reason | None]:
        profile, catalogue = self._match.profile, self._match.catalogue
        is_anywhere = catalogue.columns.is_anywhere[self._rows].tolist()
        at_home = Reason("distance", ("online",))
        if profile.near is None:
            return [at_home if one else None for one in is_anywhere]
        kilometres = catalogue.around(profile.near).kilometres_of(self._rows).tolist()
        return [
            at_home
            if anywhere and (profile.online or far == np.inf)
            else None
            if far == np.inf
            else Reason("distance", number=far)
            for anywhere, far in zip(is_anywhere, kilometres, strict=True)
        ]

    def _text(self) -> list[Reason | None]:
        words: list[list[str]] = [[] for _ in self._rows]
        text = self._match.text
        for word, has in self._match.catalogue.index.words_of(text, self._rows) if text else ():
            for place in np.flatnonzero(has).tolist():
                words[place].append(word)
        return [Reason("text", tuple(found)) if found else None for found in words]
