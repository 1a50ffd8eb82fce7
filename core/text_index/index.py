"""The index: immutable, searched by any number of threads, replaced by a changed copy."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from functools import partial
from math import log
from operator import attrgetter
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.last_used import LastUsed
from core.text_index.building import Fields, build_segment
from core.text_index.fits import Fit, fit, having_any
from core.text_index.questions import Asked, Synonyms, read_question
from core.text_index.readings import readings_of
from core.text_index.repairs import Repair, Repairs
from core.text_index.segment import Rows, Segment, merge

Read = tuple[Asked, Fit]
Slips = Literal["any", "plain", "none"]
# Of the best document's share of the question, how much another needs to be found.
CUT_OFF = 0.2
# Small segments are joined while there are few documents in them; joining many is for `renumbered`.
_MOST_JOINED = 1_000
_MOST_KEPT = 32_000_000  # bytes, of what words have that were asked for before


class Found(NamedTuple):
    """Rows in ascending order, and how well each fits (higher is better, never negative)."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32]


class FoundWord(NamedTuple):
    """A word of a question, and what the documents have of it."""

    written: str
    fit: Fit


class Rated(NamedTuple):
    """Of every row, whether alive or not: its score, and how much of the question it has.

    Shares are sums over the words found, by their rarity; 0 for dead rows. `words` are those of
    the question that anything has.
    """

    scores: NDArray[np.float32]
    shares: NDArray[np.float32]
    words: tuple[FoundWord, ...] = ()


class TextIndex:
    """BM25 over the fields of documents, which are known by their row.

    Rows are stable: they begin at 0 in the order of the documents; `with_changes` lets rows die
    and appends new ones at the end, and only `renumbered` gives rows other numbers. So a caller
    keeps its own columns beside the index, row by row.
    """

    def __init__(
        self, segments: Sequence[Segment], fields: Fields, alive: NDArray[np.bool_]
    ) -> None:
        self._segments = tuple(segments)
        self._fields = fields
        self._alive = alive
        self._dead = np.flatnonzero(~alive)
        self._rarities: dict[str, float] = {}  # of terms that documents have, as they are met
        # Of words that were asked for: many people ask for the same.
        self._fits: LastUsed[Hashable, Fit] = LastUsed(_MOST_KEPT, size_of=attrgetter("nbytes"))

    @classmethod
    def build(
        cls,
        documents: Iterable[Sequence[str]],
        weights: Sequence[float],
        *,
        name_fields: Collection[int] = (),
    ) -> "TextIndex":
        """An index of `documents`, each a sequence of as many texts as there are `weights`.

        `name_fields` are the positions of fields with names of places, whose stop words count.
        """
        fields = Fields(tuple(weights), frozenset(name_fields))
        segment, fields = build_segment(documents, fields)
        return cls([segment], fields, np.ones(segment.documents, bool))

    def __len__(self) -> int:
        """How many documents are alive."""
        return len(self._alive) - len(self._dead)

    @property
    def row_count(self) -> int:
        """How many rows there are, dead ones among them: the next new document's row."""
        return len(self._alive)

    @property
    def nbytes(self) -> int:
        return sum(segment.nbytes for segment in self._segments) + self._alive.nbytes

    # --- Changing ---

    def with_changes(
        self, removed_rows: Iterable[int] = (), documents: Iterable[Sequence[str]] = ()
    ) -> "TextIndex":
        """A new index without `removed_rows` and with `documents` in new rows at the end.

        It shares all but the smallest columns with this one. Costs a few milliseconds; after
        very many changes `is_ragged` says that `renumbered` would make searching faster again.
        """
        segment, _ = build_segment(documents, self._fields, first_row=self.row_count)
        alive = np.concatenate([self._alive, np.ones(segment.documents, bool)])
        alive[np.fromiter(removed_rows, np.int64)] = False
        segments = list(self._segments)
        if segment.documents:
            segments.append(segment)
        new_row: Rows | None = None
        while len(segments) > 2 and _worth_joining(*segments[-2:]):
            if new_row is None:
                new_row = np.where(alive, np.arange(len(alive), dtype=np.int32), np.int32(-1))
            segments[-2:] = [merge(segments[-2:], new_row)]
        return TextIndex(segments, self._fields, alive)

    @property
    def is_ragged(self) -> bool:
        """Whether so much has changed that it is time for `renumbered`."""
        return len(self._segments) > 12 or len(self._dead) > max(1_000, self.row_count // 8)

    def renumbered(self, rows: NDArray[np.int32]) -> "TextIndex":
        """A new index of a single segment in which row `rows[i]` of this one has become row `i`.

        Nothing is analysed again. Rows that are not named are dropped.
        """
        new_row = np.full(self.row_count, -1, np.int32)
        new_row[rows] = np.arange(len(rows), dtype=np.int32)
        new_row[~self._alive] = -1
        segment = merge(self._segments, new_row)
        return TextIndex([segment], self._fields, self._alive[rows])

    # --- Searching ---

    def search(self, words: str, synonyms: Synonyms | None = None) -> Found:
        """The documents that fit a question, by any of its words.

        Documents whose share of the question (by its words' rarity) is much smaller than the
        best one's are left out, so that a long question neither finds all nor nothing. A word
        that nothing and nobody knows is read as the nearest word of the documents.
        """
        rated = self.rate(words, synonyms)
        best = float(rated.shares.max(initial=0.0))
        if not best:
            return Found(np.empty(0, np.int32), np.empty(0, np.float32))
        rows = np.flatnonzero(rated.shares >= CUT_OFF * best).astype(np.int32)
        return Found(rows, rated.scores[rows])

    def rate(self, words: str, synonyms: Synonyms | None = None, *, slips: Slips = "any") -> Rated:
        """How well every document fits, for those who weigh more than words.

        `slips` are the words that are read as others: "any" word if none has been found, "plain"
        ones that nobody knows, "none" in a name.
        """
        both = np.zeros((2, self.row_count), np.float32)
        synonyms = synonyms or {}
        read = self._read(words, synonyms)
        found = []
        for asked, has in self._understood(read, synonyms, slips):
            if has:
                has.add_to(both)
                found.append(FoundWord(asked.written, has))
        scores, shares = both
        shares[self._dead] = 0
        return Rated(scores, shares, tuple(found))

    def having_any(self, terms: Iterable[str]) -> NDArray[np.bool_]:
        """Which rows have any of the terms, as the analyser gives them."""
        return having_any(terms, self._segments, self.row_count)

    def suggest(self, words: str, synonyms: Synonyms | None = None) -> str | None:
        """The question with its misspelled words put right, if there are any: "Meinten Sie"."""
        synonyms = synonyms or {}
        text = words
        for written, repair in self._repaired(self._read(words, synonyms), synonyms):
            if repair.is_worth_telling:
                text = text.replace(written, repair.words, 1)
        return text if text != words else None

    def _read(self, words: str, synonyms: Synonyms) -> list[Read]:
        """The words of a question, each with what the documents have of it."""
        return [
            (asked, self._fits.get_or_make(asked.key, partial(self._fit, asked)))
            for asked in read_question(words, synonyms)
        ]

    def _fit(self, asked: Asked) -> Fit:
        readings = readings_of(asked, self._rarity)
        return fit(asked, readings, self._segments, self.row_count)

    def _understood(self, read: Sequence[Read], synonyms: Synonyms, slips: Slips) -> Iterator[Read]:
        """What is asked, with what is read instead of words that nothing and nobody knows."""
        repaired = {} if slips == "none" else dict(self._repaired(read, synonyms, slips))
        for asked, has in read:
            if repair := repaired.get(asked.written):
                yield from self._read(repair.words, synonyms)
            else:
                yield asked, has

    def _repaired(
        self, read: Sequence[Read], synonyms: Synonyms, slips: Slips = "any"
    ) -> Iterator[tuple[str, Repair]]:
        unknown = [asked.written for asked, has in read if not has]
        if not unknown:
            return
        vocabularies = [segment.vocabulary for segment in self._segments]
        repairs = Repairs(vocabularies, synonyms, self._frequency)
        for written in unknown:
            # Where all else is in vain, even a word of the lexicon may be a slip.
            at_any_price = slips == "any" and len(unknown) == len(read)
            repair = repairs.repair(written, at_any_price=at_any_price)
            if repair:
                yield written, repair

    def _frequency(self, term: str) -> int:
        return sum(segment.frequency(term) for segment in self._segments)

    def _rarity(self, term: str) -> float:
        """BM25's inverse document frequency; 0 for a term that no document has."""
        if (rarity := self._rarities.get(term)) is None:
            documents = len(self)
            frequency = min(self._frequency(term), documents)
            if not frequency:
                return 0.0
            rarity = log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
            self._rarities[term] = rarity
        return rarity


def _worth_joining(larger: Segment, smaller: Segment) -> bool:
    joined = larger.documents + smaller.documents
    return joined <= _MOST_JOINED and larger.documents < 4 * smaller.documents
