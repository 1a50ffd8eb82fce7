"""What every match asks of a snapshot, whoever it is for: worked out once, and gone with it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from core.german.words import analyse_word
from matching.engine.components import WEEK
from matching.engine.gains import GAINS, MEETING_PEOPLE
from matching.engine.ways import SAID, WAYS
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits, pack
from opportunities.catalogue.facets import YES

_FIRST_PARTS = np.uint32(0o1111111)  # of each day of the week


class Ready:
    """Sets of a snapshot's rows."""

    def __init__(self, catalogue: Catalogue) -> None:
        # Its parts, not itself: as long as it were held here, it would never go.
        self._layout, self._bits = catalogue.layout.all_rows, catalogue.bits
        self._alive, self._columns = catalogue.alive, catalogue.columns
        self._index = catalogue.index
        self._at_most: dict[tuple[str, int], Bits] = {}

    @cached_property
    def free(self) -> Bits:
        """Open today, with a place free."""
        has_places = self._layout.get("frei", {}).get(YES)
        nobody = np.zeros_like(self._alive)
        return nobody if has_places is None else self._alive & self._bits[has_places]

    def at_most(self, column: str, most: int) -> Bits:
        """The rows whose minimum age, level of German or half hours are not more than this.

        There are so few numbers that those that were asked for are kept.
        """
        most = min(max(most, 0), 255)
        found = self._at_most.get((column, most))
        if found is None:
            found = self._at_most[column, most] = pack(getattr(self._columns, column) <= most)
        return found

    def possible_in(self, free: int) -> Bits:
        """The rows with a time in these parts of the week; on each day if they need all of them."""
        parts = [part for part in range(WEEK.bit_length()) if free >> part & 1]
        found = np.bitwise_or.reduce(self._by_part[parts], axis=0)
        if len(self._running_through):
            week = self._columns.week[self._running_through]
            is_free = np.zeros(len(self._columns), np.bool_)
            is_free[self._running_through] = _days(week) == _days(week & np.uint32(free))
            found |= pack(is_free)
        return found

    @cached_property
    def _by_part(self) -> Bits:
        """By part of the week, the rows that can be done then: always, if they do not say."""
        week = np.where(self._columns.week == 0, np.uint32(WEEK), self._columns.week)
        week[self._running_through] = 0
        parts = np.uint32(1) << np.arange(WEEK.bit_length(), dtype=np.uint32)
        return np.array([pack((week & part) != 0) for part in parts])

    @cached_property
    def _running_through(self) -> NDArray[np.intp]:
        """The rows of those that are on all of their days."""
        return np.flatnonzero(self._columns.runs_through)

    @cached_property
    def ways(self) -> Mapping[str, Bits]:
        """By `WAYS`, those that are of the kind."""
        found = {way: self._any_of(facets) for way, facets in WAYS.items()}
        return found | {way: found[way] & self.saying(words.split()) for way, words in SAID.items()}

    @cached_property
    def gains(self) -> Mapping[str, Bits]:
        """By what one wants to gain, those that give it."""
        gives = self._columns.gives
        found = {name: pack((gives & np.uint8(gain)) != 0) for name, gain in GAINS.items()}
        return found | {MEETING_PEOPLE: self.ways[MEETING_PEOPLE]}

    def saying(self, words: Iterable[str]) -> Bits:
        """Those whose text has one of the words, or another of its family."""
        roots = {one.root for word in words for one in analyse_word(word)}
        return pack(self._index.having_any(roots))

    def _any_of(self, facets: Mapping[str, tuple[str, ...]]) -> Bits:
        places = [
            self._layout[facet][value]
            for facet, values in facets.items()
            for value in values
            if value in self._layout.get(facet, {})
        ]
        return np.bitwise_or.reduce(self._bits[places], axis=0)


def _days(week: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The days on which there is any part, as bits."""
    return (week | week >> np.uint32(1) | week >> np.uint32(2)) & _FIRST_PARTS


_ready: WeakKeyDictionary[Catalogue, Ready] = WeakKeyDictionary()


def ready(catalogue: Catalogue) -> Ready:
    """The one of a snapshot."""
    found = _ready.get(catalogue)
    if found is None:
        found = _ready[catalogue] = Ready(catalogue)
    return found
