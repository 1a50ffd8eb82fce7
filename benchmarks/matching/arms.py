"""The ways to order offers that are compared, each as one may find it in use.

An arm is asked for the first offers of a list on one visit; it knows what people said, what
offers say and who applied, never what is true.
"""

from typing import Protocol

import numpy as np
from association import Floats, Ints, Marks, Offers, People, terms
from state import State
from told import profile

from matching.engine import rate
from matching.engine.components import coverage
from matching.engine.ties import best
from matching.engine.weights import WEIGHTS, Weights
from opportunities.catalogue import Catalogue

NO_RADIUS_KM = 50.0  # where somebody names none, as Bluebottle


class Arm(Protocol):
    name: str

    def first(self, state: State, person: int, most: int, lot: int) -> Ints:
        """At most so many open offers for a visitor; `lot` is another number each visit."""


class Newest:
    name = "newest first"

    def first(self, state: State, person: int, most: int, lot: int) -> Ints:
        return state.rows[: -most - 1 : -1]


class Popular:
    name = "most popular first"

    def first(self, state: State, person: int, most: int, lot: int) -> Ints:
        return _top(state.taken[state.rows], state.rows, most)


class Scored:
    """Scores of everybody and every offer that never change; equal ones by what is newer."""

    def __init__(self, name: str, scores: Floats) -> None:
        self.name = name
        self._scores = scores

    def first(self, state: State, person: int, most: int, lot: int) -> Ints:
        return _top(self._scores[person, state.rows], state.rows, most)


class Ours:
    """The engine's scores, with its own coverage term and its own way with ties."""

    def __init__(
        self,
        name: str,
        scores: Floats,
        weights: Weights | None,
    ) -> None:
        self.name = name
        self._scores = scores
        self._weights = weights  # None: without coverage

    def first(self, state: State, person: int, most: int, lot: int) -> Ints:
        rows = state.rows
        scores = self._scores[person, rows]
        if self._weights is not None:
            scores *= coverage(state.this_week[rows], self._weights)
        return rows[best(scores, rows, most, lot)]


def bluebottle(people: People, offers: Offers, *, near: float = 0.501) -> Floats:
    """1 for a shared skill, 1.5 for a shared theme, 0.5 + 0.001 within the radius.

    Skill is our activity, theme our field of engagement. Whoever names no radius has 50 km, as in
    its source; what can be done from home is within every radius.
    """
    facets = np.array([facet for facet, _ in terms()])
    scores = np.zeros((len(people), len(offers)), np.float32)
    for facet, worth in (("taetigkeit", 1.0), ("bereich", 1.5)):
        columns = facets == facet
        shared = _counts(people.likes[:, columns], offers.tagged[:, columns])
        scores += np.float32(worth) * (shared > 0)
    for person in np.flatnonzero(people.says_place):
        apart = np.hypot(offers.north - people.north[person], offers.east - people.east[person])
        within = apart <= (people.radius[person] or NO_RADIUS_KM)
        scores[person] += np.float32(near) * (within | offers.online)
    return scores


def tags(people: People, offers: Offers) -> Floats:
    """Each of a person's tags beside the most similar of an offer's (Dice of letter triples)."""
    labels = [slug.replace("-", " ") for _, slug in terms()]
    alike = np.array([[_dice(one, other) for other in labels] for one in labels], np.float32)
    nearest = np.zeros((len(labels), len(offers)), np.float32)
    for row, similar in enumerate(alike):
        for column, value in enumerate(similar):
            np.maximum(nearest[row], value * offers.tagged[:, column], out=nearest[row])
    many = np.maximum(people.likes.sum(axis=1), 1)[:, None]
    return (people.likes.astype(np.float32) @ nearest) / many.astype(np.float32)


def ours(people: People, catalogue: Catalogue, weights: Weights = WEIGHTS) -> Floats:
    """What the engine says of everybody and every offer, without coverage; 0: does not fit."""
    scores = np.zeros((len(people), len(catalogue.columns)), np.float32)
    for person in range(len(people)):
        scores[person] = rate(catalogue, profile(people, person), weights=weights).scores
    return scores


def _counts(one: Marks, other: Marks) -> Floats:
    return one.astype(np.float32) @ other.astype(np.float32).T


def _dice(one: str, other: str) -> float:
    first, second = ({f"  {w} "[n : n + 3] for n in range(len(w) + 1)} for w in (one, other))
    return 2 * len(first & second) / (len(first) + len(second))


def _top(scores: Floats, rows: Ints, most: int) -> Ints:
    """The rows of the highest scores, of equal ones the newer."""
    precise = scores + np.arange(len(rows)) * 1e-9
    places = np.argpartition(-precise, most)[:most]
    return rows[places[np.argsort(-precise[places])]]
