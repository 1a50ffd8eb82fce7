"""Putting pages into the tree as people would have done it, some time ago."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published

from accounts.models import User


class _CollectingBackend(ImmediateBackend):
    """Keeps each task once, however often it is enqueued, until `run` is called."""

    def __init__(self) -> None:
        super().__init__("default", {})
        self.waiting: dict[str, Callable[[], Any]] = {}

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: dict[str, Any]) -> TaskResult:
        key = f"{task.module_path}{args}{kwargs}"
        self.waiting[key] = partial(task.func, *args, **kwargs)
        return TaskResult(
            task=task, id=key, status=TaskResultStatus.READY, enqueued_at=None, started_at=None,
            finished_at=None, last_attempted_at=None, args=list(args), kwargs=kwargs,
            backend=self.alias, errors=[], worker_ids=[],
        )  # fmt: skip

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(next(iter(self.waiting)))()


@contextmanager
def tasks_at_the_end() -> Iterator[None]:
    """Run the tasks that are enqueued meanwhile here and now, when all is done.

    No worker has to be at hand, and a page that is saved four times is indexed once.
    """
    usual = task_backends["default"]
    collecting = _CollectingBackend()
    task_backends["default"] = collecting
    try:
        yield
        collecting.run()
    finally:
        task_backends["default"] = usual


def days_ago(days: int, *, minute: int = 0) -> dt.datetime:
    """Nine o'clock that many days ago, and `minute` minutes."""
    day = timezone.localdate() - dt.timedelta(days=days)
    nine = dt.datetime.combine(day, dt.time(9), tzinfo=timezone.get_current_timezone())
    return min(nine + dt.timedelta(minutes=minute), timezone.now())


def publish(page: Page, *, below: Page, by: User, at: dt.datetime) -> None:
    """Add the page and publish it, dated back to `at`."""
    page.owner = by
    page.first_published_at = page.last_published_at = at
    below.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=by)
    # add_child has checked the page and put it on line: to publish the revision would save
    # everything once more.
    revision = page.save_revision(user=by, clean=False)
    page.live_revision, page.has_unpublished_changes = revision, False
    Page.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)
    log(instance=page, action="wagtail.publish", user=by, revision=revision)
    page_published.send(sender=type(page), instance=page, revision=revision)
    date_back(page, at)


def draft(page: Page, *, below: Page, by: User, at: dt.datetime) -> Revision:
    """Add the page unpublished; its revision may be handed in or scheduled."""
    page.owner = by
    page.live = False
    below.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=by)
    revision: Revision = page.save_revision(user=by, clean=False, log_action=True)
    date_back(page, at)
    return revision


def date_back(page: Page, at: dt.datetime) -> None:
    """Let everything that was recorded of the page have happened at `at`."""
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=at)
    Page.objects.filter(pk=page.pk, live=True).update(last_published_at=at)
    Revision.page_revisions.filter(object_id=str(page.pk)).update(created_at=at)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=at)
