"""What time brings to certificates of good conduct; the clock calls it every minute.

Everything here may run twice or at the same time in two processes.
"""

from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from engagement.checks import notices
from engagement.checks.months import add_months
from engagement.checks.needs import activities
from engagement.enums import CheckState, EngagementState
from engagement.models import BackgroundCheck, Engagement
from organisations.models import Organisation

WARNINGS = (60, 30, 7)  # days before the end
KEPT_AFTER_END = 6  # months after the last engagement (domain practice with § 72a Abs. 5 SGB VIII)
KEPT_AFTER_EXPIRY = 3  # months in which a new one can be shown


def do_what_is_due(now: datetime) -> None:
    """Erase what must not be kept, then warn of what runs out."""
    today = timezone.localdate(now)
    erase_what_is_due(today)
    warn_of_expiry(today)


def erase_what_is_due(today: date) -> int:
    """Erase entries that nothing needs any more; returns how many.

    At once where nobody came to do anything: the application was declined or withdrawn and there
    is no engagement. Six months after the last engagement ended. Three months after it would have
    had to be renewed.
    """
    return due_for_erasure(today).delete()[0]


def due_for_erasure(today: date) -> QuerySet[BackgroundCheck]:
    """Entries that are to be erased."""
    expired = Q(renew_by__lt=add_months(today, -KEPT_AFTER_EXPIRY))
    engaged = Engagement.objects.filter(
        Q(until=None) | Q(until__gte=add_months(today, -KEPT_AFTER_END)),
        volunteer=OuterRef("volunteer"),
        organisation=OuterRef("organisation"),
    ).exclude(state=EngagementState.DECLINED)
    idle = ~Q(Exists(engaged))
    for activity in activities():
        idle &= ~Q(activity)
    return BackgroundCheck.objects.filter(expired | idle)


def warn_of_expiry(today: date) -> int:
    """Tell desks 60, 30 and 7 days before certificates have to be renewed, each once.

    One mail for all that are due at the same time at one desk. Who was away does not get three
    mails afterwards, but the latest. Returns the number of entries that were told of.
    """
    told = 0
    for days in sorted(WARNINGS):
        told += _warn(days, today)
    return told


@transaction.atomic
def _warn(days: int, today: date) -> int:
    due = (
        running_out(today, days=days)
        .filter(Q(warned_days=None) | Q(warned_days__gt=days))
        .filter(organisation__in=Organisation.objects.with_desk())
        .select_for_update(of=("self",))
        .select_related("volunteer", "organisation")
        .order_by("organisation", "renew_by", "pk")
    )
    checks = list(due)
    for organisation, of_desk in groupby(checks, key=attrgetter("organisation")):
        notices.runs_out(organisation, list(of_desk))
    BackgroundCheck.objects.filter(pk__in=[check.pk for check in checks]).update(warned_days=days)
    return len(checks)


def running_out(today: date, *, days: int = max(WARNINGS)) -> QuerySet[BackgroundCheck]:
    """Valid ones that have to be renewed within so many days."""
    return BackgroundCheck.objects.filter(
        state=CheckState.SEEN, renew_by__gte=today, renew_by__lte=today + timedelta(days=days)
    ).order_by("renew_by", "pk")
