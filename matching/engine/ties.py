"""Who is first among equals: each day and for each person another, never always the same."""

import datetime as dt
import zlib

import numpy as np
from numpy.typing import NDArray

_ONE, _TWO = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def seed(day: dt.date, person: str) -> int:
    """A number for one person's day; the same in every process."""
    return zlib.crc32(f"{day.isoformat()} {person}".encode())


def lots(keys: NDArray[np.int64], drawn_with: int) -> NDArray[np.uint64]:
    """A lot for each offer, evenly spread; the lowest comes first.

    The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    Generators, 2014), which lets no order of the keys through.
    """
    mixed = keys.astype(np.uint64) ^ (np.uint64(drawn_with) << np.uint64(32))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _ONE
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _TWO
    return mixed ^ (mixed >> np.uint64(31))


def best(
    scores: NDArray[np.float32], keys: NDArray[np.int64], wanted: int, drawn_with: int
) -> NDArray[np.intp]:
    """The rows of the `wanted` highest scores above 0, best first, ties by lot."""
    least = np.float32(0)
    if len(scores) > wanted > 0:
        least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
    rows = np.flatnonzero((scores >= least) & (scores > 0))
    order = np.lexsort((lots(keys[rows], drawn_with), -scores[rows]))
    return rows[order[: max(wanted, 0)]]
