"""The components of a score: pure functions of columns, each in [0, 1] and of 32-bit floats."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.engine.weights import WEIGHTS, Weights

Column = NDArray[np.float32]
Counts = NDArray[np.uint8]

WEEK = (1 << 21) - 1


def common(counts: Counts, said: int, weights: Weights = WEIGHTS) -> Column:
    """How much of the `said` things that somebody likes an offer has, by their number in it.

    Grows with the number; one of several is nearly as good as all.
    """
    return np.take(common_by_count(said, weights), counts, mode="clip")


def common_by_count(said: int, weights: Weights = WEIGHTS, *, nothing: float = 0.0) -> Column:
    """The same as a table by number, 0 to `said`; `nothing` is what an offer without any gets."""
    return _common_by_count(said, weights.more, nothing)


@lru_cache(maxsize=256)
def _common_by_count(said: int, more: float, nothing: float) -> Column:
    counts = np.arange(said + 1, dtype=np.float32)
    table = (counts * (said + more) / (max(said, 1) * (counts + more))).astype(np.float32)
    table[0] = nothing
    table.flags.writeable = False
    return table


def overlap(offered: NDArray[np.uint32], free: int, weights: Weights = WEIGHTS) -> Column:
    """How well an offer's parts of the week fit into those in which somebody is free.

    Grows with what both share and with the share of the offer's times one is free at; an offer
    that says no times gets less than any that fits, one at other times nothing.
    """
    shared = np.bitwise_count(offered & np.uint32(free & WEEK)).astype(np.uint16)
    shared *= 22
    shared += np.bitwise_count(offered)
    table = _overlaps(weights.all_times, weights.more, weights.unsaid)
    return table.take(shared, mode="clip")


@lru_cache(maxsize=16)
def _overlaps(all_times: float, more: float, unsaid: float) -> Column:
    """By the number of shared parts, times 22, plus that of the offer's."""
    shared, offered = np.divmod(np.arange(22 * 22, dtype=np.float32), np.float32(22))
    share = shared / np.maximum(offered, 1)
    table = (1 - all_times + all_times * share) * shared / (shared + more)
    table[offered == 0] = unsaid
    return np.minimum(table, 1.0).astype(np.float32)


def nearness(kilometres: Column, reach_km: float, weights: Weights = WEIGHTS) -> Column:
    """Falls with the distance; `reach_km` is where it has fallen to 1/e."""
    near = kilometres * np.float32(-1 / reach_km)
    np.exp(near, out=near)
    near[~np.isfinite(kilometres)] = weights.unplaced
    return near


def nearness_to(
    kilometres: Column,
    is_anywhere: NDArray[np.bool_],
    reach_km: float,
    at_home: float,
    weights: Weights = WEIGHTS,
) -> Column:
    """The same where some offers need no place, which is worth `at_home` at least."""
    near = nearness(kilometres, reach_km, weights)
    return np.maximum(near, is_anywhere * np.float32(at_home), out=near)


def shortness(half_hours: NDArray[np.uint8], hours: int, weights: Weights = WEIGHTS) -> Column:
    """1 for an offer that takes at most `hours` a week, 0 for one that takes more."""
    table = np.zeros(256, np.float32)
    table[1 : 2 * hours + 1] = 1.0
    table[0] = weights.unsaid
    return table.take(half_hours)


def fit_of_words(scores: Column, weights: Weights = WEIGHTS) -> Column:
    """BM25 scores, which have no upper end, brought into [0, 1)."""
    return scores / (scores + np.float32(weights.half_text))


def coverage(recent: NDArray[np.integer], weights: Weights = WEIGHTS) -> Column:
    """What an offer's score is multiplied with, by its recent applications.

    1 for one that nobody applied to, so that the product stays in [0, 1]; the design's
    1 + λ·exp(−κ·n), divided by 1 + λ.
    """
    most = 64
    lifts = np.exp(-weights.fading * np.arange(most + 1, dtype=np.float32))
    table = (1 + weights.lift * lifts) / (1 + weights.lift)
    return np.take(table.astype(np.float32), np.minimum(recent, most))
