"""One person against all offers: which fit, and how well."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.text_index import CUT_OFF, Rated
from matching.engine import components
from matching.engine.asked import Asked
from matching.engine.components import Column
from matching.engine.constraints import allowed
from matching.engine.coverage import NONE, Recent
from matching.engine.profile import Profile
from matching.engine.weights import REACH_KM, WEIGHTS, Weights
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits, members, pack, size
from opportunities.catalogue.questions import readable

LEAST = np.float32(1e-6)  # the score of whatever fits


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
        liked = self.asked.liked if self.asked.is_liking else None
        best = float(self.text.shares.max(initial=0.0)) if self.text is not None else 0.0
        if self.text is not None and best:
            worded = pack(self.text.shares >= np.float32(CUT_OFF * best))
            return worded if liked is None else liked | worded
        return liked

    @cached_property
    def text(self) -> Rated | None:
        """How well the person's own words fit each row of the catalogue."""
        words = readable(self.profile.words)
        # Whoever tells of themselves uses words that no offer has; those are no slips.
        return self.catalogue.rated(words, slips="plain") if words else None

    @cached_property
    def asked(self) -> Asked:
        """What the answers ask for of the lists."""
        return Asked(self.catalogue, self.profile)

    @cached_property
    def components(self) -> Mapping[str, Column]:
        """Of `rows`, those that the answers ask for; they stand together in `values`."""
        return dict(zip(self._reckoned, self.values, strict=True))

    @cached_property
    def values(self) -> Column:
        """The same, (components, rows)."""
        values = np.empty((len(self._reckoned), len(self.rows)), np.float32)
        listed = len(self.asked.values)
        self._count(values[:listed])
        for column, name in zip(values[listed:], self._reckoned[listed:], strict=True):
            column[:] = getattr(self, f"_{name}")()
        return values

    @cached_property
    def _reckoned(self) -> Sequence[str]:
        """The names of the components, those that go by lists first."""
        profile = self.profile
        is_asked = {
            "time": profile.week != 0,
            "hours": profile.hours is not None,
            "distance": profile.near is not None or bool(profile.online),
            "text": self.text is not None,
        }
        return [*self.asked.values, *(name for name, asked in is_asked.items() if asked)]

    @cached_property
    def worths(self) -> Column:
        """What each of the components counts."""
        return np.array([self.weights.components[name] for name in self._reckoned], np.float32)

    @cached_property
    def scores(self) -> Column:
        """Of `rows`, in (0, 1]."""
        factors = self._recent.factors(self.catalogue, self.weights)[self.rows]
        if not self.worths.any():
            return factors
        scores = self.worths / self.worths.sum() @ self.values
        # What is possible is shown, if last, even where nothing of it was asked for.
        np.maximum(scores, LEAST, out=scores)
        scores *= factors
        return scores

    def score_of(self, key: int) -> float:
        """One offer's; 0 if it does not fit."""
        row = self.catalogue.row_of(key)
        place = -1 if row is None else int(np.searchsorted(self.rows, row))
        fits = 0 <= place < len(self.rows) and self.rows[place] == row
        return float(self.scores[place]) if fits else 0.0

    def _count(self, found: Column) -> None:
        """Fill in the components that go by how many of the things asked for a row has."""
        octets = self.asked.bits.astype("<u8", copy=False).view(np.uint8)
        has = np.unpackbits(octets, axis=1, bitorder="little", count=len(self.catalogue.columns))
        counts = np.empty((len(found), has.shape[1]), np.uint8)
        start = 0
        for count, asked in zip(counts, self.asked.values.values(), strict=True):
            np.add.reduce(has[start : start + len(asked)], axis=0, dtype=np.uint8, out=count)
            start += len(asked)
        counts = counts.take(self.rows, axis=1)
        for column, count, (name, asked) in zip(
            found, counts, self.asked.values.items(), strict=True
        ):
            # An offer has one time model, which fits another one less than it does itself.
            said, nothing = (1, self.weights.unsaid) if name == "model" else (len(asked), 0.0)
            table = components.common_by_count(said, self.weights, nothing=nothing)
            table.take(count, mode="clip", out=column)

    def _time(self) -> Column:
        week = self.catalogue.columns.week[self.rows]
        return components.overlap(week, self.profile.week, self.weights)

    def _hours(self) -> Column:
        half_hours = self.catalogue.columns.half_hours[self.rows]
        return components.shortness(half_hours, self.profile.hours or 0, self.weights)

    def _text(self) -> Column:
        nothing = np.zeros(len(self.rows), np.float32)
        scores = nothing if self.text is None else self.text.scores[self.rows]
        return components.fit_of_words(scores, self.weights)

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
