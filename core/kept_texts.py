"""A text index over pages that follows what is published, reading only what has changed."""

import threading
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core import content_version
from core.text_index import TextIndex

Document = Sequence[str]


@dataclass(frozen=True)
class Texts:
    """A snapshot: `keys[row]` is the page of a row of the index, None if it is gone."""

    keys: Sequence[int | None]
    stamps: Sequence[Hashable]
    index: TextIndex


class KeptTexts:
    """The words of one kind of page, in the memory of this process.

    A page is known by its primary key and a stamp that changes with its words.
    """

    def __init__(
        self,
        *,
        read: Callable[[Sequence[int]], Iterable[tuple[int, Document]]],
        weights: Sequence[float],
        name_fields: Collection[int] = (),
    ) -> None:
        """`read` gives the documents of the pages with these keys, in any order."""
        self._read = read
        self._weights = tuple(weights)
        self._name_fields = frozenset(name_fields)
        self._last: Texts | None = None
        self._lock = threading.Lock()
        content_version.watch_over(self)

    def follow(self, stamps: Mapping[int, Hashable]) -> Texts:
        """The texts of exactly the pages in `stamps`."""
        with self._lock:
            last = self._last
            self._last = self._changed(last, stamps) if last else self._built(stamps)
            return self._last

    def clear(self) -> None:
        """Read everything again; for tests, whose databases roll back."""
        with self._lock:
            self._last = None

    def _built(self, stamps: Mapping[int, Hashable]) -> Texts:
        keys, documents = self._documents(list(stamps))
        index = TextIndex.build(documents, self._weights, name_fields=self._name_fields)
        return Texts(keys, [stamps[key] for key in keys], index)

    def _changed(self, last: Texts, stamps: Mapping[int, Hashable]) -> Texts:
        same = {
            key
            for key, stamp in zip(last.keys, last.stamps, strict=True)
            if key is not None and key in stamps and stamps[key] == stamp
        }
        gone = [row for row, key in enumerate(last.keys) if key is not None and key not in same]
        fresh, documents = self._documents([key for key in stamps if key not in same])
        if not gone and not fresh:
            return last
        index = last.index.with_changes(gone, documents)
        if index.is_ragged:
            return self._built(stamps)
        keys = [*last.keys, *fresh]
        for row in gone:
            keys[row] = None
        return Texts(keys, [*last.stamps, *(stamps[key] for key in fresh)], index)

    def _documents(self, keys: Sequence[int]) -> tuple[list[int], list[Document]]:
        found = list(self._read(keys)) if keys else []
        return [key for key, _document in found], [document for _key, document in found]
