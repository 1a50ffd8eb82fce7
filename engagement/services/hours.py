"""Recording hours and answering what the organisation says to them (ADR 25)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User, Volunteer
from engagement.amounts import CENT, shown
from engagement.enums import EngagementState, HoursSource, HoursState
from engagement.errors import HoursError
from engagement.models import Engagement, HoursEntry

A_DAY = Decimal(24)


@transaction.atomic
def record_hours(
    *,
    engagement: Engagement,
    worked_on: date,
    hours: Decimal,
    source: HoursSource,
    source_key: str = "",
    note: str = "",
    by: User | None = None,
    confirmed: bool = False,
    today: date | None = None,
) -> HoursEntry:
    """Put hours of one day on record.

    `source_key` says from what they come (`booking:17`): a second call with the same one returns
    what the first has made. With `confirmed` it is the organisation, by `by`, that records them.
    Raises HoursError: the day lies in the future or outside of the engagement, the engagement was
    declined, or the person would have more than 24 hours on that day over all engagements.
    """
    lock_person(engagement)
    if source_key and (found := HoursEntry.objects.filter(source_key=source_key).first()):
        return found
    hours = hours.quantize(CENT)
    check_day(engagement, worked_on, today=today)
    check_amount(engagement.volunteer_id, worked_on, hours)
    now = timezone.now()
    return HoursEntry.objects.create(
        engagement=engagement,
        worked_on=worked_on,
        hours=hours,
        note=note.strip(),
        source=source,
        source_key=source_key,
        entered_by=by,
        state=HoursState.CONFIRMED if confirmed else HoursState.OPEN,
        decided_by=by if confirmed else None,
        decided_at=now if confirmed else None,
    )


def lock_person(engagement: Engagement) -> None:
    """Let nobody else add to this person's hours until the transaction ends."""
    Volunteer.objects.select_for_update().get(pk=engagement.volunteer_id)


def check_day(engagement: Engagement, worked_on: date, *, today: date | None = None) -> None:
    """Raise HoursError where hours of this day can't belong to the engagement."""
    if engagement.state == EngagementState.DECLINED:
        raise HoursError(HoursError.Code.NOT_CONFIRMED)
    if worked_on > (today or timezone.localdate()):
        raise HoursError(HoursError.Code.FUTURE)
    if worked_on < engagement.since:
        raise HoursError(HoursError.Code.BEFORE_START, since=date_format(engagement.since))
    if engagement.until and worked_on > engagement.until:
        raise HoursError(HoursError.Code.AFTER_END, until=date_format(engagement.until))


def check_amount(
    volunteer: int, worked_on: date, hours: Decimal, *, without: int | None = None
) -> None:
    """Raise HoursError where the person's day can't hold that much more.

    `volunteer` and `without` (an entry that is about to be replaced) are primary keys.
    """
    if hours <= 0:
        raise HoursError(HoursError.Code.NO_TIME)
    recorded = hours_on(volunteer, worked_on, without=without)
    if recorded + hours > A_DAY:
        raise HoursError(
            HoursError.Code.DAY_FULL,
            day=date_format(worked_on),
            recorded=shown(recorded),
            left=shown(max(A_DAY - recorded, Decimal(0))),
        )


def hours_on(volunteer: int, day: date, *, without: int | None = None) -> Decimal:
    """What stands for one person (primary key) on one day, whatever the organisations say to it."""
    standing = HoursEntry.objects.filter(engagement__volunteer=volunteer, worked_on=day).exclude(
        state=HoursState.WITHDRAWN
    )
    if without:
        standing = standing.exclude(pk=without)
    return standing.aggregate(total=Sum("hours"))["total"] or Decimal(0)
