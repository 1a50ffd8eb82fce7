"""The catalogue: all open offers at one moment, as columns in memory. Nothing in it changes."""

import datetime as dt
import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from opportunities.catalogue.answers import Answer
from opportunities.catalogue.bitmaps import Bits, members, pack, words_for
from opportunities.catalogue.distances import Around, Vectors, vectors
from opportunities.catalogue.facets import Layout
from opportunities.catalogue.offers import Offer
from opportunities.catalogue.places import Point
from opportunities.catalogue.questions import Near, Question
from opportunities.catalogue.words import Found, WordIndex

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

FOREVER = dt.date.max.toordinal()
LONGEST_QUESTION = 500  # characters of words that are looked at


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What is kept of each offer, one row each, in no order."""

    keys: NDArray[np.int64]
    listed_at: NDArray[np.int64]  # microseconds since 1970; the least where it never was
    open_until: NDArray[np.int32]  # ordinal of the last day
    missing: NDArray[np.int32]
    near: Vectors
    shown: NDArray[np.float64]  # (rows, 2): latitude and longitude, NaN where not on the map
    is_anywhere: NDArray[np.bool_]

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Columns":
        nowhere = (math.nan, math.nan)
        return cls(
            keys=np.array([offer.key for offer in offers], dtype=np.int64),
            listed_at=np.array([_moment(offer.listed_at) for offer in offers], dtype=np.int64),
            open_until=np.array(
                [o.open_until.toordinal() if o.open_until else FOREVER for o in offers],
                dtype=np.int32,
            ),
            missing=np.array([offer.missing for offer in offers], dtype=np.int32),
            near=vectors([offer.near for offer in offers]),
            shown=np.array([offer.shown or nowhere for offer in offers], dtype=np.float64).reshape(
                -1, 2
            ),
            is_anywhere=np.array([offer.is_anywhere for offer in offers], dtype=np.bool_),
        )


def _moment(value: dt.datetime | None) -> int:
    return np.iinfo(np.int64).min if value is None else int(value.timestamp() * 1_000_000)


class Kept(Generic[Key, Value]):
    """The last few values that were made, for one snapshot."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)
        return value


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """All open offers on one day, ready to be asked."""

    today: dt.date
    number: int  # of the last change that is in it
    layout: Layout
    columns: Columns
    bits: Bits  # (len(layout), words): which rows have which value
    alive: Bits  # the rows that are offers on `today`
    is_anywhere: Bits
    words: WordIndex
    newest: NDArray[np.int64] = field(init=False)  # rows, newest first
    newest_rank: NDArray[np.uint32] = field(init=False)  # of each row
    _around: Kept[Point, Around] = field(init=False, default_factory=lambda: Kept(8))
    _found: Kept[str, Found] = field(init=False, default_factory=lambda: Kept(64))

    def __post_init__(self) -> None:
        columns = self.columns
        newest = np.lexsort((-columns.keys, -np.maximum(columns.listed_at, -(2**62))))
        rank = np.empty(len(newest), dtype=np.uint32)
        rank[newest] = np.arange(len(newest), dtype=np.uint32)
        object.__setattr__(self, "newest", newest)
        object.__setattr__(self, "newest_rank", rank)

    @classmethod
    def of(
        cls, offers: Sequence[Offer], layout: Layout, *, today: dt.date, number: int = 0
    ) -> "Catalogue":
        columns = Columns.of(offers)
        bits = np.zeros((len(layout), words_for(len(offers))), dtype=np.uint64)
        for row, offer in enumerate(offers):
            word, bit = row // 64, np.uint64(1 << row % 64)
            for facet, value in offer.values:
                if (position := layout.rows[facet].get(value)) is not None:
                    bits[position, word] |= bit
        return cls(
            today=today,
            number=number,
            layout=layout,
            columns=columns,
            bits=bits,
            alive=pack(columns.open_until >= today.toordinal()),
            is_anywhere=pack(columns.is_anywhere),
            words=WordIndex.build(offer.document for offer in offers),
        )

    def __len__(self) -> int:
        return len(members(self.alive))

    def answer(self, question: Question) -> Answer:
        """What fits. Never fails, whatever is asked: see `docs/catalogue.md`."""
        return Answer(self, question)

    def around(self, near: Near) -> Around:
        """Distances from a place; those of the last places asked for are kept."""
        point = Point(near.latitude, near.longitude)
        return self._around.get_or_make(point, lambda: Around(self.columns.near, point))

    def within(self, around: Around, radius_km: float) -> Bits:
        """The rows so near, and those that need no place."""
        return around.within(radius_km) | self.is_anywhere

    def found(self, words: str) -> Found:
        """The rows that have the words, with their scores; only the beginning of a novel counts."""
        words = words.replace("\0", " ")[:LONGEST_QUESTION].strip()
        return self._found.get_or_make(words, lambda: self.words.search(words))

    def word_bits(self, words: str) -> Bits:
        """The rows that have the words; all rows if there are none."""
        if not words.strip():
            return self.alive
        has_words = np.zeros(len(self.columns.keys), dtype=np.bool_)
        has_words[self.found(words).rows] = True
        return pack(has_words)

    def scores(self, words: str) -> NDArray[np.float32]:
        """How well each row fits the words, 0 or more."""
        scores = np.zeros(len(self.columns.keys), dtype=np.float32)
        found = self.found(words)
        scores[found.rows] = np.maximum(found.scores, 0)
        return scores

    def row_of(self, key: int) -> int | None:
        rows = np.flatnonzero(self.columns.keys == key)
        return int(rows[-1]) if len(rows) else None
