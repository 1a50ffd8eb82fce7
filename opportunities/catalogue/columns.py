"""The columns of the catalogue and how they are filled from offers."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opportunities.catalogue.bitmaps import WORD, Bits, pack, words_for
from opportunities.catalogue.distances import Vectors, vectors
from opportunities.catalogue.facets import Layout
from opportunities.catalogue.offers import Offer

AT_ONCE = 1_000  # offers whose texts are in memory while the catalogue is built
FOREVER = dt.date.max.toordinal()
NEVER = np.iinfo(np.int64).min
NOWHERE = (math.nan, math.nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """What is kept of each offer besides its words and filter values; one row each."""

    keys: NDArray[np.int64]
    listed_at: NDArray[np.int64]  # microseconds since 1970; `NEVER` if it never was
    open_until: NDArray[np.int32]  # ordinal of the last day, or `FOREVER`
    missing: NDArray[np.int32]  # people, see `Offer.missing`
    near: Vectors
    shown: NDArray[np.float64]  # (rows, 2): latitude and longitude, NaN where not on the map
    is_anywhere: NDArray[np.bool_]
    week: NDArray[np.uint32]  # see `times.week_of`; 0: it says nothing of its times
    week_is_read: NDArray[np.bool_]  # out of its text
    runs_through: NDArray[np.bool_]  # on all of its days
    minimum_age: NDArray[np.uint8]  # 0: none
    german: NDArray[np.uint8]  # place in `GermanLevel`; 0: none needed, or nothing said
    half_hours: NDArray[np.uint8]  # a week; 0: it does not say
    gives: NDArray[np.uint8]  # bits of `Gives`
    organisation: NDArray[np.int32]  # primary key of its page; 0: none

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Columns":
        return cls(
            keys=np.array([offer.key for offer in offers], dtype=np.int64),
            listed_at=np.array([_moment(offer.listed_at) for offer in offers], dtype=np.int64),
            open_until=np.array([_last_day(offer.open_until) for offer in offers], dtype=np.int32),
            missing=np.array([offer.missing for offer in offers], dtype=np.int32),
            near=vectors([offer.near for offer in offers]),
            shown=np.array([offer.shown or NOWHERE for offer in offers], dtype=np.float64).reshape(
                -1, 2
            ),
            is_anywhere=np.array([offer.is_anywhere for offer in offers], dtype=np.bool_),
            week=np.array([offer.week for offer in offers], dtype=np.uint32),
            week_is_read=np.array([offer.week_is_read for offer in offers], dtype=np.bool_),
            runs_through=np.array([offer.runs_through for offer in offers], dtype=np.bool_),
            minimum_age=np.array([offer.minimum_age for offer in offers], dtype=np.uint8),
            german=np.array([offer.german for offer in offers], dtype=np.uint8),
            half_hours=np.array([offer.half_hours for offer in offers], dtype=np.uint8),
            gives=np.array([offer.gives for offer in offers], dtype=np.uint8),
            organisation=np.array([offer.organisation for offer in offers], dtype=np.int32),
        )

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """The rows of all parts, one after the other."""
        return cls(
            **{
                field.name: _by_axis(np.concatenate([getattr(part, field.name) for part in parts]))
                for field in fields(cls)
            }
        )

    def rows(self, rows: NDArray[np.integer]) -> "Columns":
        """Only these rows, in this order."""
        return Columns(
            **{field.name: _by_axis(getattr(self, field.name)[rows]) for field in fields(Columns)}
        )

    def __len__(self) -> int:
        return len(self.keys)


def _by_axis(column: NDArray[Any]) -> NDArray[Any]:
    """Several numbers a row lie axis by axis in memory: so numpy reads them fastest."""
    return np.asfortranarray(column)


def _moment(value: dt.datetime | None) -> int:
    return NEVER if value is None else int(value.timestamp() * 1_000_000)


def _last_day(value: dt.date | None) -> int:
    return FOREVER if value is None else value.toordinal()


def value_bits(offers: Sequence[Offer], layout: Layout) -> NDArray[np.bool_]:
    """(values, offers): which offer has which value."""
    has = np.zeros((len(layout), len(offers)), dtype=np.bool_)
    all_rows: Mapping[str, Mapping[str, int]] = layout.all_rows
    # A value that is newer than the layout is known when everything is built anew.
    marks = [
        row * len(offers) + column
        for column, offer in enumerate(offers)
        for facet, value in offer.values
        if (row := all_rows[facet].get(value)) is not None
    ]
    has.ravel()[marks] = True
    return has


def pack_all(parts: Sequence[NDArray[np.bool_]], rows: int) -> Bits:
    """The sets of all values as bits; each part has the next rows."""
    values = len(parts[0]) if parts else 0
    bits = np.empty((values, words_for(rows)), dtype=np.uint64)
    for value in range(values):
        bits[value] = pack(np.concatenate([part[value] for part in parts]))
    return bits


def append_bits(bits: Bits, rows: int, new: NDArray[np.bool_]) -> Bits:
    """`bits`, which has `rows` rows, with new ones at the end."""
    longer = np.zeros((len(bits), words_for(rows + new.shape[1])), dtype=np.uint64)
    longer[:, : bits.shape[1]] = bits
    values, columns = np.nonzero(new)
    places = columns + rows
    marks = np.uint64(1) << (places % WORD).astype(np.uint64)
    np.bitwise_or.at(longer, (values, places // WORD), marks)
    return longer


class Filling:
    """Columns and bits that grow while documents are handed on to be indexed.

    Iterating reads the offers and yields their documents, so that no text has to be kept.
    """

    def __init__(self, offers: Iterator[Offer], layout: Layout) -> None:
        self._offers = offers
        self._layout = layout
        self._columns: list[Columns] = [Columns.of(())]
        self._bits = [np.zeros((len(layout), 0), dtype=np.bool_)]

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        while some := list(islice(self._offers, AT_ONCE)):
            self._columns.append(Columns.of(some))
            self._bits.append(value_bits(some, self._layout))
            for offer in some:
                yield offer.document

    @property
    def columns(self) -> Columns:
        return Columns.joined(self._columns)

    @property
    def bits(self) -> Bits:
        return pack_all(self._bits, len(self.columns))
