"""The catalogue: all open offers at one moment, as columns in memory. Nothing in it changes.

Offers are rows in no order. A changed one gets a new row at the end and its old row dies; so a
new snapshot shares nearly everything with the one before.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.last_used import LastUsed
from core.synonyms import synonyms
from core.text_index import Found, Rated, Slips, TextIndex
from opportunities.catalogue.answers import Answer
from opportunities.catalogue.bitmaps import Bits, members, pack, size, unpack
from opportunities.catalogue.columns import Columns, Filling, append_bits, pack_all, value_bits
from opportunities.catalogue.distances import Around
from opportunities.catalogue.documents import NAME_FIELDS, WEIGHTS
from opportunities.catalogue.facets import Layout
from opportunities.catalogue.offers import Offer
from opportunities.catalogue.places import Point
from opportunities.catalogue.questions import Near, Question, readable


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """All open offers on one day, ready to be asked."""

    today: dt.date
    number: int  # of the last change that is in it (`changes`)
    is_provisional: bool = False  # something is missing that a whole building will bring
    layout: Layout
    columns: Columns
    bits: Bits  # (len(layout), words): which rows have which value
    present: Bits  # the rows that stand for an offer, whatever the day
    index: TextIndex
    _around: LastUsed[Point, Around] = field(init=False, default_factory=lambda: LastUsed(8))
    _found: LastUsed[tuple[str, int], tuple[object, Found]] = field(
        init=False, default_factory=lambda: LastUsed(16)
    )

    _rated: LastUsed[tuple[str, int, Slips], tuple[object, Rated]] = field(
        init=False, default_factory=lambda: LastUsed(8)
    )

    # --- Making ---

    @classmethod
    def of(
        cls, offers: Iterable[Offer], layout: Layout, *, today: dt.date, number: int = 0
    ) -> "Catalogue":
        """The catalogue of `offers`, which are read once and not kept."""
        filling = Filling(iter(offers), layout)
        index = TextIndex.build(
            filling,
            tuple(WEIGHTS.values()),
            name_fields=[place for place, name in enumerate(WEIGHTS) if name in NAME_FIELDS],
        )
        columns = filling.columns
        return cls(
            today=today,
            number=number,
            layout=layout,
            columns=columns,
            bits=filling.bits,
            present=pack(np.ones(len(columns), dtype=np.bool_)),
            index=index,
        ).prepared()

    def prepared(self) -> "Catalogue":
        """Itself, with everything worked out that a first question would have to wait for."""
        self.alive, self.newest_rank, self._by_key  # noqa: B018
        return self

    def with_changes(
        self, keys: Collection[int], offers: Sequence[Offer], *, number: int
    ) -> "Catalogue":
        """A snapshot in which of the offers with these keys only `offers` are left."""
        dead = [row for key in keys if (row := self.row_of(key)) is not None]
        if not dead and not offers:
            return replace(self, number=number).prepared()
        before = len(self.columns)
        present = unpack(self.present, before).copy()
        present[dead] = False
        return replace(
            self,
            number=number,
            columns=Columns.joined([self.columns, Columns.of(offers)]),
            bits=append_bits(self.bits, before, value_bits(offers, self.layout)),
            present=pack(np.concatenate([present, np.ones(len(offers), dtype=np.bool_)])),
            index=self.index.with_changes(dead, [offer.document for offer in offers]),
        ).prepared()

    def on(self, today: dt.date) -> "Catalogue":
        """On another day: without offers that have ended, until everything is built anew."""
        return replace(self, today=today, is_provisional=True).prepared()

    def only(self, keys: NDArray[np.int64], *, number: int) -> "Catalogue":
        """Without all offers but these, until everything is built anew."""
        present = pack(np.isin(self.columns.keys, keys))
        return replace(
            self, number=number, present=self.present & present, is_provisional=True
        ).prepared()

    def compacted(self) -> "Catalogue":
        """The same without dead rows; takes seconds where there are very many."""
        rows = members(self.alive)
        parts = [unpack(bits, len(self.columns))[rows] for bits in self.bits]
        return replace(
            self,
            columns=self.columns.rows(rows),
            bits=pack_all([np.array(parts).reshape(len(self.layout), -1)], len(rows)),
            present=pack(np.ones(len(rows), dtype=np.bool_)),
            index=self.index.renumbered(rows.astype(np.int32)),
        ).prepared()

    # --- Asking ---

    def answer(self, question: Question) -> Answer:
        """What fits. Never fails, whatever is asked: see `docs/catalogue.md`."""
        return Answer(self, question)

    @cached_property
    def alive(self) -> Bits:
        """The rows that are offers on `today`."""
        return self.present & pack(self.columns.open_until >= self.today.toordinal())

    @cached_property
    def newest(self) -> NDArray[np.intp]:
        """The rows, newest first."""
        # From the oldest: the usual new row is then in its place already, and sorting is quick.
        return np.lexsort((self.columns.keys, self.columns.listed_at))[::-1]

    @cached_property
    def newest_rank(self) -> NDArray[np.uint32]:
        """Each row's place in `newest`."""
        rank = np.empty(len(self.columns), dtype=np.uint32)
        rank[self.newest] = np.arange(len(rank), dtype=np.uint32)
        return rank

    @cached_property
    def is_anywhere(self) -> Bits:
        return pack(self.columns.is_anywhere)

    @cached_property
    def _by_key(self) -> NDArray[np.intp]:
        """The rows by their offers' keys, an offer's newest row last."""
        return np.argsort(self.columns.keys, kind="stable")

    def __len__(self) -> int:
        return size(self.alive)

    def row_of(self, key: int) -> int | None:
        """The row of an offer; None if it is not in the catalogue."""
        place = int(np.searchsorted(self.columns.keys, key, "right", sorter=self._by_key)) - 1
        if place < 0:
            return None
        row = int(self._by_key[place])
        if self.columns.keys[row] != key or not self.present[row // 64] >> np.uint64(row % 64) & 1:
            return None
        return row

    def around(self, near: Near) -> Around:
        """Distances from a place; those of the last places asked for are kept."""
        point = Point(near.latitude, near.longitude)
        return self._around.get_or_make(point, lambda: Around(self.columns.near, point))

    def within(self, around: Around, radius_km: float) -> Bits:
        """The rows so near, and those that need no place."""
        return around.within(radius_km) | self.is_anywhere

    def found(self, words: str) -> Found:
        """The rows that have the words, with their scores; only the beginning of a novel counts."""
        words, current = readable(words), synonyms()
        # The answer keeps the synonyms, so that no later ones can get their identity.
        kept = self._found.get_or_make(
            (words, id(current)), lambda: (current, self.index.search(words, current))
        )
        return kept[1]

    def rated(self, words: str, *, slips: Slips = "any") -> Rated:
        """How well every row fits the words, be it ever so badly; see `wishes`."""
        words, current = readable(words), synonyms()
        kept = self._rated.get_or_make(
            (words, id(current), slips),
            lambda: (current, self.index.rate(words, current, slips=slips)),
        )
        return kept[1]

    def word_bits(self, words: str) -> Bits:
        """The rows that have the words; all rows if there are none."""
        if not readable(words):
            return self.alive
        has_words = np.zeros(len(self.columns), dtype=np.bool_)
        has_words[self.found(words).rows] = True
        return pack(has_words)

    def scores(self, words: str) -> NDArray[np.float32]:
        """How well each row fits the words, 0 or more."""
        scores = np.zeros(len(self.columns), dtype=np.float32)
        found = self.found(words)
        scores[found.rows] = found.scores
        return scores
