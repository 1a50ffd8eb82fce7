"""When a saved search looks after what is new."""

import datetime as dt

from django.utils import timezone

from matching.enums import AlertRhythm

MORNING = dt.time(7)  # local time
MONDAY = 0


def next_due(rhythm: str, now: dt.datetime) -> dt.datetime | None:
    """The next morning of the rhythm after `now`; None where it waits for no time of day."""
    if rhythm not in (AlertRhythm.DAILY, AlertRhythm.WEEKLY):
        return None
    local = timezone.localtime(now)
    days = 0 if local.time() < MORNING else 1
    if rhythm == AlertRhythm.WEEKLY:
        days += (MONDAY - (local.weekday() + days)) % 7
    # Put together anew, since a day is not always 24 hours long.
    return dt.datetime.combine(
        local.date() + dt.timedelta(days=days), MORNING, tzinfo=timezone.get_current_timezone()
    )
