"""The nearest word of the documents to one that nobody knows."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.german.lexicon import lexicon
from core.german.spelling import fold
from core.text_index.segment import Segment

_SHORTEST = 5
_TWO_EDITS_FROM = 8
_MOST_CANDIDATES = 400


class Speller:
    """Words near to another by Damerau-Levenshtein distance, the frequent ones first.

    Each word has a bitmap of its letters and one of its pairs of letters. An edit changes few
    bits, so nearly all words are ruled out by counting bits in one column.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._columns: tuple[NDArray[np.uint64], NDArray[np.uint8]] | None = None

    def _signatures(self) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
        if self._columns is None:
            folded = [fold(word) for segment in self._segments for word in segment.surfaces]
            self._columns = (
                np.fromiter(map(_signature, folded), np.uint64, len(folded)),
                np.fromiter((min(len(word), 255) for word in folded), np.uint8, len(folded)),
            )
        return self._columns

    def nearest(self, word: str) -> str | None:
        """How the documents write what `word` probably means; None if they have nothing near.

        A word of fewer than five letters and one that the lexicon has are never read otherwise.
        """
        folded = fold(word)
        if len(folded) < _SHORTEST or not folded.isalpha():
            return None
        known = lexicon()
        if known.knows(known.spelled(word.lower())):
            return None
        edits = 2 if len(folded) >= _TWO_EDITS_FROM else 1
        signatures, lengths = self._signatures()
        near = np.abs(lengths.astype(np.int16) - len(folded)) <= edits
        differing = np.bitwise_count(signatures ^ np.uint64(_signature(folded)))
        candidates = np.flatnonzero(near & (differing <= 6 * edits))
        if len(candidates) > _MOST_CANDIDATES:
            candidates = candidates[np.argsort(differing[candidates])[:_MOST_CANDIDATES]]
        segment = self._segments[0]
        best: tuple[int, int, str] | None = None
        for number in candidates.tolist():
            surface = segment.surfaces[number]
            steps = distance(folded, fold(surface), edits)
            if steps <= edits:
                found = (steps, -int(segment.surface_counts[number]), surface)
                best = found if best is None else min(best, found)
        return best[2] if best else None


def _signature(word: str) -> int:
    bits = 0
    for first, second in pairwise(word):
        bits |= 1 << ((ord(first) * 31 + ord(second)) % 61)
    return bits


def distance(one: str, other: str, most: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour; above `most` just more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        row = [place]
        for column, against in enumerate(other, start=1):
            steps = min(
                last[column] + 1, row[column - 1] + 1, last[column - 1] + (letter != against)
            )
            if (
                place > 1
                and column > 1
                and letter == other[column - 2]
                and one[place - 2] == against
            ):
                steps = min(steps, before_last[column - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return last[-1]
