"""A clock that runs on the server: a closed browser or an empty battery does not stop it."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from engagement.enums import HoursSource
from engagement.errors import HoursError
from engagement.models import Engagement, HoursEntry, Timer
from engagement.services.hours import check_day, lock_person, record_hours

# After that nobody was there all the time: the clock was forgotten, and its owner is asked.
FORGOTTEN_AFTER = timedelta(hours=12)
QUARTERS = Decimal(4)  # of an hour, to which one rounds


@transaction.atomic
def start_timer(*, engagement: Engagement, now: datetime | None = None) -> Timer:
    """Let the clock run. Raises HoursError where one runs for this person already."""
    now = now or timezone.now()
    lock_person(engagement)
    today = timezone.localdate(now)
    check_day(engagement, today, today=today)
    if Timer.objects.filter(engagement__volunteer=engagement.volunteer_id).exists():
        raise HoursError(HoursError.Code.TIMER_RUNS)
    return Timer.objects.create(engagement=engagement, started_at=now)


@transaction.atomic
def stop_timer(
    *,
    engagement: Engagement,
    by: User | None = None,
    worked_on: date | None = None,
    hours: Decimal | None = None,
    note: str = "",
    now: datetime | None = None,
) -> HoursEntry:
    """Stop the clock; what it has measured becomes an entry of the day on which it was started.

    With `worked_on` and `hours` what the person says counts. Raises HoursError: FORGOTTEN where
    it ran for so long that they have to say it, or the entry can't be made; then it runs on.
    """
    now = now or timezone.now()
    lock_person(engagement)
    timer = Timer.objects.filter(engagement=engagement).first()
    if timer is None:
        raise HoursError(HoursError.Code.NO_TIMER)
    if hours is None:
        if is_forgotten(timer, now=now):
            raise HoursError(HoursError.Code.FORGOTTEN)
        hours = measured(timer, now=now)
    entry = record_hours(
        engagement=engagement,
        worked_on=worked_on or timezone.localdate(timer.started_at),
        hours=hours,
        source=HoursSource.TIMER,
        # A second tap on "stop" finds the entry of the first, also when both come at once.
        source_key=f"timer:{timer.pk}",
        note=note,
        by=by,
        today=timezone.localdate(now),
    )
    timer.delete()
    return entry


def discard_timer(*, engagement: Engagement) -> None:
    """Stop the clock and record nothing."""
    Timer.objects.filter(engagement=engagement).delete()


def is_forgotten(timer: Timer, *, now: datetime) -> bool:
    """Whether it has run for longer than anybody stays."""
    return now - timer.started_at > FORGOTTEN_AFTER


def measured(timer: Timer, *, now: datetime) -> Decimal:
    """Hours since the start, to the nearest quarter, at least one."""
    hours = Decimal(max(now - timer.started_at, timedelta(0)) // timedelta(seconds=1)) / 3600
    return max((hours * QUARTERS).quantize(Decimal(1), ROUND_HALF_UP), Decimal(1)) / QUARTERS
