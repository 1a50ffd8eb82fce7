"""The life of an `ImportRun`: each step is taken once, whoever presses twice or dies."""

import datetime as dt
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from municipalities.models import Municipality
from opportunities.enums import ImportState
from opportunities.models import ImportRun

# A worker says at every batch that it is alive; after this silence it is taken for dead.
SILENCE = dt.timedelta(minutes=2)
AT_WORK = (ImportState.PREVIEWING, ImportState.RUNNING)
WAITING = (ImportState.UPLOADED, ImportState.QUEUED)


@transaction.atomic
def receive_export(
    *,
    file: UploadedFile,
    municipality: Municipality | None,
    collects_elsewhere: bool,
    user: Any,
) -> ImportRun:
    """Keep an uploaded export and have its preview made."""
    run = ImportRun.objects.create(
        file=file,
        file_name=(file.name or "")[-200:],
        municipality=municipality,
        collects_elsewhere=collects_elsewhere,
        started_by=user,
    )
    _enqueue(run)
    return run


@transaction.atomic
def start_import(*, run: ImportRun) -> bool:
    """Import what the preview showed; False if somebody has started it already."""
    started = ImportRun.objects.filter(pk=run.pk, state=ImportState.PREVIEWED).update(
        state=ImportState.QUEUED, rows_done=0, alive_at=timezone.now()
    )
    if started:
        _enqueue(run)
    return bool(started)


@transaction.atomic
def start_again(*, run: ImportRun, now: dt.datetime) -> bool:
    """Give a run whose worker died or failed to another one; False if it is well.

    What the first worker wrote is recognised, so nothing is done twice.
    """
    stuck = ImportRun.objects.filter(can_start_again(now), pk=run.pk)
    was_importing = Q(state__in=(ImportState.QUEUED, ImportState.RUNNING)) | Q(
        state=ImportState.FAILED, rows_done__gt=0
    )
    again = {"rows_done": 0, "error": "", "alive_at": now, "finished_at": None}
    started = stuck.filter(was_importing).update(state=ImportState.QUEUED, **again) or (
        stuck.update(state=ImportState.UPLOADED, **again)
    )
    if started:
        _enqueue(run)
    return bool(started)


def can_start_again(now: dt.datetime) -> Q:
    """Which runs are stuck: crashed, or silent for too long. A bad file stays a bad file."""
    silent = Q(alive_at__lt=now - SILENCE) | Q(alive_at=None, created_at__lt=now - SILENCE)
    return Q(state=ImportState.FAILED, error="crashed") | (
        Q(state__in=(*AT_WORK, *WAITING)) & silent
    )


def _enqueue(run: ImportRun) -> None:
    """Hand the run to a worker; a worker that still holds an older number stops."""
    from opportunities.imports.tasks import work_on_run

    ImportRun.objects.filter(pk=run.pk).update(attempt=F("attempt") + 1)
    run.refresh_from_db()
    transaction.on_commit(partial(work_on_run.enqueue, run.pk, run.attempt))
