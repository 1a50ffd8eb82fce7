"""Orders as one integer a row: what counts most in the high half, the newest first in the low.

No two rows have the same number, so every order is total and stable, and the first few of many
are found without sorting the rest.
"""

import numpy as np
from numpy.typing import NDArray

Ranks = NDArray[np.uint64]

_LOW = np.uint64(32)


def by_least(values: NDArray[np.float32], newest: NDArray[np.uint32]) -> Ranks:
    """Ascending by values that are not negative, ties by newest."""
    # The bits of such floats, read as integers, are in the same order as the floats.
    high = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32).astype(np.uint64)
    return (high << _LOW) | newest


def by_most(values: NDArray[np.float32], newest: NDArray[np.uint32]) -> Ranks:
    """Descending by values that are not negative, ties by newest."""
    high = ~np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    return (high.astype(np.uint64) << _LOW) | newest


def first(ranks: NDArray[np.uint64], stop: int) -> NDArray[np.intp]:
    """The positions of the `stop` least ranks, in their order."""
    if stop >= len(ranks):
        return np.argsort(ranks)
    least = np.argpartition(ranks, stop)[:stop] if stop else np.empty(0, dtype=np.intp)
    return least[np.argsort(ranks[least])]
