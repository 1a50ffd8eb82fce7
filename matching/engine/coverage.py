"""How many applied to each offer this week: who has none is shown more; see `weights`."""

import datetime as dt
import threading
import time
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from django.db.models import Count
from django.utils import timezone
from numpy.typing import NDArray

from core import content_version
from matching.engine.components import Column, coverage
from matching.engine.weights import WEIGHTS, Weights
from opportunities.catalogue import Catalogue
from opportunities.models import Application

REFRESH_EVERY = 60.0  # seconds


@dataclass(frozen=True, eq=False)
class Recent:
    """Offers with recent applications, by ascending key, and how many."""

    keys: NDArray[np.int64]
    counts: NDArray[np.integer]
    kept: WeakKeyDictionary[Catalogue, tuple[Weights, Column]] = field(
        default_factory=WeakKeyDictionary, repr=False
    )

    def by_row(self, catalogue: Catalogue) -> NDArray[np.uint8]:
        """Of every row of a snapshot; more than 255 count as 255."""
        found = np.zeros(len(catalogue.columns), np.uint8)
        if len(self.keys):
            keys = catalogue.columns.keys
            places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            is_known = self.keys[places] == keys
            found[is_known] = np.minimum(self.counts[places[is_known]], 255)
        return found

    def factors(self, catalogue: Catalogue, weights: Weights = WEIGHTS) -> Column:
        """What every row's score is multiplied with; of the last snapshot kept."""
        kept = self.kept.get(catalogue)
        if kept is None or kept[0] is not weights:
            kept = (weights, coverage(self.by_row(catalogue), weights))
            self.kept[catalogue] = kept
        return kept[1]


NONE = Recent(np.zeros(0, np.int64), np.zeros(0, np.int64))


def read(now: dt.datetime) -> Recent:
    """One query: applications that were confirmed in the week of `now`, from Monday on."""
    day = timezone.localdate(now)
    monday = day - dt.timedelta(days=day.weekday())
    since = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    rows = (
        Application.objects.filter(confirmed_at__gte=since, opportunity__isnull=False)
        .order_by("opportunity_id")
        .values_list("opportunity_id")
        .annotate(Count("pk"))
    )
    pairs = np.array(list(rows), np.int64).reshape(-1, 2)
    return Recent(pairs[:, 0], pairs[:, 1])


class _Keeper:
    """What this process knows, asked anew once a minute by whoever comes then."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self.clear()

    def clear(self) -> None:
        self._recent = NONE
        self._asked_at = float("-inf")

    def get(self) -> Recent:
        if time.monotonic() - self._asked_at >= REFRESH_EVERY and self._asking.acquire(
            blocking=self._asked_at == float("-inf")
        ):
            try:
                if time.monotonic() - self._asked_at >= REFRESH_EVERY:
                    self._asked_at = time.monotonic()
                    self._recent = read(timezone.now())
            finally:
                self._asking.release()
        return self._recent


_keeper = _Keeper()
content_version.watch_over(_keeper)


def current() -> Recent:
    """The recent applications, at most `REFRESH_EVERY` seconds old."""
    return _keeper.get()
