"""Where an association stands at one moment: what is open, who applied to what, and when."""

import numpy as np
from association import Ints, Marks, Offers


class State:
    def __init__(self, offers: Offers, at_once: int, weeks: int) -> None:
        self._offers = offers
        self._at_once = at_once
        count = len(offers)
        self._next = 0  # the first offer that has not appeared yet
        self.week = -1
        self.open: Marks = np.zeros(count, bool)
        self._until: Ints = np.zeros(count, np.int64)
        self.taken: Ints = np.zeros(count, np.int64)
        self.by_week: Ints = np.zeros((weeks, count), np.int64)  # who applied
        self.was_open: Marks = np.zeros((weeks, count), bool)
        self._rows: Ints | None = None  # made when asked for, until something closes

    def begin_week(self) -> None:
        """Offers end, and others take their places."""
        self.week += 1
        week = self.week
        self.open &= self._until > week
        lacking = self._at_once - int(self.open.sum())
        new = np.arange(self._next, min(self._next + lacking, len(self.open)))
        if len(new) < lacking:
            raise RuntimeError("There are too few offers for so many weeks.")
        self._next += lacking
        self.open[new] = True
        # Those of the first week are in the middle of their lives.
        self._rows = None
        self._until[new] = week + self._offers.ends[new]
        self.was_open[week] = self.open

    @property
    def this_week(self) -> Ints:
        """How many applied to each offer since the week began."""
        return self.by_week[self.week]

    @property
    def rows(self) -> Ints:
        """The open offers, ascending; whatever appeared later comes later."""
        if self._rows is None:
            self._rows = np.flatnonzero(self.open)
        return self._rows

    def apply(self, row: int) -> bool:
        """Whether there was a place; the last one closes the offer."""
        if not self.open[row] or self.taken[row] >= self._offers.capacity[row]:
            return False
        self.taken[row] += 1
        self.by_week[self.week, row] += 1
        if self.taken[row] == self._offers.capacity[row]:
            self.open[row] = False
            self._rows = None
        return True
