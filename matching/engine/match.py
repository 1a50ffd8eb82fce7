"""One person against all offers: which fit, and how well."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.text_index import CUT_OFF, Rated
from matching.engine import components
from matching.engine.components import Column
from matching.engine.constraints import GERMAN_SLUGS, allowed, having
from matching.engine.coverage import NONE, Recent
from matching.engine.gains import GAINS, MEETING_PEOPLE
from matching.engine.profile import Profile
from matching.engine.ways import WAYS
from matching.engine.weights import REACH_KM, WEIGHTS, Weights
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits, members, pack, size
from opportunities.catalogue.facets import TRAITS
from opportunities.catalogue.questions import readable

# The component of each list of likes.
LIKED = {"bereich": "field", "zielgruppe": "target", "taetigkeit": "activity"}

Sets = Mapping[str, Bits]  # rows by what they have, e.g. by slug


class Match:
    """A profile on one snapshot; each part is worked out when it is asked for."""

    def __init__(
        self,
        catalogue: Catalogue,
        profile: Profile,
        *,
        weights: Weights = WEIGHTS,
        recent: Recent = NONE,
        without: Iterable[int] = (),
    ) -> None:
        """`recent` are the applications to spread, `without` the keys of offers to leave out."""
        self.catalogue = catalogue
        self.profile = profile
        self.weights = weights
        self._recent = recent
        self._without = without

    @property
    def count(self) -> int:
        return size(self.fits)

    @cached_property
    def fits(self) -> Bits:
        """The rows that are possible and have something in common with what was said."""
        fits = allowed(self.catalogue, self.profile)
        wished = self._wished()
        if wished is not None:
            fits &= wished
        left_out = [row for key in self._without if (row := self.catalogue.row_of(key)) is not None]
        if left_out:
            are_left = np.ones(len(self.catalogue.columns), np.bool_)
            are_left[left_out] = False
            fits &= pack(are_left)
        return fits

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """The same, one after the other; `components` and `scores` are theirs."""
        return members(self.fits)

    def _wished(self) -> Bits | None:
        """The rows with anything that was liked; None if nothing was said of that."""
        liked = [
            self._having(facet, values) for facet, values in self.profile.likes.items() if values
        ]
        liked += self._ways.values()
        if self.text is not None:
            best = float(self.text.shares.max(initial=0.0))
            if best:
                liked.append(pack(self.text.shares >= np.float32(CUT_OFF * best)))
        return np.bitwise_or.reduce(liked, axis=0) if liked else None

    @cached_property
    def text(self) -> Rated | None:
        """How well the person's own words fit each row of the catalogue."""
        words = readable(self.profile.words)
        return self.catalogue.rated(words) if words else None

    @cached_property
    def sets(self) -> Mapping[str, Sets]:
        """By component, which rows have each of the things that the answers ask for."""
        profile = self.profile
        found: dict[str, Sets] = {
            name: self._each(facet, profile.likes.get(facet, ())) for facet, name in LIKED.items()
        }
        found["ways"] = self._ways
        if profile.can:
            found["skills"] = {
                skill: bits
                for trait in TRAITS
                for skill, bits in self._each(trait, profile.can).items()
            }
        if languages := profile.languages - GERMAN_SLUGS:
            found["languages"] = self._each("sprache", languages)
        if profile.time_models:
            found["model"] = self._each("zeit", profile.time_models)
        if profile.gains:
            found["gain"] = self._gains()
        return {name: sets for name, sets in found.items() if sets}

    @cached_property
    def components(self) -> Mapping[str, Column]:
        """Of `rows`, those that the answers ask for."""
        profile, columns, weights = self.profile, self.catalogue.columns, self.weights
        found = dict(zip(self.sets, self._counted(), strict=True))
        if profile.week:
            found["time"] = components.overlap(columns.week[self.rows], profile.week, weights)
        if profile.hours is not None:
            half_hours = columns.half_hours[self.rows]
            found["hours"] = components.shortness(half_hours, profile.hours, weights)
        if profile.near is not None or profile.online:
            found["distance"] = self._distance()
        if self.text is not None:
            found["text"] = components.fit_of_words(self.text.scores[self.rows], weights)
        return found

    @cached_property
    def scores(self) -> Column:
        """Of `rows`, in (0, 1]."""
        factors = self._recent.factors(self.catalogue, self.weights)[self.rows]
        worth = np.array([self.weights.components[name] for name in self.components], np.float32)
        if not worth.any():
            return factors
        worth /= worth.sum()
        scores = worth @ np.stack(list(self.components.values()))
        scores *= factors
        return scores

    def score_of(self, key: int) -> float:
        """One offer's; 0 if it does not fit."""
        row = self.catalogue.row_of(key)
        place = -1 if row is None else int(np.searchsorted(self.rows, row))
        fits = 0 <= place < len(self.rows) and self.rows[place] == row
        return float(self.scores[place]) if fits else 0.0

    def _having(self, facet: str, values: Iterable[str]) -> Bits:
        return having(self.catalogue, facet, values)

    def _each(self, facet: str, values: Iterable[str]) -> Sets:
        places = self.catalogue.layout.all_rows.get(facet, {})
        return {
            value: self.catalogue.bits[places[value]] for value in sorted(values) if value in places
        }

    @cached_property
    def _ways(self) -> Sets:
        return {way: self._way(way) for way in sorted(self.profile.ways) if way in WAYS}

    def _way(self, way: str) -> Bits:
        places, all_rows = [], self.catalogue.layout.all_rows
        for facet, values in WAYS[way].items():
            known = all_rows.get(facet, {})
            places += [known[value] for value in values if value in known]
        return np.bitwise_or.reduce(self.catalogue.bits[places], axis=0)

    def _gains(self) -> Sets:
        gives = self.catalogue.columns.gives
        found = {
            gain: pack((gives & np.uint8(GAINS[gain])) != 0)
            for gain in sorted(self.profile.gains)
            if gain in GAINS
        }
        if MEETING_PEOPLE in self.profile.gains:
            found[MEETING_PEOPLE] = self._way(MEETING_PEOPLE)
        return found

    def _counted(self) -> Column:
        """The components that go by how many of the things asked for a row has, in their order."""
        if not self.sets:
            return np.empty((0, len(self.rows)), np.float32)
        every = np.concatenate([bits for sets in self.sets.values() for bits in sets.values()])
        octets = every.astype("<u8", copy=False).view(np.uint8).reshape(-1, 8 * len(self.fits))
        has = np.unpackbits(octets, axis=1, bitorder="little", count=len(self.catalogue.columns))
        counts = np.empty(has.shape[1], np.uint8)
        found = np.empty((len(self.sets), len(self.rows)), np.float32)
        start = 0
        for column, (name, sets) in zip(found, self.sets.items(), strict=True):
            end = start + len(sets)
            np.add.reduce(has[start:end], axis=0, dtype=np.uint8, out=counts)
            # An offer has one time model, which fits another one less than it does itself.
            said, nothing = (1, self.weights.unsaid) if name == "model" else (len(sets), 0.0)
            table = components.common_by_count(said, self.weights, nothing=nothing)
            np.take(table, counts[self.rows], mode="clip", out=column)
            start = end
        return found

    def _distance(self) -> Column:
        profile, weights = self.profile, self.weights
        is_anywhere = self.catalogue.columns.is_anywhere[self.rows]
        if profile.near is None:
            return np.where(is_anywhere, np.float32(self.at_home), np.float32(weights.anywhere))
        around = self.catalogue.around(profile.near)
        reach_km = REACH_KM.get(profile.travel, REACH_KM[""])
        kilometres = around.kilometres_of(self.rows)
        return components.nearness_to(kilometres, is_anywhere, reach_km, self.at_home, weights)

    @property
    def at_home(self) -> float:
        """What an offer gets for its distance at least, if it needs no place."""
        return {True: 1.0, None: self.weights.anywhere, False: 0.0}[self.profile.online]
