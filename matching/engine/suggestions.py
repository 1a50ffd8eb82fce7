"""Suggestions for one person: how many offers fit, and the best of them with their reasons."""

import datetime as dt
from collections.abc import Callable, Collection
from functools import cache, cached_property
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import coverage, ties
from matching.engine.components import Column
from matching.engine.coverage import NONE, Recent
from matching.engine.match import Match
from matching.engine.profile import Profile
from matching.engine.reasons import Explainer, Missing, Reason
from matching.engine.sentences import Wording, wording
from matching.engine.weights import WEIGHTS, Weights
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import unpack


class Suggestion(NamedTuple):
    """One offer that fits, why, and what is missing."""

    key: int  # of the offer's page
    score: float  # in (0, 1]
    reasons: tuple[Reason, ...]  # the strongest first
    missing: tuple[Missing, ...]
    wording: Callable[[], Wording]  # the same for all suggestions of one answer

    @property
    def sentence(self) -> str:
        """Why it fits, in one sentence."""
        return self.wording().sentence(self.reasons)

    @property
    def needed(self) -> list[str]:
        """What is missing, in words."""
        return self.wording().needed(self.missing)


class Rated(NamedTuple):
    """Of every row of a snapshot: its score, whether it fits, and what the score is made of.

    All are 0 where it does not fit.
    """

    scores: Column  # in [0, 1]
    fits: NDArray[np.bool_]
    components: dict[str, Column]


class Suggestions:
    """What fits one person, best first; each part is worked out when it is asked for."""

    def __init__(self, match: Match, *, drawn_with: int) -> None:
        self._match = match
        self._drawn_with = drawn_with

    @property
    def count(self) -> int:
        """How many offers fit."""
        return self._match.count

    def keys(self, number: int) -> list[int]:
        """The pages of the best offers, without their reasons."""
        keys: list[int] = self._keys[self._best(number)].tolist()
        return keys

    def scored(self, number: int) -> list[tuple[int, float]]:
        """The same with their scores, to four digits."""
        best = self._best(number)
        scores = np.round(self._match.scores[best].astype(np.float64), 4)
        return list(zip(self._keys[best].tolist(), scores.tolist(), strict=True))

    def first(self, number: int) -> list[Suggestion]:
        """The best offers with their reasons."""
        return self._explained(self._best(number))

    def of(self, key: int) -> Suggestion | None:
        """One offer's, whether it is among the best or not; None if it does not fit."""
        return next(iter(self._explained(np.flatnonzero(self._keys == key))), None)

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        return self._match.catalogue.columns.keys[self._match.rows]

    def _best(self, number: int) -> NDArray[np.intp]:
        return ties.best(self._match.scores, self._keys, number, self._drawn_with)

    def _explained(self, places: NDArray[np.intp]) -> list[Suggestion]:
        explainer = Explainer(self._match, places)
        return list(
            map(
                Suggestion,
                self._keys[places].tolist(),
                self._match.scores[places].tolist(),
                explainer.reasons,
                explainer.missing,
                repeat(cache(wording)),
            )
        )


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
    match = Match(
        catalogue,
        profile,
        weights=weights,
        recent=coverage.current() if recent is None else recent,
        without=without,
    )
    return Suggestions(match, drawn_with=ties.seed(day, person))


def count(catalogue: Catalogue, profile: Profile) -> int:
    """How many offers fit."""
    return Match(catalogue, profile).count


def rate(
    catalogue: Catalogue,
    profile: Profile,
    *,
    weights: Weights = WEIGHTS,
    recent: Recent = NONE,
) -> Rated:
    """Every row's score, for those who go on reckoning; without `recent` nothing is spread."""
    match = Match(catalogue, profile, weights=weights, recent=recent)

    def whole(part: Column) -> Column:
        column = np.zeros(len(catalogue.columns), np.float32)
        column[match.rows] = part
        return column

    return Rated(
        whole(match.scores),
        unpack(match.fits, len(catalogue.columns)),
        {name: whole(part) for name, part in match.components.items()},
    )
