"""The index: immutable, searched by any number of threads, replaced by a changed copy."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import log
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.text_index.building import Fields, build_segment
from core.text_index.questions import Asked, Synonyms, read_question
from core.text_index.readings import Reading, Slot, readings_of
from core.text_index.repairs import Repair, Repairs
from core.text_index.segment import Rows, Segment, merge

Column = NDArray[np.float32]
Read = tuple[Asked, list[Reading]]
Slips = Literal["any", "plain", "none"]
# Of the best document's share of the question, how much another needs to be found.
CUT_OFF = 0.2
# Small segments are joined while there are few documents in them; joining many is for `renumbered`.
_MOST_JOINED = 1_000


class Found(NamedTuple):
    """Rows in ascending order, and how well each fits (higher is better, never negative)."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32]


class FoundWord(NamedTuple):
    """A word of a question, and the terms that stand for it: its own, and others near to it."""

    written: str
    own: frozenset[str]
    others: frozenset[str]  # synonyms and parts: who reads on does not find the word itself


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
        self._living = int(alive.sum())
        self._rarities: dict[str, float] = {}  # of terms that documents have, as they are met

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
        return self._living

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
        dead = self.row_count - self._living
        return len(self._segments) > 12 or dead > max(1_000, self.row_count // 8)

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
        scores, shares = both = np.zeros((2, self.row_count), np.float32)
        synonyms = synonyms or {}
        read = self._read(words, synonyms)
        found = []
        for asked, readings in self._understood(read, synonyms, slips):
            self._add(readings, both)
            terms = frozenset(term for reading in readings for slot in reading for term, _ in slot)
            if terms:
                own = terms & {term for one in asked.analysed for term in (one.whole, one.root)}
                found.append(FoundWord(asked.written, own, terms - own))
        shares *= self._alive
        return Rated(scores, shares, tuple(found))

    def words_of(
        self, rated: Rated, rows: NDArray[np.integer]
    ) -> Iterator[tuple[str, NDArray[np.bool_], NDArray[np.bool_]]]:
        """Each word of a question: which of some few rows have it or one of its family, and which
        only something near to it."""
        for word in rated.words:
            own, near = (self._have(terms, rows) for terms in (word.own, word.others))
            yield word.written, own, near & ~own

    def _have(self, terms: Iterable[str], rows: NDArray[np.integer]) -> NDArray[np.bool_]:
        has = np.zeros(len(rows), np.bool_)
        for term in terms:
            for segment in self._segments:
                has |= segment.has(term, rows)
        return has

    def having_any(self, terms: Iterable[str]) -> NDArray[np.bool_]:
        """Which rows have any of the terms, as the analyser gives them."""
        has = np.zeros(self.row_count, np.bool_)
        for term in terms:
            for segment in self._segments:
                has[segment.postings(term, 1.0)[0]] = True
        return has

    def suggest(self, words: str, synonyms: Synonyms | None = None) -> str | None:
        """The question with its misspelled words put right, if there are any: "Meinten Sie"."""
        synonyms = synonyms or {}
        text = words
        for written, repair in self._repaired(self._read(words, synonyms), synonyms):
            if repair.is_worth_telling:
                text = text.replace(written, repair.words, 1)
        return text if text != words else None

    def _read(self, words: str, synonyms: Synonyms) -> list[Read]:
        """The words of a question and how they may stand in the documents, if in any."""
        return [
            (asked, readings_of(asked, self._rarity)) for asked in read_question(words, synonyms)
        ]

    def _understood(self, read: Sequence[Read], synonyms: Synonyms, slips: Slips) -> Iterator[Read]:
        """What is asked, with what is read instead of words that nothing and nobody knows."""
        repaired = {} if slips == "none" else dict(self._repaired(read, synonyms, slips))
        for asked, readings in read:
            if repair := repaired.get(asked.written):
                yield from self._read(repair.words, synonyms)
            else:
                yield asked, readings

    def _repaired(
        self, read: Sequence[Read], synonyms: Synonyms, slips: Slips = "any"
    ) -> Iterator[tuple[str, Repair]]:
        unknown = [asked.written for asked, readings in read if not readings]
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
            frequency = min(self._frequency(term), self._living)
            if not frequency:
                return 0.0
            rarity = log(1 + (self._living - frequency + 0.5) / (frequency + 0.5))
            self._rarities[term] = rarity
        return rarity

    def _add(self, readings: Sequence[Reading], both: Column) -> None:
        """Add what documents have of one word to `both`, (2, rows): scores and shares."""
        if len(readings) < 2:
            for reading in readings:
                self._add_reading(reading, both)
            return
        best = np.zeros(both.shape, both.dtype)
        self._add_reading(readings[0], best)
        for reading in readings[1:]:
            if len(reading) == 1:
                self._put_best(reading[0], best)
            else:
                other = np.zeros(both.shape, both.dtype)
                self._add_reading(reading, other)
                np.maximum(best, other, out=best)
        both += best

    def _add_reading(self, reading: Reading, both: Column) -> None:
        scores, shares = both
        for slot in reading:
            if len(slot) > 1:
                best = np.zeros(both.shape, both.dtype)
                self._put_best(slot, best)
                both += best
                continue
            ((term, worth),) = slot
            for segment in self._segments:
                rows, impacts = segment.postings(term, worth)
                np.add.at(scores, rows, impacts)
                np.add.at(shares, rows, np.float32(worth))

    def _put_best(self, slot: Slot, best: Column) -> None:
        """Raise `best`, scores and shares, to what the documents have of the slot's best term."""
        scores, shares = best
        for term, worth in slot:
            for segment in self._segments:
                rows, impacts = segment.postings(term, worth)
                scores[rows] = np.maximum(scores[rows], impacts)
                shares[rows] = np.maximum(shares[rows], np.float32(worth))


def _worth_joining(larger: Segment, smaller: Segment) -> bool:
    joined = larger.documents + smaller.documents
    return joined <= _MOST_JOINED and larger.documents < 4 * smaller.documents
