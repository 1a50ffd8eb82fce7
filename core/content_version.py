"""One number that says whether public content has changed, known to every process.

Whatever is kept of public pages (whole pages, navigation, the association's settings) carries
the number under which it was made. Publishing raises the number in the database; each process
looks there at most once a second. So nothing has to be found and deleted, and no process
serves what is older than a second.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)

_lock = threading.Lock()
_known = 0
_looked_at = float("-inf")


class State(Protocol):
    """Something that this process keeps of public content."""

    def clear(self) -> None: ...


# What `kept` and `KeptMap` hold, so that tests can start afresh.
_states: list[State] = []


def current() -> int:
    """The number, at most `CONTENT_LOOK_EVERY` seconds old."""
    global _known, _looked_at
    now = time.monotonic()
    if now - _looked_at >= settings.CONTENT_LOOK_EVERY:
        from core.models import ContentVersion

        number = ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first()
        with _lock:
            _known, _looked_at = number or 0, now
    return _known


def bump() -> None:
    """Say that public content has changed; takes effect when the transaction commits.

    After the commit and in a statement of its own, so that publishing people do not wait for
    each other on this one row.
    """
    transaction.on_commit(_raise)


def _raise() -> None:
    from core.models import ContentVersion

    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1})
    forget()


def forget() -> None:
    """Look at the database again at the next call."""
    global _looked_at
    with _lock:
        _looked_at = float("-inf")


def watch_over(state: State) -> None:
    """Let `forget_everything` clear this, too."""
    _states.append(state)


def forget_everything() -> None:
    """Drop all that this process keeps; for tests, whose databases roll back."""
    forget()
    for state in _states:
        state.clear()


def forget_with_us(state: list) -> None:
    """Have `state` emptied by `forget_everything`, too."""
    _states.append(state)


def kept(make: Callable[[], T]) -> Callable[[], T]:
    """Keep what `make` returns in this process until public content changes."""
    state: list[tuple[int, T]] = []
    _states.append(state)

    def get() -> T:
        version = current()
        if not state or state[0][0] != version:
            state[:] = [(version, make())]
        return state[0][1]

    return get


class KeptMap(Generic[Key, T]):
    """Values kept in this process until public content changes, the least used dropped first."""

    def __init__(self, *, size: int) -> None:
        self._size = size
        self._version = -1
        self._values: OrderedDict[Key, T] = OrderedDict()
        self._lock = threading.Lock()
        _states.append(self._values)

    def get(self, key: Key) -> T | None:
        version = current()
        with self._lock:
            if version != self._version:
                self._values.clear()
                self._version = version
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Key, value: T, *, version: int) -> None:
        """Keep `value`, made from content of `version` (`current()` before it was read)."""
        with self._lock:
            if version == self._version:
                self._values[key] = value
                if len(self._values) > self._size:
                    self._values.popitem(last=False)

    def get_or_make(self, key: Key, make: Callable[[], T]) -> T:
        version = current()
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value, version=version)
        return value
