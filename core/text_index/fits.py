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
# A word that more than one of so many rows has is kept for all of them: adding that up is faster.
_MANY = 16


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """What all rows, dead ones among them, have of a word.

    `rows` are those that have anything of it, or None if `both` is of all rows.
    """

    rows: NDArray[np.intp] | None
    both: Both
    own_terms: frozenset[str]
    other_terms: frozenset[str]  # synonyms and parts: who reads on does not find the word itself
    _segments: Sequence[Segment]

    def __bool__(self) -> bool:
        """Whether any row has it."""
        return self.rows is None or len(self.rows) > 0

    @property
    def nbytes(self) -> int:
        """What keeping it takes, about."""
        return self.both.nbytes + 1_000 + (0 if self.rows is None else self.rows.nbytes)

    def add_to(self, both: Both) -> None:
        if self.rows is None:
            both += self.both
        else:
            for column, own in zip(both, self.both, strict=True):
                np.add.at(column, self.rows, own)

    def has(self, rows: NDArray[np.intp]) -> tuple[Flags, Flags]:
        """Which of some few rows have the word or one of its family, and which only what is near.

        Rows are asked one by one: sets of all rows would take longer to make than this does.
        """
        if self.rows is None:
            has = self.both[1, rows] != 0
        else:
            has = self.rows.take(self.rows.searchsorted(rows), mode="clip") == rows
        if not self.other_terms:
            return has, np.zeros_like(has)
        own = np.zeros_like(has)
        for term in self.own_terms:
            for segment in self._segments:
                own |= segment.has(term, rows)
        return own, has & ~own


def fit(
    asked: Asked, readings: Sequence[Reading], segments: Sequence[Segment], row_count: int
) -> Fit:
    """What the documents have of a word by the best of its readings."""
    terms = frozenset(term for reading in readings for slot in reading for term, _ in slot)
    own = terms & {term for one in asked.analysed for term in (one.whole, one.root)}
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
    rows = None
    if np.count_nonzero(both[1]) <= row_count // _MANY:
        rows = np.flatnonzero(both[1])
        both = both[:, rows]
    return Fit(rows, both, own, terms - own, segments)


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


def marks(fits: Sequence[Fit], rows: NDArray[np.intp]) -> NDArray[np.uint8]:
    """1 or 0 of some rows, (rows, 2 * fits): whether each has a word, then only something near."""
    owns, nears = zip(*(one.has(rows) for one in fits), strict=True)
    return np.array([*owns, *nears], np.uint8).T


def having_any(terms: Iterable[str], segments: Sequence[Segment], row_count: int) -> Flags:
    """Which rows have any of the terms."""
    has = np.zeros(row_count, np.bool_)
    for term in terms:
        for segment in segments:
            has[segment.postings(term, 1.0)[0]] = True
    return has
