"""Many cards at once. Each is made in a transaction of its own, so a batch that was stopped has
whole cards and none in between, and whoever goes on makes those that are missing. Replacements,
which are made at once, are taken in to be released and printed like the others.

WAITING -> RUNNING -> MADE -> RELEASED, or FAILED. Two workers at the same batch do no harm: an
application has one card. The clock gives a batch that nobody is heard of to a worker again.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.enums import BatchState, CardEventKind, CardParty, CredentialKind
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.issuing.codes import as_printed, check_code
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.services import issue_card
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import Card, CardApplication, CardBatch, CardEvent, Credential
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.errors import CardPrintError
from municipalities.models import Municipality

logger = logging.getLogger(__name__)

Code = IssueError.Code
AT_WORK: Final = (BatchState.WAITING, BatchState.RUNNING, BatchState.MADE)
# A card takes milliseconds; whoever says nothing for so long was killed.
SILENT_FOR: Final = dt.timedelta(minutes=2)
SIGN_OF_LIFE: Final = 20  # cards


def approved_applications(municipality: Municipality) -> "QuerySet[CardApplication]":
    """Those of a town whose card is still to be made, without those of a batch under way."""
    under_way = CardBatch.objects.filter(municipality=municipality, state__in=AT_WORK)
    return (
        CardApplication.objects.filter(municipality=municipality, state=State.APPROVED)
        .exclude(batches__in=under_way)
        .order_by("search_name", "pk")
    )


def loose_cards(municipality: Municipality, *, today: dt.date | None = None) -> "QuerySet[Card]":
    """A town's cards that were made one by one, as replacements are, and are still to be printed.

    Those that were handed over have been printed some other way.
    """
    return (
        Card.objects.filter(
            municipality=municipality,
            batch=None,
            printed_at=None,
            handed_over_on=None,
            ended_at=None,
        )
        .exclude(valid_until__lt=today or timezone.localdate())
        .order_by("search_name", "pk")
    )


@transaction.atomic
def start_batch(
    *,
    municipality: Municipality,
    applications: Sequence[CardApplication] | None = None,
    cards: Sequence[Card] | None = None,
    by: User | None,
    now: dt.datetime | None = None,
) -> CardBatch:
    """Have the cards of these approved applications made, and take in these loose cards.

    Where neither is named: of all that the town has.

    Raises IssueError: OTHER_TOWN, NOTHING_TO_MAKE.
    """
    now = now or timezone.now()
    approved = approved_applications(municipality)
    loose = loose_cards(municipality, today=timezone.localdate(now))
    if applications is not None or cards is not None:
        chosen: list[CardApplication | Card] = [*(applications or ()), *(cards or ())]
        if any(one.municipality_id != municipality.pk for one in chosen):
            raise IssueError(Code.OTHER_TOWN)
        approved = approved.filter(pk__in=[one.pk for one in applications or ()])
        loose = loose.filter(pk__in=[one.pk for one in cards or ()])
    keys = list(approved.values_list("pk", flat=True))
    taken = list(loose.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not keys and not taken:
        raise IssueError(Code.NOTHING_TO_MAKE)
    batch = CardBatch.objects.create(municipality=municipality, made_by=by, alive_at=now)
    batch.applications.add(*keys)
    # A card is in one batch; what somebody else has just taken stays there.
    Card.objects.filter(pk__in=taken, batch=None).update(batch=batch)
    _give_to_worker(batch)
    return batch


def make_batch(batch: CardBatch) -> None:
    """Make what is missing, then read every code back and release; any number of times."""
    at_work = CardBatch.objects.filter(pk=batch.pk, state__in=AT_WORK)
    if not at_work.update(alive_at=timezone.now()):
        return
    at_work.filter(state=BatchState.WAITING).update(state=BatchState.RUNNING)
    batch.refresh_from_db()
    try:
        if batch.state == BatchState.RUNNING:
            _make_missing(batch)
        _release(batch)
    except (CardPrintError, CardKeyError) as error:
        _fail(batch, str(error))
    except Exception:
        logger.exception("The batch of cards %d failed.", batch.pk)
        _fail(batch, "")
        raise


def start_again(*, batch: CardBatch, now: dt.datetime | None = None) -> None:
    """Go on with a batch that failed or has gone silent. Raises IssueError: BUSY."""
    now = now or timezone.now()
    with transaction.atomic():
        stopped = CardBatch.objects.filter(
            Q(state=BatchState.FAILED)
            | Q(state__in=AT_WORK, alive_at=None)
            | Q(state__in=AT_WORK, alive_at__lte=now - SILENT_FOR),
            pk=batch.pk,
        )
        if not stopped.update(state=BatchState.RUNNING, alive_at=now, error=""):
            raise IssueError(Code.BUSY)
        _give_to_worker(batch)


def go_on_with_stopped(now: dt.datetime) -> int:
    """Give batches whose worker is gone to another one; returns how many."""
    silent = CardBatch.objects.filter(
        Q(alive_at=None) | Q(alive_at__lte=now - SILENT_FOR), state__in=AT_WORK
    )
    given = 0
    for batch in silent:
        with transaction.atomic():
            # Who waits for a worker is not given to it again every minute.
            if silent.filter(pk=batch.pk).update(alive_at=now):
                _give_to_worker(batch)
                given += 1
    return given


def to_print(batch: CardBatch) -> Iterator[PrintedCard]:
    """What is printed of a released batch, in the order of names, read as it is needed.

    Cards that have been revoked since are left out. Raises IssueError: NOT_RELEASED.
    """
    if batch.state != BatchState.RELEASED:
        raise IssueError(Code.NOT_RELEASED)
    return (as_printed(code.card, code) for code in _codes(batch))


def progress_of(batch: CardBatch) -> tuple[int, int]:
    """How many cards of a batch are there, and how many it is to have."""
    taken = Card.objects.filter(batch=batch).exclude(application__batches=batch).count()
    made = batch.applications.filter(state=State.ISSUED).count()
    return taken + made, taken + batch.applications.count()


def cards_to_print(batch: CardBatch) -> "QuerySet[Card]":
    """The cards of `to_print`, in the same order."""
    return batch.cards.filter(ended_at=None).order_by("search_name", "pk")


@transaction.atomic
def mark_printed(*, batch: CardBatch, by: User | None, now: dt.datetime | None = None) -> int:
    """Note that the cards are printed; returns how many had not been. Raises NOT_RELEASED."""
    if batch.state != BatchState.RELEASED:
        raise IssueError(Code.NOT_RELEASED)
    now = now or timezone.now()
    new = list(cards_to_print(batch).filter(printed_at=None).select_for_update())
    Card.objects.filter(pk__in=[card.pk for card in new]).update(printed_at=now)
    _record_all(new, CardEventKind.PRINTED, by=by)
    return len(new)


@transaction.atomic
def hand_over_batch(
    *, batch: CardBatch, on: dt.date, by: User | None, today: dt.date | None = None
) -> int:
    """Note that the cards were handed over together; returns how many had not been.

    Raises IssueError: NOT_RELEASED, IN_FUTURE.
    """
    if batch.state != BatchState.RELEASED:
        raise IssueError(Code.NOT_RELEASED)
    if on > (today or timezone.localdate()):
        raise IssueError(Code.IN_FUTURE)
    new = list(cards_to_print(batch).filter(handed_over_on=None).select_for_update())
    Card.objects.filter(pk__in=[card.pk for card in new]).update(handed_over_on=on)
    _record_all(new, CardEventKind.HANDED_OVER, by=by)
    return len(new)


def _make_missing(batch: CardBatch) -> None:
    """Cards in the order of names. What can't be made is said in `error` and keeps nobody back."""
    wrong: list[str] = []
    waiting = batch.applications.exclude(state=State.ISSUED).order_by("search_name", "pk")
    for place, key in enumerate(list(waiting.values_list("pk", flat=True))):
        if place % SIGN_OF_LIFE == 0:
            CardBatch.objects.filter(pk=batch.pk).update(alive_at=timezone.now())
        application = CardApplication.objects.get(pk=key)
        try:
            issue_card(application, batch.made_by, batch=batch)
        except (IssueError, CardApplicationError) as error:
            wrong.append(f"{application.name or key}: {error}")
    CardBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING).update(
        state=BatchState.MADE,
        made_at=timezone.now(),
        alive_at=timezone.now(),
        error="\n".join(wrong),
    )


def _release(batch: CardBatch) -> None:
    """Read every code back; only if all are right, the batch can be printed."""
    keys = own_key_set()
    for place, code in enumerate(_codes(batch)):
        if place % (10 * SIGN_OF_LIFE) == 0:
            CardBatch.objects.filter(pk=batch.pk).update(alive_at=timezone.now())
        check_code(as_printed(code.card, code), code, keys)
    now = timezone.now()
    CardBatch.objects.filter(pk=batch.pk, state=BatchState.MADE).update(
        state=BatchState.RELEASED, released_at=now, alive_at=now
    )
    batch.refresh_from_db()


def _codes(batch: CardBatch) -> "Iterator[Credential]":
    return (
        Credential.objects.filter(
            card__batch=batch,
            card__ended_at=None,
            kind=CredentialKind.PRINTED,
            revoked_at=None,
        )
        .select_related("card__municipality")
        .order_by("card__search_name", "card_id")
        .iterator(chunk_size=500)
    )


def _fail(batch: CardBatch, error: str) -> None:
    CardBatch.objects.filter(pk=batch.pk, state__in=AT_WORK).update(
        state=BatchState.FAILED, error=error
    )
    batch.refresh_from_db()


@task()
def work_on_batch(pk: int) -> None:
    """What a worker does."""
    if batch := CardBatch.objects.select_related("municipality", "made_by").filter(pk=pk).first():
        make_batch(batch)


def _give_to_worker(batch: CardBatch) -> None:
    transaction.on_commit(lambda: work_on_batch.enqueue(batch.pk))


def _record_all(cards: Sequence[Card], kind: CardEventKind, *, by: User | None) -> None:
    CardEvent.objects.bulk_create(
        CardEvent(card=card, kind=kind, party=CardParty.TOWN, by=by) for card in cards
    )
