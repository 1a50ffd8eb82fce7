"""The words of the documents as they are written, found again from a misspelled one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.german.spelling import fold

_PAIRS = 61  # bits for pairs of letters; a prime, so that neighbours spread
_MOST_CANDIDATES = 120


class Near(NamedTuple):
    """A word and how far it is from another; sorts the best first."""

    edits: int
    rarity: int  # minus the number of its occurrences
    word: str


@dataclass(frozen=True, eq=False, slots=True)
class Vocabulary:
    """Words with the number of their occurrences, in columns.

    `pairs` has a bitmap of each folded word's pairs of letters. One edit changes at most six
    bits, so nearly all words are ruled out by counting bits in one column.
    """

    words: Sequence[str]
    counts: NDArray[np.int32]
    pairs: NDArray[np.uint64]
    lengths: NDArray[np.uint8]

    @classmethod
    def of(cls, words: Sequence[str], counts: Iterable[int]) -> "Vocabulary":
        folded = [fold(word)[:255].encode("latin-1", "replace") for word in words]
        return cls(
            words=words,
            counts=np.fromiter(counts, np.int32, len(words)),
            pairs=_pairs(folded),
            lengths=np.fromiter(map(len, folded), np.uint8, len(words)),
        )

    def near(self, folded: str, edits: int) -> Iterator[Near]:
        """The words at most so many edits from a folded one."""
        pairs = _pairs([folded.encode("latin-1", "replace")])[0]
        differing = np.bitwise_count(self.pairs ^ pairs)
        fits = np.abs(self.lengths.astype(np.int16) - len(folded)) <= edits
        candidates = np.flatnonzero(fits & (differing <= 6 * edits))
        if len(candidates) > _MOST_CANDIDATES:
            nearest = np.argsort(differing[candidates], kind="stable")
            candidates = candidates[nearest[:_MOST_CANDIDATES]]
        for number in candidates.tolist():
            steps = distance(folded, fold(self.words[number]), edits)
            if steps <= edits:
                yield Near(steps, -int(self.counts[number]), self.words[number])

    def beginning_with(self, folded: str) -> Iterator[Near]:
        """The words that begin with a folded one, as if as far away as they are longer."""
        pairs = _pairs([folded.encode("latin-1", "replace")])[0]
        candidates = np.flatnonzero((self.pairs & pairs) == pairs)
        for number in candidates[:1_000].tolist():
            word = fold(self.words[number])
            if word.startswith(folded):
                yield Near(len(word) - len(folded), -int(self.counts[number]), self.words[number])


def _pairs(words: Sequence[bytes]) -> NDArray[np.uint64]:
    """A bitmap of the pairs of letters of each word."""
    if not words:
        return np.empty(0, np.uint64)
    letters = np.frombuffer(b"\n".join(words) + b"\n", np.uint8).astype(np.uint64)
    ends = np.flatnonzero(letters == ord("\n"))
    bits = np.uint64(1) << ((letters[:-1] * np.uint64(31) + letters[1:]) % np.uint64(_PAIRS))
    bits = np.append(bits, np.uint64(0))
    bits[ends] = 0
    bits[ends[ends > 0] - 1] = 0
    starts = np.concatenate([[0], ends[:-1] + 1])
    return np.bitwise_or.reduceat(bits, starts)


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
    return min(last[-1], most + 1)
