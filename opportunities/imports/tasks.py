import logging
from pathlib import Path

from django.utils import timezone
from django_tasks import task

from opportunities.enums import ImportState
from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.importing import import_offers
from opportunities.freinet.options import ImportOptions, is_bound_to_town
from opportunities.freinet.reading import read_rows
from opportunities.models import ImportRun

logger = logging.getLogger(__name__)

# What a worker takes up, and where that leads: at work, then ready.
STEPS = {
    ImportState.UPLOADED: (ImportState.PREVIEWING, ImportState.PREVIEWED),
    ImportState.QUEUED: (ImportState.RUNNING, ImportState.DONE),
}


class _TakenOver(Exception):  # noqa: N818 - no error: another worker goes on
    """This run was given to another worker meanwhile."""


@task()
def work_on_run(run_pk: int, attempt: int) -> None:
    """Make the preview of an upload, or import it: whichever its state says is next."""
    run = ImportRun.objects.select_related("municipality", "started_by").get(pk=run_pk)
    step = STEPS.get(ImportState(run.state))
    if step is None or run.attempt != attempt:
        return
    at_work, ready = step
    mine = ImportRun.objects.filter(pk=run_pk, attempt=attempt)
    if not mine.filter(state=run.state).update(state=at_work, alive_at=timezone.now()):
        return

    def tell_progress(done: int, total: int) -> None:
        if not mine.update(rows_done=done, rows_total=total, alive_at=timezone.now()):
            raise _TakenOver

    try:
        path = Path(run.file.path)
        tally = import_offers(
            lambda: read_rows(path),
            ImportOptions(
                now=timezone.now(),
                town=run.municipality,
                only_town=is_bound_to_town(run.started_by),
                collects_elsewhere=run.collects_elsewhere,
                user=run.started_by,
            ),
            writes=at_work == ImportState.RUNNING,
            on_progress=tell_progress,
        )
    except _TakenOver:
        return
    except FreinetFileError as error:
        _finish(mine, state=ImportState.FAILED, error=error.code)
    except Exception:
        logger.exception("The import run %d failed.", run_pk)
        _finish(mine, state=ImportState.FAILED, error="crashed")
    else:
        report = [line.as_json() for line in tally.lines]
        _finish(mine, state=ready, counts=tally.as_counts(), report=report)
        if ready == ImportState.DONE:
            # It may hold people's names and numbers, and what it held stands on the pages.
            run.file.delete(save=False)
            mine.update(file="")


def _finish(mine: object, **changes: object) -> None:
    mine.update(**changes, finished_at=timezone.now(), alive_at=timezone.now())  # type: ignore[attr-defined]
