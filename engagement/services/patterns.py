"""Hours that come round every week, filled in for as long as one says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from engagement.enums import HoursSource, HoursState
from engagement.errors import HoursError
from engagement.models import Engagement, HoursEntry, WeekPattern
from engagement.services.hours import A_DAY, check_day, lock_person

MOST_DAYS = 366  # from the first to the last


@dataclass(frozen=True, kw_only=True)
class PlannedDay:
    """What filling in would do to one day; with an `obstacle`, nothing, and why."""

    day: date
    hours: Decimal
    obstacle: str = ""


@transaction.atomic
def set_week_pattern(*, engagement: Engagement, hours: Mapping[int, Decimal]) -> None:
    """Replace the pattern; `hours` by weekday (0 is Monday), weekdays without are left out."""
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    WeekPattern.objects.filter(engagement=engagement).delete()
    WeekPattern.objects.bulk_create(
        WeekPattern(engagement=engagement, weekday=weekday, hours=amount)
        for weekday, amount in sorted(hours.items())
        if amount > 0
    )


def plan_weeks(
    *, engagement: Engagement, starts_on: date, ends_on: date, today: date | None = None
) -> list[PlannedDay]:
    """Day for day what `fill_weeks` would enter from the first to the last day, both included.

    Raises HoursError where that is more than a year.
    """
    if (ends_on - starts_on).days >= MOST_DAYS:
        raise HoursError(HoursError.Code.TOO_LONG)
    today = today or timezone.localdate()
    pattern = dict(engagement.week_pattern.values_list("weekday", "hours"))
    recorded = _recorded(engagement, starts_on, ends_on)
    days = (starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1))
    planned = []
    for day in days:
        hours = pattern.get(day.weekday())
        if hours is None:
            continue
        of_engagement, of_person = recorded.get(day, (0, Decimal(0)))
        obstacle = ""
        if of_engagement:
            obstacle = _("There are hours on record for this day already.")
        elif of_person + hours > A_DAY:
            obstacle = _("With that the day would have more than 24 hours.")
        else:
            try:
                check_day(engagement, day, today=today)
            except HoursError as error:
                obstacle = str(error)
        planned.append(PlannedDay(day=day, hours=hours, obstacle=obstacle))
    return planned


@transaction.atomic
def fill_weeks(
    *,
    engagement: Engagement,
    starts_on: date,
    ends_on: date,
    by: User | None = None,
    today: date | None = None,
) -> list[HoursEntry]:
    """Enter what `plan_weeks` says; days with an entry are passed over, so twice is once."""
    lock_person(engagement)
    planned = plan_weeks(engagement=engagement, starts_on=starts_on, ends_on=ends_on, today=today)
    return HoursEntry.objects.bulk_create(
        HoursEntry(
            engagement=engagement,
            worked_on=one.day,
            hours=one.hours,
            source=HoursSource.PATTERN,
            entered_by=by,
        )
        for one in planned
        if not one.obstacle
    )


def _recorded(engagement: Engagement, first: date, last: date) -> dict[date, tuple[int, Decimal]]:
    """For each day with hours: how many in this engagement, how much time in all of the person."""
    rows = (
        HoursEntry.objects.filter(
            engagement__volunteer=engagement.volunteer_id, worked_on__range=(first, last)
        )
        .standing()
        .order_by()
        .values("worked_on")
        .annotate(
            here=Count("pk", filter=Q(engagement=engagement)),
            everywhere=Sum(
                "hours",
                filter=Q(hours__gt=0) | Q(state=HoursState.CONFIRMED),
                default=Decimal(0),
            ),
        )
    )
    return {row["worked_on"]: (row["here"], row["everywhere"]) for row in rows}
