"""The life of a run of a list: each step is taken once, whoever presses twice or dies."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from municipalities.models import Municipality
from opportunities.enums import ImportState
from opportunities.imports.services import can_start_again
from partners.enums import DoubtAnswer, DoubtKind
from partners.lists.doubts import ANSWERS
from partners.lists.errors import DoubtError
from partners.models import PartnerList, PartnerListDoubt, PartnerListRun


@transaction.atomic
def receive_list(
    *,
    file: UploadedFile,
    partner_list: PartnerList | None,
    name: str = "",
    municipality: Municipality | None = None,
    user: User | None,
) -> PartnerListRun:
    """Keep an uploaded state of a list, or of a new one called `name`, and preview it.

    Files of earlier states that nobody will import any more are removed.
    """
    if partner_list is None:
        partner_list = PartnerList.objects.create(name=name, municipality=municipality)
    for earlier in partner_list.runs.exclude(file="").exclude(state__in=_BUSY):
        _let_file_go(earlier)
    run = PartnerListRun.objects.create(
        partner_list=partner_list,
        municipality=partner_list.municipality,
        file=file,
        file_name=(file.name or "")[-200:],
        started_by=user,
    )
    _enqueue(run)
    return run


_BUSY = (ImportState.UPLOADED, ImportState.PREVIEWING, ImportState.QUEUED, ImportState.RUNNING)
_READY = (ImportState.PREVIEWED, ImportState.DONE)


@transaction.atomic
def start_run(*, run: PartnerListRun, ends_many: bool = False) -> bool:
    """Import what the preview showed, or after the import what was answered since.

    False if somebody has started it already, or its file is gone.
    """
    ready = _ready(run)
    started = ready.update(
        state=ImportState.QUEUED, rows_done=0, ends_many=ends_many, alive_at=timezone.now()
    )
    if started:
        _enqueue(run)
    return bool(started)


def can_start(run: PartnerListRun) -> bool:
    """Whether the run waits for its import."""
    return _ready(run).exists()


def _ready(run: PartnerListRun) -> QuerySet[PartnerListRun]:
    return PartnerListRun.objects.filter(pk=run.pk, state__in=_READY).exclude(file="")


@transaction.atomic
def look_again(*, run: PartnerListRun) -> bool:
    """Make the preview anew, with what was decided meanwhile."""
    ready = PartnerListRun.objects.filter(pk=run.pk, state=ImportState.PREVIEWED).exclude(file="")
    if started := ready.update(state=ImportState.UPLOADED, alive_at=timezone.now()):
        _enqueue(run)
    return bool(started)


@transaction.atomic
def start_run_again(*, run: PartnerListRun, now: dt.datetime) -> bool:
    """Give a run whose worker died or failed to another one; False if it is well."""
    stuck = PartnerListRun.objects.filter(can_start_again(now), pk=run.pk)
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


@transaction.atomic
def answer_doubt(
    *, doubt: PartnerListDoubt, answer: DoubtAnswer, chosen: str = "", by: User | None
) -> None:
    """Decide a doubtful row; what is decided is done when the list is imported.

    `chosen` is the target of the shop that is meant, where the answer is that it is one.
    Raises DoubtError (NOT_OFFERED).
    """
    targets = [candidate.get("target", "") for candidate in doubt.candidates]
    if answer not in ANSWERS[DoubtKind(doubt.kind)]:
        raise DoubtError(DoubtError.Code.NOT_OFFERED)
    if answer == DoubtAnswer.SAME:
        chosen = chosen or (targets[0] if len(targets) == 1 else "")
        if chosen not in targets:
            raise DoubtError(DoubtError.Code.NOT_OFFERED)
    else:
        chosen = ""
    doubt.answer, doubt.chosen = answer, chosen
    doubt.answered_by, doubt.answered_at = by, timezone.now()
    doubt.save(update_fields=["answer", "chosen", "answered_by", "answered_at"])


@transaction.atomic
def accept_sure(*, run: PartnerListRun, by: User | None) -> int:
    """Answer everything that much speaks for as proposed; how many these were."""
    sure = run.doubts.select_for_update().filter(answer="", is_sure=True)
    doubts = list(sure)
    for doubt in doubts:
        answer_doubt(
            doubt=doubt,
            answer=DoubtAnswer(doubt.proposal),
            chosen=doubt.candidates[0].get("target", ""),
            by=by,
        )
    return len(doubts)


@transaction.atomic
def say_categories(*, run: PartnerListRun, categories: Mapping[str, str]) -> None:
    """Remember which of our categories the list's are ("" for none), and preview anew."""
    remember_categories(partner_list=run.partner_list, categories=categories)
    look_again(run=run)


@transaction.atomic
def remember_categories(*, partner_list: PartnerList, categories: Mapping[str, str]) -> None:
    """Remember which of our categories the list's are ("" for none)."""
    locked = PartnerList.objects.select_for_update().get(pk=partner_list.pk)
    locked.categories = {**locked.categories, **categories}
    locked.save(update_fields=["categories"])


def finish_run(run: PartnerListRun) -> None:
    """Remove the file when nothing is left to be decided: what it held stands on the pages."""
    if run.file and not run.doubts.filter(answer="").exists() and not _waits_for_ends(run):
        _let_file_go(run)


def _waits_for_ends(run: PartnerListRun) -> bool:
    return bool(run.findings.get("many_gone"))


def _let_file_go(run: PartnerListRun) -> None:
    run.file.delete(save=False)
    PartnerListRun.objects.filter(pk=run.pk).update(file="")


def _enqueue(run: PartnerListRun) -> None:
    """Hand the run to a worker; a worker that still holds an older number stops."""
    from partners.lists.tasks import work_on_list

    PartnerListRun.objects.filter(pk=run.pk).update(attempt=F("attempt") + 1)
    run.refresh_from_db()
    transaction.on_commit(partial(work_on_list.enqueue, run.pk, run.attempt))
