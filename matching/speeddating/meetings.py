"""What a plan is made of and for: matrices of guests and tables."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Fit = NDArray[np.float64]  # (guests, tables), 0 … 1
Meetings = NDArray[np.bool_]  # (guests, tables)


def most_talks(guests: int, places: Sequence[int], rounds: int) -> int:
    """How many talks are possible at all; no plan leaves fewer people idle than this many.

    Each guest talks in each round at most once and to each table once, each table talks with so
    many at a time as it has places. The bound is reached: shared out in turn, as evenly as it
    goes, the talks of a table reach different guests.
    """
    at_tables = sum(min(rounds * number, guests) for number in places)
    return min(guests * min(rounds, len(places)), at_tables)
