"""Postings in columns: which documents a term stands in, and how much it says about each.

A segment never changes. An index has one large segment and a few small ones for what came later.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.text_index.vocabulary import Vocabulary

Rows = NDArray[np.int32]
# Fractions of `WHOLE`: no larger than half-precision numbers, finer, and much quicker to read.
Impacts = NDArray[np.uint16]
WHOLE = 65_535

_NOTHING = slice(0, 0)


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """Columns sorted by term and, within a term, by row.

    `terms` gives a term's number t; its postings are `rows[starts[t]:starts[t + 1]]` and the same
    slice of `impacts`, each in (0, 1) of `WHOLE`: the saturated, length-normalised weight of BM25F
    without the term's rarity, which depends on the whole index.
    """

    terms: Mapping[str, int]
    starts: NDArray[np.int64]
    rows: Rows
    impacts: Impacts
    vocabulary: Vocabulary
    documents: int

    def postings(self, term: str, worth: float) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The rows that have the term, and what it says about each if it says `worth` at most.

        As the types that numpy reckons with: it would convert them anew at every step.
        """
        part = self._part(term)
        return self.rows[part].astype(np.intp), self.impacts[part] * np.float32(worth / WHOLE)

    def rows_of(self, term: str) -> Rows:
        """The rows that have the term."""
        return self.rows[self._part(term)]

    def _part(self, term: str) -> slice:
        number = self.terms.get(term)
        return _NOTHING if number is None else slice(*self.starts[number : number + 2].tolist())

    def frequency(self, term: str) -> int:
        """How many documents have the term."""
        part = self._part(term)
        return int(part.stop - part.start)

    @property
    def nbytes(self) -> int:
        """What the columns take, without the words."""
        return self.rows.nbytes + self.impacts.nbytes + self.starts.nbytes


def merge(segments: Sequence[Segment], new_row: Rows) -> Segment:
    """One segment of several whose rows do not overlap.

    `new_row` gives the row that each old one becomes, -1 for one that is dropped.
    """
    terms: dict[str, int] = {}
    numbers = []
    for segment in segments:
        numbers.append(
            np.fromiter(
                (terms.setdefault(term, len(terms)) for term in segment.terms),
                np.int64,
                len(segment.terms),
            )
        )
    columns = []
    counts = np.zeros(len(terms), np.int64)
    for segment, number in zip(segments, numbers, strict=True):
        posting_terms = np.repeat(number, np.diff(segment.starts))
        rows = new_row[segment.rows]
        alive = rows >= 0
        columns.append((posting_terms[alive], rows[alive], segment.impacts[alive]))
        counts += np.bincount(columns[-1][0], minlength=len(terms))
    used = np.flatnonzero(counts)
    renumbered = np.full(len(terms), -1, np.int64)
    renumbered[used] = np.arange(len(used))
    starts = np.zeros(len(used) + 1, np.int64)
    np.cumsum(counts[used], out=starts[1:])

    posting_terms = renumbered[np.concatenate([column[0] for column in columns])]
    rows = np.concatenate([column[1] for column in columns])
    impacts = np.concatenate([column[2] for column in columns])
    order = np.lexsort((rows, posting_terms))
    words: Counter[str] = Counter()
    for segment in segments:
        vocabulary = segment.vocabulary
        words.update(dict(zip(vocabulary.words, vocabulary.counts.tolist(), strict=True)))
    names = list(terms)
    return Segment(
        terms={names[number]: place for place, number in enumerate(used.tolist())},
        starts=starts,
        rows=rows[order].astype(np.int32, copy=False),
        impacts=impacts[order],
        vocabulary=Vocabulary.of(list(words), words.values()),
        documents=sum(segment.documents for segment in segments),
    )
