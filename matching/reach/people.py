"""Everybody who agreed that their answers are compared with offers, as the engine takes them."""

import datetime as dt
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import Count, Max
from django.http import QueryDict
from numpy.typing import NDArray

from core import content_version
from matching.engine import Profile
from matching.models import MatchingProfile
from matching.profiles.parameters import ProfileParameters


@dataclass(frozen=True, eq=False)
class People:
    """One row for each profile, by ascending key."""

    keys: NDArray[np.int64]  # of `MatchingProfile`
    profiles: tuple[Profile, ...]

    def __len__(self) -> int:
        return len(self.profiles)

    def profile_of(self, key: int) -> Profile:
        """Raises KeyError for whom there is none (any more)."""
        row = int(np.searchsorted(self.keys, key))
        if row == len(self.keys) or self.keys[row] != key:
            raise KeyError(key)
        return self.profiles[row]


class _Keeper:
    """Reads anew only what has changed; answers are read once in each process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        self._state: Any = None
        self._people = People(np.zeros(0, np.int64), ())
        self._read: dict[int, tuple[dt.datetime, Profile]] = {}

    def get(self) -> People:
        state = MatchingProfile.objects.aggregate(
            number=Count("pk"), newest=Max("pk"), changed=Max("updated_at")
        )
        with self._lock:
            if state != self._state:
                self._people = self._gather()
                self._state = state
            return self._people

    def _gather(self) -> People:
        changes = dict(
            MatchingProfile.objects.order_by("pk").values_list("pk", "updated_at").iterator()
        )
        read = {
            key: known
            for key, known in self._read.items()
            if key in changes and known[0] == changes[key]
        }
        missing = [key for key in changes if key not in read]
        rows = MatchingProfile.objects.values_list("pk", "updated_at", "query")
        # A long list of keys is no query for every database; nearly all are missing at first.
        rows = rows.filter(pk__in=missing) if len(missing) < 500 else rows
        for key, changed_at, query in rows.iterator():
            if key not in read:
                read[key] = (changed_at, ProfileParameters(QueryDict(query)).profile)
        self._read = read
        keys = sorted(read)
        return People(np.array(keys, np.int64), tuple(read[key][1] for key in keys))


_keeper = _Keeper()
content_version.watch_over(_keeper)


def people() -> People:
    """Everybody with a profile, as they are now."""
    return _keeper.get()
