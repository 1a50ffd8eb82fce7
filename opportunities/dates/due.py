"""What time brings to dates; the clock calls it every minute (`do_what_is_due`).

Everything here may run twice or at the same time in two processes.
"""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from opportunities.applications.states import HOLDING
from opportunities.dates import notices
from opportunities.models import Booking, OpportunityPage

# Where no hour is given, reminders count from the morning.
MORNING: Final = dt.time(8)
# Whoever took the place so shortly before the reminder remembers.
FRESH: Final = dt.timedelta(hours=2)


def do_what_is_due(now: dt.datetime) -> None:
    """Remind of dates."""
    send_reminders(now)


def send_reminders(now: dt.datetime) -> int:
    """Remind everybody with a place of a date that is as near as its offer says; how many.

    Not of those who took it when it was as near already, and of nobody twice.
    """
    longest = OpportunityPage.objects.aggregate(hours=Max("reminder_hours"))["hours"] or 0
    today = timezone.localdate(now)
    near = (
        Booking.objects.held_dates()
        .filter(
            reminded_at=None,
            takes_place_on__gte=today,
            takes_place_on__lte=today + dt.timedelta(hours=longest + 24),
            application__state__in=HOLDING,
            application__opportunity__reminder_hours__gt=0,
        )
        .exclude(application__volunteer__email="")
    )
    sent = 0
    for booking in near.with_offers().order_by("pk"):
        if not _is_due(booking, now):
            continue
        with transaction.atomic():
            # Of two clocks only one finds it without a reminder; nor is it given back meanwhile.
            taken = Booking.objects.held_dates().filter(pk=booking.pk, reminded_at=None)
            if taken.update(reminded_at=now):
                notices.remind(booking)
                sent += 1
    return sent


def _is_due(booking: Booking, now: dt.datetime) -> bool:
    offer = booking.application.opportunity
    if offer is None or booking.takes_place_on is None:
        return False
    begins = timezone.make_aware(
        dt.datetime.combine(booking.takes_place_on, booking.starts_at or MORNING)
    )
    due_at = begins - dt.timedelta(hours=offer.reminder_hours)
    if booking.held_at and booking.held_at > due_at - FRESH:
        return False
    return due_at <= now < begins
