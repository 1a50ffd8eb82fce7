"""One person against all offers: which fit, and how well."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.text_index import CUT_OFF, Rated
from matching.engine import components
from matching.engine.components import Column
from matching.engine.constraints import GERMAN_SLUGS, allowed, having
from matching.engine.gains import GAINS, MEETING_PEOPLE
from matching.engine.profile import Profile
from matching.engine.ways import WAYS
from matching.engine.weights import REACH_KM, WEIGHTS, Weights
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits, pack, size, unpack
from opportunities.catalogue.facets import CAN_GET, MUST_BRING
from opportunities.catalogue.questions import readable

# The component of each list of likes.
LIKED = {"bereich": "field", "zielgruppe": "target", "taetigkeit": "activity"}


class Match:
    """A profile on one snapshot; each part is worked out when it is asked for."""

    def __init__(
        self,
        catalogue: Catalogue,
        profile: Profile,
        *,
        weights: Weights = WEIGHTS,
        recent: NDArray[np.integer] | None = None,
    ) -> None:
        """`recent` has each row's recent applications; without it nothing is spread."""
        self.catalogue = catalogue
        self.profile = profile
        self.weights = weights
        self._recent = recent

    @property
    def count(self) -> int:
        return size(self.fits)

    @cached_property
    def allowed(self) -> Bits:
        return allowed(self.catalogue, self.profile)

    @cached_property
    def fits(self) -> Bits:
        """The rows that are possible and have something in common with what was said."""
        wished = self._wished()
        return self.allowed if wished is None else self.allowed & wished

    def _wished(self) -> Bits | None:
        """The rows with anything that was liked; None if nothing was said of that."""
        liked = [
            having(self.catalogue, facet, values)
            for facet, values in self.profile.likes.items()
            if values
        ]
        liked += [self._way(way) for way in self.profile.ways if way in WAYS]
        if self.text is not None:
            best = float(self.text.shares.max(initial=0.0))
            if best:
                liked.append(pack(self.text.shares >= CUT_OFF * best))
        return np.bitwise_or.reduce(liked, axis=0) if liked else None

    @cached_property
    def text(self) -> Rated | None:
        """How well the person's own words fit each row."""
        words = readable(self.profile.words)
        return self.catalogue.rated(words) if words else None

    @cached_property
    def components(self) -> Mapping[str, Column]:
        """Of every row, those that the answers ask for."""
        profile, columns, weights = self.profile, self.catalogue.columns, self.weights
        found: dict[str, Column] = {}
        for facet, name in LIKED.items():
            if values := profile.likes.get(facet):
                found[name] = self._in_common([self._has(facet, value) for value in values])
        if ways := [self._way(way) for way in profile.ways if way in WAYS]:
            found["ways"] = self._in_common(ways)
        if profile.can:
            skills = [self._needs(skill) for skill in profile.can]
            found["skills"] = self._in_common(skills, said=min(len(skills), 2))
        if languages := profile.languages - GERMAN_SLUGS:
            found["languages"] = self._in_common([self._has("sprache", one) for one in languages])
        if profile.week:
            found["time"] = components.overlap(columns.week, profile.week, weights)
        if profile.time_models:
            found["model"] = self._in_common(
                [having(self.catalogue, "zeit", profile.time_models)], unsaid=weights.unsaid
            )
        if profile.hours is not None:
            found["hours"] = components.shortness(columns.half_hours, profile.hours, weights)
        if profile.near is not None or profile.online:
            found["distance"] = self._distance()
        if gains := self._gains():
            found["gain"] = self._in_common(gains)
        if self.text is not None:
            found["text"] = components.fit_of_words(self.text.scores, weights)
        return found

    @cached_property
    def scores(self) -> Column:
        """Of every row, in [0, 1]; 0 for those that don't fit."""
        total = sum(self.weights.components[name] for name in self.components)
        scores = np.zeros(len(self.catalogue.columns), np.float32)
        if not total:
            scores += 1.0
        for name, values in self.components.items():
            scores += values * np.float32(self.weights.components[name] / total)
        if self._recent is not None:
            scores *= components.coverage(self._recent, self.weights)
        scores *= unpack(self.fits, len(scores))
        return scores

    def _has(self, facet: str, value: str) -> Bits:
        return having(self.catalogue, facet, (value,))

    def _needs(self, skill: str) -> Bits:
        return self._has(MUST_BRING, skill) | self._has(CAN_GET, skill)

    def _way(self, way: str) -> Bits:
        sets = [having(self.catalogue, facet, values) for facet, values in WAYS[way].items()]
        return np.bitwise_or.reduce(sets, axis=0)

    def _gains(self) -> list[Bits]:
        gives = self.catalogue.columns.gives
        sets = [
            pack((gives & np.uint8(GAINS[gain])) != 0)
            for gain in self.profile.gains
            if gain in GAINS
        ]
        if MEETING_PEOPLE in self.profile.gains:
            sets.append(self._way(MEETING_PEOPLE))
        return sets

    def _distance(self) -> Column:
        profile, columns, weights = self.profile, self.catalogue.columns, self.weights
        at_home = 1.0 if profile.online else weights.anywhere
        if profile.near is None:
            return np.where(columns.is_anywhere, 1.0, weights.anywhere).astype(np.float32)
        return components.nearness_to(
            self.catalogue.around(profile.near).kilometres,
            columns.is_anywhere,
            REACH_KM.get(profile.travel, REACH_KM[""]),
            0.0 if profile.online is False else at_home,
            weights,
        )

    def _in_common(
        self, sets: list[Bits], *, said: int | None = None, unsaid: float = 0.0
    ) -> Column:
        """The component of how many of the sets a row is in."""
        rows = len(self.catalogue.columns)
        counts = np.zeros(rows, np.uint8)
        for one in sets:
            counts += unpack(one, rows).view(np.uint8)
        table = components.common_by_count(said or len(sets), self.weights)
        table[0] = unsaid
        return np.take(table, counts, mode="clip")
