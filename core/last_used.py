"""Values that were made once and are kept as long as they are used."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class LastUsed(Generic[Key, Value]):
    """The values used last, as many as have room; made by whoever asks first.

    For threads: two that ask at once may both make a value, of which the last one is kept.
    """

    def __init__(self, room: int, size_of: Callable[[Value], int] = lambda _: 1) -> None:
        """`room` is for so many values, or for so much as `size_of` says that each takes."""
        self._room = room
        self._size_of = size_of
        self._taken = 0
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
                return value
        value = make()
        with self._lock:
            if (before := self._values.pop(key, None)) is not None:
                self._taken -= self._size_of(before)
            self._values[key] = value
            self._taken += self._size_of(value)
            while self._taken > self._room and len(self._values) > 1:
                self._taken -= self._size_of(self._values.popitem(last=False)[1])
        return value
