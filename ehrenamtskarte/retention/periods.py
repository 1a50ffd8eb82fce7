from datetime import datetime

from django.utils import timezone

from ehrenamtskarte.rules.calendar import months_later


def months_before(now: datetime, months: int) -> datetime:
    """The same moment so many months ago, or on the last day of a shorter month."""
    here = timezone.localtime(now)
    day = months_later(here.date(), -months)
    return timezone.make_aware(datetime.combine(day, here.time().replace(tzinfo=None)))
