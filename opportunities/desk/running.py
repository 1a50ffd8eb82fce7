"""What an organisation does with an offer that is on line, without asking anybody.

Whether people are taken on stands in the `Intake`, which no revision touches; how long, in the
page and in its revisions alike.
"""

import datetime as dt

from django.db import transaction
from wagtail.models import Revision

from core import content_version
from opportunities.applications.places import lock_intake
from opportunities.catalogue import changes
from opportunities.desk.errors import OfferError
from opportunities.models import OpportunityPage


@transaction.atomic
def pause_offer(*, offer: OpportunityPage, now: dt.datetime) -> None:
    """Take nobody on for a while; the page says so. Raises OfferError (NOT_ONLINE)."""
    _check_online(offer)
    intake = lock_intake(offer.pk)
    intake.paused_at = intake.paused_at or now
    intake.save(update_fields=["paused_at"])
    _repeat_on_page(offer)


@transaction.atomic
def resume_offer(*, offer: OpportunityPage) -> None:
    """Take people on again."""
    intake = lock_intake(offer.pk)
    intake.paused_at = None
    intake.save(update_fields=["paused_at"])
    _repeat_on_page(offer)


@transaction.atomic
def close_offer(*, offer: OpportunityPage, now: dt.datetime) -> None:
    """End it: who was accepted stays, nobody else is taken on. Raises OfferError (NOT_ONLINE)."""
    _check_online(offer)
    intake = lock_intake(offer.pk)
    intake.closed_at = intake.closed_at or now
    intake.paused_at = None
    # Nobody needs to be asked about what is over.
    intake.answered_at = now if intake.asked_at else None
    intake.save(update_fields=["closed_at", "paused_at", "answered_at"])
    _repeat_on_page(offer)


@transaction.atomic
def reopen_offer(
    *, offer: OpportunityPage, now: dt.datetime, until: dt.date | None, today: dt.date
) -> None:
    """Take people on again after the end, until a day or (None) without an end.

    Raises OfferError (NOT_ONLINE, PAST_DAY, BEFORE_START).
    """
    extend_offer(offer=offer, until=until, today=today, now=now)
    intake = lock_intake(offer.pk)
    intake.closed_at = intake.paused_at = None
    intake.save(update_fields=["closed_at", "paused_at"])
    _repeat_on_page(offer)


@transaction.atomic
def extend_offer(
    *, offer: OpportunityPage, until: dt.date | None, today: dt.date, now: dt.datetime
) -> None:
    """Let it run until a day, or (None) without an end: on line and in every draft.

    It needs no approval, and no draft that comes on line later takes it back. The day on which it
    ends moves along where there is one. Raises OfferError (NOT_ONLINE, PAST_DAY, BEFORE_START).
    """
    _check_online(offer)
    if until is not None and until < today:
        raise OfferError(OfferError.Code.PAST_DAY)
    intake = lock_intake(offer.pk)
    page = OpportunityPage.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if until and page.starts_on and until < page.starts_on:
        raise OfferError(OfferError.Code.BEFORE_START)
    page.closes_on = until
    if page.ends_on is not None and (until is None or page.ends_on < until):
        page.ends_on = until
    page.save(update_fields=["closes_on", "ends_on"], clean=False)
    for revision in _revisions_in_use(page):
        revision.content["closes_on"] = _day(page.closes_on)
        revision.content["ends_on"] = _day(page.ends_on)
        revision.save(update_fields=["content"])
    intake.answered_at = now if intake.asked_at else None
    intake.save(update_fields=["answered_at"])
    content_version.bump()


def _check_online(offer: OpportunityPage) -> None:
    if not offer.live:
        raise OfferError(OfferError.Code.NOT_ONLINE)


def _revisions_in_use(page: OpportunityPage) -> list[Revision]:
    keys = {page.live_revision_id, page.latest_revision_id} - {None}
    return list(Revision.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _repeat_on_page(offer: OpportunityPage) -> None:
    page = OpportunityPage.objects.get(pk=offer.pk)
    # What follows from the intake is written along (`OpportunityPage.save`).
    page.save(update_fields=["open_until"], clean=False)
    changes.note([page.pk])
    content_version.bump()
