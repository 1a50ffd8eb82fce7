"""What time brings to offers; the clock calls it every minute (`do_what_is_due`).

Everything here may run twice or at the same time in two processes: what has been asked is noted
under the lock of the offer's intake.
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from opportunities.applications.places import lock_intake
from opportunities.desk.asking import ask_whether_open, last_asked_before
from opportunities.enums import TimeModel
from opportunities.models import OpportunityPage
from organisations.models import Membership
from organisations.records import record_of

AT_ONCE = 100  # offers in one minute


def do_what_is_due(now: dt.datetime) -> None:
    """Ask the organisations whose offers run out, or have no end, whether they still hold."""
    for offer in _due(now):
        _ask(offer, now)


def _due(now: dt.datetime) -> Iterable[OpportunityPage]:
    today = timezone.localdate(now)
    # Who has no desk can't answer there, and may never have heard of us.
    has_members = Exists(
        Membership.objects.filter(organisation__page=OuterRef("organisation"), user__is_active=True)
    )
    offers = OpportunityPage.objects.live().filter(has_members, is_paused=False, alias_of=None)
    running_out, endless = _running_out(offers, today), _endless(offers, now)
    return [*running_out[:AT_ONCE], *endless[:AT_ONCE]]


def _running_out(
    offers: "QuerySet[OpportunityPage]", today: dt.date
) -> "QuerySet[OpportunityPage]":
    """Those that end soon, if not asked already; what is on single dates ends by itself."""
    days = dt.timedelta(days=settings.OFFER_REMINDER_DAYS)
    return (
        offers.filter(open_until__gte=today, open_until__lte=today + days)
        .exclude(time_model=TimeModel.ONCE)
        .filter(Q(intake__asked_at=None) | Q(intake__asked_at__date__lt=F("open_until") - days))
        .order_by("open_until", "pk")
    )


def _endless(offers: "QuerySet[OpportunityPage]", now: dt.datetime) -> "QuerySet[OpportunityPage]":
    """Those without an end of which nobody has said anything for long."""
    long_ago = last_asked_before(now)
    return (
        offers.filter(open_until=None, last_published_at__date__lt=long_ago)
        .filter(Q(intake__asked_at=None) | Q(intake__asked_at__date__lt=long_ago))
        .filter(Q(intake__answered_at=None) | Q(intake__answered_at__date__lt=long_ago))
        .order_by("last_published_at", "pk")
    )


@transaction.atomic
def _ask(offer: OpportunityPage, now: dt.datetime) -> None:
    intake = lock_intake(offer.pk)
    if intake.asked_at and timezone.localdate(intake.asked_at) == timezone.localdate(now):
        return  # by another process, while this one waited
    if offer.organisation is not None:
        ask_whether_open(offer=offer, organisation=record_of(offer.organisation), now=now)
