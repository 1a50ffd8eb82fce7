"""The snapshot that this process answers from, and how it is kept up to date.

A web process `watch`es: a thread looks once a second at what has changed and swaps in a new
snapshot by one assignment, so that no request waits or asks. What takes long, building everything
anew, runs in a second thread while the first goes on. Any other process (a command, a worker, a
test) looks when it asks, at most once a second.
"""

import ctypes
import datetime as dt
import gc
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from django.conf import settings
from django.db import Error, connection, connections
from django.utils import timezone

from opportunities.catalogue import changes
from opportunities.catalogue.facets import read_layout
from opportunities.catalogue.reading import Reader, visible
from opportunities.catalogue.snapshot import Catalogue

logger = logging.getLogger(__name__)


def build() -> Catalogue:
    """A new snapshot of everything, from the database."""
    # The number comes first: a change that is committed while we read is taken over once more.
    number, today = changes.look().number, timezone.localdate()
    keys = visible(today).order_by("pk").values_list("pk", flat=True)
    try:
        with _without_looking_for_circles():
            return _build(list(keys), today, number)
    finally:
        _give_back_memory()


def _build(keys: list[int], today: dt.date, number: int) -> Catalogue:
    return Catalogue.of(Reader(today).read(keys), read_layout(), today=today, number=number)


@contextmanager
def _without_looking_for_circles() -> Iterator[None]:
    """Switch the garbage collector off: it would take a tenth of the time.

    Millions of plain values come and go while the catalogue is built, none of them in a circle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _give_back_memory() -> None:
    """Return to the system what building needed for a moment: the C library would keep it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def advanced(snapshot: Catalogue) -> Catalogue:
    """The snapshot with all changes since; itself if there are none.

    It `is_provisional` if so much has changed that it must be built anew: what may no longer be
    seen is gone from it, but what is new is missing.
    """
    head, today = changes.look(), timezone.localdate()
    if today != snapshot.today:
        snapshot = snapshot.on(today)
    if head.number == snapshot.number:
        return snapshot
    if head.forgotten <= snapshot.number < head.number:
        keys = changes.changed_between(snapshot.number, head.number)
        if keys is not None and len(keys) <= max(changes.MOST_SINGLE, len(snapshot) // 10):
            offers = list(Reader(today).read(sorted(keys)))
            return snapshot.with_changes(keys, offers, number=head.number)
    left = visible(today).values_list("pk", flat=True)
    return snapshot.only(np.fromiter(left, dtype=np.int64), number=head.number)


def needs_building(snapshot: Catalogue) -> bool:
    """Whether a new one should take its place."""
    return snapshot.is_provisional or snapshot.index.is_ragged


class Keeper:
    """Holds the one current snapshot of this process."""

    def __init__(self) -> None:
        self.snapshot: Catalogue | None = None
        self._watches = False
        self.start_afresh()

    def start_afresh(self) -> None:
        """Drop locks and threads, which do not live through a fork."""
        self._changing = threading.Lock()
        self._watcher: threading.Thread | None = None
        self._builder: threading.Thread | None = None
        self._rebuilt: Catalogue | None = None
        self._looked_at = float("-inf")
        self._noted = -1

    def forget(self) -> None:
        """Build anew at the next question; for tests, whose databases roll back."""
        self.snapshot = None

    def watch(self) -> None:
        """Build, and from the first question on keep up by a thread of its own.

        The thread is not started here: a server may load the application once and fork then.
        """
        self._watches = True
        try:
            self.snapshot = build()
        except Error:
            # Not migrated yet, or the database starts later than we do.
            logger.exception("The catalogue could not be built; the next request tries again.")
        finally:
            connections.close_all()

    def get(self) -> Catalogue:
        """The current snapshot; at the first call it is built."""
        snapshot = self.snapshot
        if snapshot is not None and self._is_watched:
            return snapshot
        with self._changing:
            if self.snapshot is None:
                self._note_look()
                self.snapshot = build()
            elif not self._is_watched and self._is_due:
                self._look()
                if needs_building(self.snapshot) and not self._watches:
                    self.snapshot = build()
            if self._watches and not self._is_watched:
                self._watcher = _start(self._keep_looking, "catalogue-watcher")
            return self.snapshot

    @property
    def _is_watched(self) -> bool:
        return self._watcher is not None and self._watcher.is_alive()

    @property
    def _is_due(self) -> bool:
        """Whether it is time to look; at once after this process changed something itself."""
        waited = time.monotonic() - self._looked_at
        return self._noted != changes.noted() or waited >= settings.CATALOGUE_LOOK_EVERY

    def _note_look(self) -> None:
        self._noted, self._looked_at = changes.noted(), time.monotonic()

    def _look(self) -> None:
        """Take over what has changed; the caller holds the lock."""
        self._note_look()
        rebuilt, self._rebuilt = self._rebuilt, None
        if (snapshot := rebuilt or self.snapshot) is not None:
            self.snapshot = advanced(snapshot)

    def _keep_looking(self) -> None:
        failed = False
        while True:
            time.sleep(settings.CATALOGUE_LOOK_EVERY)
            try:
                with self._changing:
                    self._look()
                self._build_beside()
                failed = False
            except Exception:
                # Once, not every second, while the database is away.
                if not failed:
                    logger.exception("The catalogue could not look for changes.")
                failed = True
            finally:
                connection.close_if_unusable_or_obsolete()

    def _build_beside(self) -> None:
        """Let a second thread build if that is due; the next look puts the result in place."""
        is_building = self._builder is not None and self._builder.is_alive()
        snapshot = self.snapshot
        if snapshot is not None and needs_building(snapshot) and not is_building:
            self._builder = _start(self._build, "catalogue-builder")

    def _build(self) -> None:
        try:
            self._rebuilt = build()
        except Exception:
            logger.exception("The catalogue could not be built anew.")
        finally:
            connection.close()


def _start(task: Callable[[], None], name: str) -> threading.Thread:
    thread = threading.Thread(target=task, name=name, daemon=True)
    thread.start()
    return thread


_keeper = Keeper()
os.register_at_fork(after_in_child=_keeper.start_afresh)


def catalogue() -> Catalogue:
    """All open offers, in a process that serves the web as they were a second ago at most."""
    return _keeper.get()


def edition() -> str:
    """Changes whenever the catalogue's answers may; for caches of what is made from them."""
    snapshot = _keeper.get()
    return f"{snapshot.number}.{snapshot.is_provisional:d}"


def watch() -> None:
    """Build now and keep up in the background from then on: for processes that serve the web."""
    _keeper.watch()


def forget() -> None:
    """Build anew at the next question; for tests, whose databases roll back."""
    _keeper.forget()
