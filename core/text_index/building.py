"""From documents to a segment: each word analysed once, the rest counted in columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from core.german.spelling import fold
from core.german.words import WORD, analyse_word
from core.text_index.repairs import as_written
from core.text_index.segment import WHOLE, Impacts, Segment
from core.text_index.vocabulary import Vocabulary

# How fast a second, third, … mention adds less, and how much a long field's words are worth less.
K1 = 1.2
B = 0.6
# A word that is only part of a compound says less about a document than one that stands alone.
PART = 0.6
_CHUNK = 2_000
_LOW = np.uint64(32)  # bits
# Pieces of so many documents are in memory together: more would leave holes there for good.
_AT_ONCE = 50
# Stands between two texts where many are read at once.
_MARK = "\0"


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


class _Pieces(dict[str, int]):
    """Numbers of what stands between two blanks, where no word goes on beyond.

    Most pieces come again and again: looking one up is quicker than finding the words in it.
    """

    def __init__(self, words: _Words) -> None:
        super().__init__({_MARK: 0})  # which has no words
        self._words = words
        self.starts = [0, 0]
        self.word_numbers: list[int] = []

    def __missing__(self, piece: str) -> int:
        self.word_numbers += map(self._words.__getitem__, WORD.findall(piece))
        self.starts.append(len(self.word_numbers))
        number = self[piece] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some documents, cell by cell: a cell is one field of one document."""

    documents: int
    numbers: NDArray[np.int32]  # of pieces or of words
    cells: NDArray[np.int32]  # in which cell each of them stands


class _Table:
    """For every number, several others: for a piece its words, for a word its terms."""

    def __init__(self, starts: Sequence[int], values: Sequence[int]) -> None:
        self._starts = np.array(starts, np.int64)
        self.values = np.array(values, np.int32)

    def places(self, numbers: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where in `values` those of `numbers` stand, one after the other; how many each has."""
        first = self._starts[numbers]
        size = self._starts[numbers + 1] - first
        before = np.cumsum(size) - size
        return np.repeat(first - before, size) + np.arange(int(size.sum())), size


def build_segment(
    documents: Iterable[Sequence[str]], fields: Fields, *, first_row: int = 0
) -> tuple[Segment, Fields]:
    """A segment of `documents`, whose rows begin at `first_row`, and the fields with lengths."""
    width = len(fields.weights)
    words = _Words()
    pieces = _Pieces(words)
    chunks = list(_read(documents, width, pieces))
    words_of = _Table(pieces.starts, pieces.word_numbers)
    stop = np.array(words.is_stop_word, bool)
    named = np.isin(np.arange(len(fields.weights)), list(fields.names))
    lengths = []
    for place, chunk in enumerate(chunks):
        chunks[place] = chunk = _counted(chunk, words_of, stop, named)
        lengths.append(np.bincount(chunk.cells, minlength=chunk.documents * width))
    total = sum(chunk.documents for chunk in chunks)
    if not fields.lengths:
        sums = sum((each.reshape(-1, width).sum(axis=0) for each in lengths), np.zeros(width))
        means = tuple(max(1.0, float(each) / max(total, 1)) for each in sums)
        fields = Fields(fields.weights, fields.names, means)

    terms_of = _Table(words.starts, words.term_numbers)
    weights = np.array(words.term_weights, np.float32)
    columns = []
    row = first_row
    for chunk, length in zip(chunks, lengths, strict=True):
        columns.append((row, *_postings(chunk, length, terms_of, weights, fields)))
        row += chunk.documents
    starts, rows, impacts = _by_term(columns, len(words.terms))
    counts = np.zeros(len(words), np.int64)
    for chunk in chunks:
        counts += np.bincount(chunk.numbers, minlength=len(words))
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


def _read(documents: Iterable[Sequence[str]], width: int, pieces: _Pieces) -> Iterable[_Chunk]:
    source = iter(documents)
    while some := list(islice(source, _CHUNK)):
        for document in some:
            if len(document) != width:
                raise ValueError(f"A document has {width} fields, not {len(document)}.")
        numbers = np.concatenate(
            [_numbers(some[at : at + _AT_ONCE], pieces) for at in range(0, len(some), _AT_ONCE)]
        )
        yield _Chunk(len(some), numbers, np.cumsum(numbers == pieces[_MARK], dtype=np.int32))


def _numbers(documents: Iterable[Sequence[str]], pieces: _Pieces) -> NDArray[np.int32]:
    """The numbers of all pieces, that of the mark behind each text."""
    texts = (text.replace(_MARK, " ") for text in chain.from_iterable(documents))
    found = f" {_MARK} ".join((*texts, "")).split()
    return np.fromiter(map(pieces.__getitem__, found), np.int32, len(found))


def _counted(
    chunk: _Chunk, words_of: _Table, stop: NDArray[np.bool_], named: NDArray[np.bool_]
) -> _Chunk:
    """The words of the pieces of `chunk`; stop words only in fields that are `named`."""
    places, size = words_of.places(chunk.numbers)
    words, cells = words_of.values[places], np.repeat(chunk.cells, size)
    counts = ~stop[words] | named[cells % len(named)]
    return _Chunk(chunk.documents, words[counts], cells[counts])


def _postings(
    chunk: _Chunk, lengths: NDArray, terms_of: _Table, weights: NDArray[np.float32], fields: Fields
) -> tuple[NDArray[np.int64], NDArray[np.int32], Impacts]:
    """Term numbers, rows within the chunk and impacts, sorted by term and row."""
    width = len(fields.weights)
    relative = lengths.reshape(-1, width) / np.array(fields.lengths)
    worth = (np.array(fields.weights) / (1 - B + B * relative)).astype(np.float32).ravel()
    places, size = terms_of.places(chunk.numbers)
    counts = weights[places] * np.repeat(worth[chunk.cells], size)
    # Term, row and count in one integer, with room for two million terms: sorting such integers
    # is several times quicker than finding out in which order they are.
    keys = terms_of.values[places].astype(np.uint64) * np.uint64(_CHUNK)
    keys += np.repeat(chunk.cells // width, size).astype(np.uint64)
    mixed = (keys << _LOW) | counts.view(np.uint32)
    mixed.sort()
    keys, counts = mixed >> _LOW, mixed.astype(np.uint32).view(np.float32)
    new = np.flatnonzero(np.diff(keys, prepend=~np.uint64(0)))
    frequency = np.add.reduceat(counts, new) if len(new) else counts
    terms, rows = np.divmod(keys[new].astype(np.uint32), np.uint32(_CHUNK))
    # Rounded up: whatever has a term says something.
    impacts = np.ceil(frequency / (K1 + frequency) * np.float32(WHOLE))
    return terms.astype(np.int64), rows.astype(np.int32), impacts.astype(np.uint16)


def _by_term(
    columns: Sequence[tuple[int, NDArray[np.int64], NDArray[np.int32], Impacts]],
    terms: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], Impacts]:
    """All chunks' postings in one column each, sorted by term and row without another sort."""
    counts = [np.bincount(column[1], minlength=terms) for column in columns]
    starts = np.zeros(terms + 1, np.int64)
    np.cumsum(sum(counts, np.zeros(terms, np.int64)), out=starts[1:])
    rows = np.empty(starts[-1], np.int32)
    impacts = np.empty(starts[-1], np.uint16)
    free = starts[:-1].copy()
    for (first_row, numbers, chunk_rows, chunk_impacts), count in zip(columns, counts, strict=True):
        within = np.arange(len(numbers)) - (np.cumsum(count) - count)[numbers]
        places = free[numbers] + within
        rows[places] = chunk_rows + first_row
        impacts[places] = chunk_impacts
        free += count
    return starts, rows, impacts
