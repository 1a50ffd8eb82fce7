"""What the documents have of one word that is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.text_index.questions import Asked
from core.text_index.readings import Reading, Slot
from core.text_index.segment import Segment

Flags = NDArray[np.bool_]
# (2, rows): how well each row fits, and how much it has of what is asked, by its rarity.
Both = NDArray[np.float32]
# What a row has of a word: the word itself or one of its family, or only what is near to it, as a
# synonym or a part; 0 for nothing.
Kinds = NDArray[np.uint8]
NEAR, OWN = 1, 2
# A word that more than one of so many rows has is kept for all of them: adding that up is faster.
_MANY = 16


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """What all rows, dead ones among them, have of a word.

    `rows` are those that have anything of it, or None if the columns are of all rows.
    """

    rows: NDArray[np.intp] | None
    both: Both
    kinds: Kinds

    def __bool__(self) -> bool:
        """Whether any row has it."""
        return self.rows is None or len(self.rows) > 0

    @property
    def nbytes(self) -> int:
        """What keeping it takes, about."""
        columns = (self.both, self.kinds, *(() if self.rows is None else (self.rows,)))
        return 1_000 + sum(column.nbytes for column in columns)

    def add_to(self, both: Both) -> None:
        if self.rows is None:
            both += self.both
        else:
            for column, own in zip(both, self.both, strict=True):
                np.add.at(column, self.rows, own)

    def kinds_of(self, rows: NDArray[np.intp]) -> Kinds:
        """What each of some few rows has of the word.

        Rows are asked one by one: a column of all rows would take longer to make than this does.
        """
        if self.rows is None:
            return self.kinds.take(rows)
        places = self.rows.searchsorted(rows)
        is_there = self.rows.take(places, mode="clip") == rows
        return self.kinds.take(places, mode="clip") * is_there


def fit(
    asked: Asked, readings: Sequence[Reading], segments: Sequence[Segment], row_count: int
) -> Fit:
    """What the documents have of a word by the best of its readings."""
    both = np.zeros((2, row_count), np.float32)
    # Those of several terms that add up first: the others need no column of their own then.
    for place, reading in enumerate(sorted(readings, key=len, reverse=True)):
        if len(reading) == 1:
            _raise_to(both, reading[0], segments)
        elif place == 0:
            _add(both, reading, segments)
        else:
            other = np.zeros_like(both)
            _add(other, reading, segments)
            np.maximum(both, other, out=both)
    kinds = (both[1] != 0) * np.uint8(NEAR)
    for term in {term for one in asked.analysed for term in (one.whole, one.root)}:
        for segment in segments:
            kinds[segment.rows_of(term)] = OWN
    if np.count_nonzero(kinds) > row_count // _MANY:
        return Fit(None, both, kinds)
    rows = np.flatnonzero(kinds)
    return Fit(rows, both[:, rows], kinds[rows])


def _add(both: Both, reading: Reading, segments: Sequence[Segment]) -> None:
    """Add what the rows have of each slot's best term."""
    for slot in reading:
        if len(slot) == 1:
            _put(np.add, both, slot, segments)
        else:
            best = np.zeros_like(both)
            _raise_to(best, slot, segments)
            both += best


def _raise_to(both: Both, slot: Slot, segments: Sequence[Segment]) -> None:
    """Raise what the rows have, if it is less, to what they have of the slot's best term."""
    _put(np.maximum, both, slot, segments)


def _put(by: np.ufunc, both: Both, slot: Slot, segments: Sequence[Segment]) -> None:
    scores, shares = both
    for term, worth in slot:
        for segment in segments:
            rows, impacts = segment.postings(term, worth)
            by.at(scores, rows, impacts)
            by.at(shares, rows, np.float32(worth))


def marks(fits: Sequence[Fit], rows: NDArray[np.intp]) -> Kinds:
    """What some rows have of each word, (rows, fits)."""
    return np.array([one.kinds_of(rows) for one in fits]).T


def having_any(terms: Iterable[str], segments: Sequence[Segment], row_count: int) -> Flags:
    """Which rows have any of the terms."""
    has = np.zeros(row_count, np.bool_)
    for term in terms:
        for segment in segments:
            has[segment.rows_of(term)] = True
    return has
