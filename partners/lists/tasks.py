import logging
from pathlib import Path
from typing import Any

from django.utils import timezone
from django_tasks import task

from opportunities.enums import ImportState
from partners.lists.doubts import write_doubts
from partners.lists.errors import ListFileError
from partners.lists.importing import import_list
from partners.lists.options import ListOptions, is_bound_to_town
from partners.lists.services import finish_run
from partners.models import PartnerListRun

logger = logging.getLogger(__name__)

# What a worker takes up, and where that leads: at work, then ready.
STEPS = {
    ImportState.UPLOADED: (ImportState.PREVIEWING, ImportState.PREVIEWED),
    ImportState.QUEUED: (ImportState.RUNNING, ImportState.DONE),
}


class _TakenOver(Exception):  # noqa: N818 - no error: another worker goes on
    """This run was given to another worker meanwhile."""


@task()
def work_on_list(run_pk: int, attempt: int) -> None:
    """Make the preview of a state of a list, or import it: whichever its state says is next."""
    run = PartnerListRun.objects.select_related("partner_list__municipality", "started_by").get(
        pk=run_pk
    )
    step = STEPS.get(ImportState(run.state))
    if step is None or run.attempt != attempt:
        return
    at_work, ready = step
    mine = PartnerListRun.objects.filter(pk=run_pk, attempt=attempt)
    if not mine.filter(state=run.state).update(state=at_work, alive_at=timezone.now()):
        return

    def tell_progress(done: int, total: int) -> None:
        if not mine.update(rows_done=done, rows_total=total, alive_at=timezone.now()):
            raise _TakenOver

    try:
        imported = import_list(
            Path(run.file.path),
            run.partner_list,
            ListOptions(
                now=timezone.now(),
                town=run.partner_list.municipality,
                only_town=is_bound_to_town(run.started_by),
                ends_many=run.ends_many,
                user=run.started_by,
            ),
            writes=at_work == ImportState.RUNNING,
            on_progress=tell_progress,
        )
    except _TakenOver:
        return
    except ListFileError as error:
        _finish(mine, state=ImportState.FAILED, error=error.code)
    except Exception:
        logger.exception("The run %d of a list of shops failed.", run_pk)
        _finish(mine, state=ImportState.FAILED, error="crashed")
    else:
        write_doubts(run, imported.doubts)
        report = [line.as_json() for line in imported.tally.lines]
        counts = imported.tally.as_counts()
        _finish(mine, state=ready, counts=counts, report=report, findings=imported.findings)
        run.refresh_from_db()
        if ready == ImportState.DONE:
            finish_run(run)


def _finish(mine: Any, **changes: object) -> None:
    mine.update(**changes, finished_at=timezone.now(), alive_at=timezone.now())
