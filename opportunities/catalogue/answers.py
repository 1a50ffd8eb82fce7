"""The answer to one question: how many, which, in what order, and what else one could choose."""

import datetime as dt
import math
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.synonyms import synonyms
from opportunities.catalogue.bitmaps import Bits, members, pack, size, sizes, unpack
from opportunities.catalogue.distances import Around
from opportunities.catalogue.facets import FREE_FROM, RADII_KM, RADIUS
from opportunities.catalogue.questions import Order, Places, Question, readable
from opportunities.catalogue.ranking import by_least, by_most, first
from opportunities.catalogue.wishes import Weigher

if TYPE_CHECKING:
    from opportunities.catalogue.snapshot import Catalogue


class Answer:
    """What fits a question, in one snapshot; each part is worked out when it is asked for.

    An unknown filter is left out; an unknown value of a known one fits nothing.
    """

    def __init__(self, catalogue: "Catalogue", question: Question) -> None:
        self.question = question
        self._catalogue = catalogue
        self._around = self._distances()
        self._masks = self._narrowing()
        self._weigher = None
        if question.wishes:
            self._weigher = Weigher(catalogue, question.words, question.wishes)
        self._base = self._fitting()
        self._bits: Bits = self._without(None)

    @cached_property
    def count(self) -> int:
        return size(self._bits)

    @cached_property
    def suggestion(self) -> str | None:
        """The words as they may have been meant, if they were misspelt."""
        words = readable(self.question.words)
        return self._catalogue.index.suggest(words, synonyms()) if words else None

    def keys(self, start: int = 0, stop: int | None = None) -> list[int]:
        """Primary keys of the offers' pages, in order."""
        start = max(start, 0)
        stop = self.count if stop is None else min(stop, self.count)
        if start >= stop:
            return []
        rows = self._first_rows(stop)[start:]
        return [int(key) for key in self._catalogue.columns.keys[rows]]

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many would remain if a value were (also) chosen, by filter and value.

        The filter's own other choices are left aside.
        """
        layout, bits = self._catalogue.layout, self._catalogue.bits
        numbers = sizes(bits[: layout.counted], self._bits)
        for facet in self._masks.keys() | self.question.wishes.choices.keys():
            if facet in layout.rows:
                span = layout.span(facet)
                numbers[span] = sizes(bits[span], self._without(facet))
        plain = numbers.tolist()
        counts = {
            facet: {value: plain[row] for value, row in rows.items()}
            for facet, rows in layout.rows.items()
        }
        if self._around is not None:
            others = self._without(RADIUS)
            counts[RADIUS] = {
                str(radius): size(self._catalogue.within(self._around, radius) & others)
                for radius in RADII_KM
            }
        return counts

    def distance_km(self, key: int) -> float | None:
        """How far an offer is from the place of the question, None if that is not known."""
        row = self._catalogue.row_of(key) if self._around is not None else None
        return None if row is None or self._around is None else self._around.km(row)

    def places(self) -> Places:
        """Where the results lie on the map, without those that have no public place."""
        shown = self._catalogue.columns.shown
        rows = members(self._bits)
        rows = rows[~np.isnan(shown[rows, 0])]
        return Places(self._catalogue.columns.keys[rows], shown[rows, 0], shown[rows, 1])

    def _distances(self) -> Around | None:
        near = self.question.near
        if near is None or not (math.isfinite(near.latitude) and math.isfinite(near.longitude)):
            return None
        return self._catalogue.around(near)

    def _narrowing(self) -> dict[str, Bits]:
        """The rows that each filter in use leaves."""
        catalogue, masks = self._catalogue, {}
        for facet, chosen in self.question.choices.items():
            if not chosen:
                continue
            if facet == FREE_FROM:
                masks[facet] = self._still_open(chosen)
            elif (rows := catalogue.layout.rows.get(facet)) is not None:
                picked = [rows[value] for value in chosen if value in rows]
                masks[facet] = np.bitwise_or.reduce(catalogue.bits[picked], axis=0)
        near = self.question.near
        if self._around is not None and near is not None and near.radius_km is not None:
            masks[RADIUS] = catalogue.within(self._around, near.radius_km)
        return masks

    def _still_open(self, chosen: frozenset[str]) -> Bits:
        days = []
        for value in chosen:
            try:
                days.append(dt.date.fromisoformat(value).toordinal())
            except ValueError:
                continue
        if not days:
            return np.zeros_like(self._catalogue.alive)
        return pack(self._catalogue.columns.open_until >= min(days))

    def _fitting(self, without: str | None = None) -> Bits:
        """What fits the words, and the wishes if there are any."""
        if self._weigher is not None:
            return pack(self._weigher.fitting(without=without))
        return self._catalogue.alive & self._catalogue.word_bits(self.question.words)

    def _without(self, facet: str | None) -> Bits:
        """The rows that fit, if one filter is left aside."""
        bits = self._fitting(facet) if self.question.wishes.has(facet) else self._base
        for name, mask in self._masks.items():
            if name != facet:
                bits = bits & mask
        return bits

    def _first_rows(self, stop: int) -> NDArray[np.int64]:
        order = self.question.order
        asks = bool(readable(self.question.words) or self.question.wishes)
        if order is None:
            order = Order.RELEVANCE if asks else Order.NEWEST
        catalogue = self._catalogue
        rows = members(self._bits)
        newest = catalogue.newest_rank[rows]
        if order == Order.NEAREST and self._around is not None:
            ranks = by_least(self._around.squares[rows], newest)
        elif order == Order.MOST_NEEDED:
            needed = (catalogue.columns.missing[rows] + 1).astype(np.float32)
            ranks = by_most(needed, newest)
        elif order == Order.RELEVANCE and asks:
            weigher = self._weigher
            scores = weigher.scores if weigher else catalogue.scores(self.question.words)
            ranks = by_most(scores[rows], newest)
        else:
            return self._newest_rows(stop)
        return rows[first(ranks, stop)]

    def _newest_rows(self, stop: int) -> NDArray[np.int64]:
        newest = self._catalogue.newest
        fits = unpack(self._bits, len(newest))
        # Most often the first page of many: a look at the newest few suffices.
        ahead = min(len(newest), 4 * stop * max(len(newest) // max(self.count, 1), 1) + 64)
        rows = newest[:ahead]
        rows = rows[fits[rows]]
        if len(rows) < stop:
            rows = newest[fits[newest]]
        return rows[:stop]
