"""Why an offer is suggested and what is missing for it, as values; `sentences` puts them in words.

A reason is only given for what raised the score: were the offer otherwise in just that, it would
score less.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.synonyms import synonyms
from matching.engine import constraints
from matching.engine.constraints import GERMAN_SLUGS
from matching.engine.gains import GAINS, MEETING_PEOPLE
from matching.engine.match import Match
from matching.engine.ways import WAYS
from opportunities.catalogue.bitmaps import WORD
from opportunities.catalogue.facets import CAN_GET, MUST_BRING
from opportunities.catalogue.questions import readable

MOST_REASONS = 4
# A component that is lower says too little in favour of an offer.
LEAST = 0.35


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
    """Gives the reasons of single rows of one match."""

    def __init__(self, match: Match, rows: NDArray[np.intp]) -> None:
        """`rows` are those that will be asked for; their words are looked up all at once."""
        self._match = match
        self._rows = rows
        self._catalogue = match.catalogue
        self._profile = match.profile

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """The strongest first."""
        weights = self._match.weights.components
        parts = [
            (weights[name] * float(column[row]), name)
            for name, column in self._match.components.items()
            if column[row] >= LEAST or name in ("text", "skills")
        ]
        found = []
        for worth, name in sorted(parts, reverse=True):
            if worth > 0 and (reason := getattr(self, f"_{name}")(row)):
                found.append(reason)
                if len(found) == MOST_REASONS:
                    break
        return tuple(found)

    def missing(self, row: int) -> tuple[Missing, ...]:
        """What must be brought first, then what one can get."""
        return tuple(
            Missing(trait, requirement)
            for trait in (MUST_BRING, CAN_GET)
            for requirement in self._having(row, trait, sorted(self._missing[trait]))
        )

    @cached_property
    def _missing(self) -> Mapping[str, set[str]]:
        return constraints.missing(self._catalogue, self._profile)

    # --- One for each component ---

    def _field(self, row: int) -> Reason | None:
        return self._liked("field", "bereich", row)

    def _target(self, row: int) -> Reason | None:
        return self._liked("target", "zielgruppe", row)

    def _activity(self, row: int) -> Reason | None:
        return self._liked("activity", "taetigkeit", row)

    def _liked(self, name: str, facet: str, row: int) -> Reason | None:
        values = self._having(row, facet, sorted(self._profile.likes.get(facet, ())))
        return Reason(name, values) if values else None

    def _ways(self, row: int) -> Reason | None:
        values = tuple(way for way in sorted(self._profile.ways) if self._is_way(row, way))
        return Reason("ways", values) if values else None

    def _skills(self, row: int) -> Reason | None:
        can = sorted(self._profile.can or ())
        values = (*self._having(row, MUST_BRING, can), *self._having(row, CAN_GET, can))
        return Reason("skills", values) if values else None

    def _languages(self, row: int) -> Reason | None:
        values = self._having(row, "sprache", sorted(self._profile.languages - GERMAN_SLUGS))
        return Reason("languages", values) if values else None

    def _time(self, row: int) -> Reason | None:
        shared = int(self._catalogue.columns.week[row]) & self._profile.week
        return Reason("time", number=shared) if shared else None

    def _model(self, row: int) -> Reason | None:
        values = self._having(row, "zeit", sorted(self._profile.time_models))
        return Reason("model", values) if values else None

    def _hours(self, row: int) -> Reason | None:
        half_hours = int(self._catalogue.columns.half_hours[row])
        return Reason("hours", number=half_hours / 2) if half_hours else None

    def _distance(self, row: int) -> Reason | None:
        near = self._profile.near
        kilometres = self._catalogue.around(near).km(row) if near is not None else None
        is_anywhere = bool(self._catalogue.columns.is_anywhere[row])
        if is_anywhere and (kilometres is None or self._profile.online):
            return Reason("distance", ("online",))
        return Reason("distance", number=kilometres) if kilometres is not None else None

    def _gain(self, row: int) -> Reason | None:
        gives = int(self._catalogue.columns.gives[row])
        values = tuple(
            gain
            for gain in sorted(self._profile.gains)
            if gives & GAINS.get(gain, 0)
            or (gain == MEETING_PEOPLE and self._is_way(row, MEETING_PEOPLE))
        )
        return Reason("gain", values) if values else None

    def _text(self, row: int) -> Reason | None:
        values = tuple(word for word, rows in self._words.items() if row in rows)
        return Reason("text", values) if values else None

    # --- Looking ---

    @cached_property
    def _words(self) -> Mapping[str, frozenset[int]]:
        words = readable(self._profile.words)
        return self._catalogue.index.rows_by_word(words, self._rows, synonyms())

    def _having(self, row: int, facet: str, values: list[str]) -> tuple[str, ...]:
        places = self._catalogue.layout.all_rows.get(facet, {})
        return tuple(
            value
            for value in values
            if (place := places.get(value)) is not None and self._is_in(place, row)
        )

    def _is_in(self, place: int, row: int) -> bool:
        return bool(int(self._catalogue.bits[place, row // WORD]) >> row % WORD & 1)

    def _is_way(self, row: int, way: str) -> bool:
        return any(
            self._having(row, facet, list(values)) for facet, values in WAYS.get(way, {}).items()
        )
