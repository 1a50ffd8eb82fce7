"""Suggestions for one person: how many offers fit, and the best of them with their reasons."""

import datetime as dt
from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import coverage, sentences, ties
from matching.engine.components import Column
from matching.engine.coverage import Recent
from matching.engine.match import Match
from matching.engine.profile import Profile
from matching.engine.reasons import Explainer, Missing, Reason
from matching.engine.weights import WEIGHTS, Weights
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits, pack, size, unpack


class Suggestion(NamedTuple):
    """One offer that fits, why, and what is missing."""

    key: int  # of the offer's page
    score: float  # in (0, 1]
    reasons: tuple[Reason, ...]  # the strongest first
    missing: tuple[Missing, ...]

    @property
    def sentence(self) -> str:
        """Why it fits, in one sentence."""
        return sentences.sentence(self.reasons)

    @property
    def needed(self) -> list[str]:
        """What is missing, in words."""
        return sentences.missing_in_words(self.missing)


class Rated(NamedTuple):
    """Of every row of a snapshot: its score, whether it fits, and what the score is made of."""

    scores: Column  # in [0, 1], 0 where it doesn't fit
    fits: NDArray[np.bool_]
    components: dict[str, Column]


class Suggestions:
    """What fits one person, best first; each part is worked out when it is asked for."""

    def __init__(
        self, match: Match, *, drawn_with: int, without: Collection[int] = frozenset()
    ) -> None:
        self._match = match
        self._drawn_with = drawn_with
        self._without = without

    @cached_property
    def _fits(self) -> Bits:
        fits = self._match.fits
        rows = [
            row for key in self._without if (row := self._match.catalogue.row_of(key)) is not None
        ]
        if rows:
            left_out = np.zeros(len(self._match.catalogue.columns), np.bool_)
            left_out[rows] = True
            fits = fits & ~pack(left_out)
        return fits

    @cached_property
    def count(self) -> int:
        """How many offers fit."""
        return size(self._fits)

    def keys(self, number: int) -> list[int]:
        """The pages of the best offers, without their reasons."""
        return [int(key) for key in self._match.catalogue.columns.keys[self._best(number)]]

    def first(self, number: int) -> list[Suggestion]:
        """The best offers with their reasons."""
        rows = self._best(number)
        explainer = Explainer(self._match, rows)
        keys = self._match.catalogue.columns.keys
        return [
            Suggestion(
                int(keys[row]),
                float(self._match.scores[row]),
                explainer.reasons(row),
                explainer.missing(row),
            )
            for row in rows.tolist()
        ]

    def of(self, key: int) -> Suggestion | None:
        """One offer's, whether it is among the best or not; None if it does not fit."""
        row = self._match.catalogue.row_of(key)
        if row is None or not self._match.scores[row]:
            return None
        explainer = Explainer(self._match, np.array([row]))
        score = float(self._match.scores[row])
        return Suggestion(key, score, explainer.reasons(row), explainer.missing(row))

    def _best(self, number: int) -> NDArray[np.intp]:
        scores = self._match.scores
        if self._without:
            scores = scores * unpack(self._fits, len(scores))
        return ties.best(scores, self._match.catalogue.columns.keys, number, self._drawn_with)


def suggest(
    catalogue: Catalogue,
    profile: Profile,
    *,
    day: dt.date,
    person: str = "",
    without: Collection[int] = frozenset(),
    weights: Weights = WEIGHTS,
    recent: Recent | None = None,
) -> Suggestions:
    """What fits somebody today.

    `person` is any stable text, by which ties are drawn; `without` are keys of offers to leave
    out; `recent` are the recent applications, without it those that this process knows.
    """
    applied = coverage.current() if recent is None else recent
    match = Match(catalogue, profile, weights=weights, recent=applied.by_row(catalogue))
    return Suggestions(match, drawn_with=ties.seed(day, person), without=without)


def count(catalogue: Catalogue, profile: Profile) -> int:
    """How many offers fit."""
    return Match(catalogue, profile).count


def rate(
    catalogue: Catalogue,
    profile: Profile,
    *,
    weights: Weights = WEIGHTS,
    recent: Recent | None = None,
) -> Rated:
    """Every row's score, for those who go on reckoning; without `recent` nothing is spread."""
    match = Match(
        catalogue,
        profile,
        weights=weights,
        recent=None if recent is None else recent.by_row(catalogue),
    )
    fits = unpack(match.fits, len(catalogue.columns))
    return Rated(match.scores, fits, dict(match.components))
