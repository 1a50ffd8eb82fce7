"""Where an association stands at one moment: what is open, who applied to what, and when."""

import numpy as np
from association import Ints, Marks, Offers

DAYS = 7  # of a week


class State:
    def __init__(self, offers: Offers, at_once: int, weeks: int, recent_days: int) -> None:
        self._offers = offers
        self._at_once = at_once
        count = len(offers)
        self._next = 0  # the first offer that has not appeared yet
        self.week = -1
        self.open: Marks = np.zeros(count, bool)
        self._until: Ints = np.zeros(count, np.int64)
        self.taken: Ints = np.zeros(count, np.int64)
        self.recent: Ints = np.zeros(count, np.int64)
        self._recent_days = recent_days
        self.by_day: Ints = np.zeros((weeks * DAYS, count), np.int64)
        self._day = -1
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

    def begin_day(self) -> None:
        """What was applied for some days ago is not recent any more."""
        self._day += 1
        if self._day >= self._recent_days:
            self.recent -= self.by_day[self._day - self._recent_days]

    @property
    def by_week(self) -> Ints:
        return self.by_day.reshape(-1, DAYS, self.by_day.shape[1]).sum(axis=1)

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
        self.recent[row] += 1
        self.by_day[self._day, row] += 1
        if self.taken[row] == self._offers.capacity[row]:
            self.open[row] = False
            self._rows = None
        return True
