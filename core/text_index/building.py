"""From documents to a segment: each word analysed once, the rest counted in columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from core.german.spelling import fold
from core.german.words import WORD, analyse_word
from core.text_index.repairs import as_written
from core.text_index.segment import Segment
from core.text_index.vocabulary import Vocabulary

# How fast a second, third, … mention adds less, and how much a long field's words are worth less.
K1 = 1.2
B = 0.6
# A word that is only part of a compound says less about a document than one that stands alone.
PART = 0.6
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Fields:
    """How the fields of a document count.

    `weights`: how much a word in each field says. `names`: positions of the fields that hold
    names of places, whose words all count: a district may be called like a stop word (`Werden`).
    `lengths`: the mean number of words, which later documents are measured by as well.
    """

    weights: tuple[float, ...]
    names: frozenset[int]
    lengths: tuple[float, ...] = ()


class _Words(dict[str, int]):
    """Numbers of words; a new one is analysed and gets the next number."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.starts = [0]
        self.term_numbers: list[int] = []
        self.term_weights: list[float] = []
        self.is_stop_word: list[bool] = []

    def __missing__(self, word: str) -> int:
        stop_word = True
        for analysed in analyse_word(word):
            stop_word &= analysed.is_stop_word
            for term in analysed.terms:
                if not term:
                    continue
                self.term_numbers.append(self.terms.setdefault(term, len(self.terms)))
                whole = term == analysed.whole or term == analysed.root
                self.term_weights.append(1.0 if whole else PART)
        self.starts.append(len(self.term_numbers))
        self.is_stop_word.append(stop_word)
        number = self[word] = len(self)
        return number


class _Tokens(dict[str, tuple[int, ...]]):
    """Numbers of the words between two blanks: no word has a blank in it.

    Most such pieces come again and again, and looking one up is quicker than reading it.
    """

    def __init__(self, words: _Words) -> None:
        self._words = words

    def __missing__(self, token: str) -> tuple[int, ...]:
        numbers = self[token] = tuple(map(self._words.__getitem__, WORD.findall(token)))
        return numbers


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some documents as word numbers, cell by cell: a cell is one field of one document."""

    words: NDArray[np.int32]
    cells: NDArray[np.int32]
    documents: int


def build_segment(
    documents: Iterable[Sequence[str]], fields: Fields, *, first_row: int = 0
) -> tuple[Segment, Fields]:
    """A segment of `documents`, whose rows begin at `first_row`, and the fields with lengths."""
    words = _Words()
    chunks = list(_read(documents, fields, words))
    stop = np.array(words.is_stop_word, bool)
    named = np.isin(np.arange(len(fields.weights)), list(fields.names))
    width = len(fields.weights)
    lengths = []
    for place, chunk in enumerate(chunks):
        counted = ~stop[chunk.words] | named[chunk.cells % width]
        chunk = _Chunk(chunk.words[counted], chunk.cells[counted], chunk.documents)
        chunks[place] = chunk
        lengths.append(np.bincount(chunk.cells, minlength=chunk.documents * width))
    total = sum(chunk.documents for chunk in chunks)
    if not fields.lengths:
        sums = sum((each.reshape(-1, width).sum(axis=0) for each in lengths), np.zeros(width))
        means = tuple(max(1.0, float(each) / max(total, 1)) for each in sums)
        fields = Fields(fields.weights, fields.names, means)

    table = _Table(words)
    columns = []
    row = first_row
    for chunk, length in zip(chunks, lengths, strict=True):
        columns.append((row, *_postings(chunk, length, table, fields)))
        row += chunk.documents
    starts, rows, impacts = _by_term(columns, len(words.terms))
    counts = np.zeros(len(words), np.int64)
    for chunk in chunks:
        counts += np.bincount(chunk.words, minlength=len(words))
    # Parts of compounds are words too: "Computercafé" teaches what a "Computer" is.
    written = {word: int(counts[number]) for word, number in words.items() if counts[number]}
    folded = set(map(fold, written))
    written |= {each: 0 for part in words.terms.keys() - folded if (each := as_written(part))}
    segment = Segment(
        terms=words.terms,
        starts=starts,
        rows=rows,
        impacts=impacts,
        vocabulary=Vocabulary.of(list(written), written.values()),
        documents=total,
    )
    return segment, fields


def _read(documents: Iterable[Sequence[str]], fields: Fields, words: _Words) -> Iterable[_Chunk]:
    numbers_of = _Tokens(words).__getitem__
    source = iter(documents)
    while some := list(islice(source, _CHUNK)):
        numbers: list[int] = []
        sizes: list[int] = []
        for document in some:
            if len(document) != len(fields.weights):
                raise ValueError(
                    f"A document has {len(fields.weights)} fields, not {len(document)}."
                )
            for text in document:
                before = len(numbers)
                numbers.extend(chain.from_iterable(map(numbers_of, text.split())))
                sizes.append(len(numbers) - before)
        cells = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        yield _Chunk(np.array(numbers, np.int32), cells, len(some))


class _Table:
    """The terms of each word, as columns."""

    def __init__(self, words: _Words) -> None:
        self.starts = np.array(words.starts, np.int64)
        self.terms = np.array(words.term_numbers, np.int64)
        self.weights = np.array(words.term_weights, np.float32)


def _postings(
    chunk: _Chunk, lengths: NDArray, table: _Table, fields: Fields
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float16]]:
    """Term numbers, rows within the chunk and impacts, sorted by term and row."""
    width = len(fields.weights)
    relative = lengths.reshape(-1, width) / np.array(fields.lengths)
    worth = (np.array(fields.weights) / (1 - B + B * relative)).astype(np.float32).ravel()
    first = table.starts[chunk.words]
    size = table.starts[chunk.words + 1] - first
    before = np.cumsum(size) - size
    places = np.repeat(first - before, size) + np.arange(int(size.sum()))
    weights = table.weights[places] * np.repeat(worth[chunk.cells], size)
    keys = table.terms[places] * chunk.documents + np.repeat(chunk.cells // width, size)
    order = np.argsort(keys)
    keys = keys[order]
    new = np.flatnonzero(np.diff(keys, prepend=-1))
    frequency = np.add.reduceat(weights[order], new) if len(new) else weights[:0]
    terms, rows = np.divmod(keys[new], chunk.documents)
    impacts = frequency / (K1 + frequency)
    return terms, rows.astype(np.int32), impacts.astype(np.float16)


def _by_term(
    columns: Sequence[tuple[int, NDArray[np.int64], NDArray[np.int32], NDArray[np.float16]]],
    terms: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float16]]:
    """All chunks' postings in one column each, sorted by term and row without another sort."""
    counts = [np.bincount(column[1], minlength=terms) for column in columns]
    starts = np.zeros(terms + 1, np.int64)
    np.cumsum(sum(counts, np.zeros(terms, np.int64)), out=starts[1:])
    rows = np.empty(starts[-1], np.int32)
    impacts = np.empty(starts[-1], np.float16)
    free = starts[:-1].copy()
    for (first_row, numbers, chunk_rows, chunk_impacts), count in zip(columns, counts, strict=True):
        within = np.arange(len(numbers)) - (np.cumsum(count) - count)[numbers]
        places = free[numbers] + within
        rows[places] = chunk_rows + first_row
        impacts[places] = chunk_impacts
        free += count
    return starts, rows, impacts
