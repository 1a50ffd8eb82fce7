"""Recording hours and answering what the organisation says to them (ADR 25)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
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
    standing = HoursEntry.objects.filter(engagement__volunteer=volunteer, worked_on=day).standing()
    # A correction that takes away counts when it is confirmed, or the day could overflow later.
    standing = standing.exclude(~Q(state=HoursState.CONFIRMED), hours__lt=0)
    return (standing.exclude(pk=without) if without else standing).total()


@transaction.atomic
def change_hours(
    *,
    entry: HoursEntry,
    worked_on: date,
    hours: Decimal,
    note: str = "",
    today: date | None = None,
) -> HoursEntry:
    """Change hours that are not confirmed; disputed ones go back to the organisation with that.

    Raises HoursError.
    """
    entry = locked(entry)
    _check_changeable(entry)
    if entry.corrects_id:
        raise HoursError(HoursError.Code.IS_CORRECTION)
    hours = hours.quantize(CENT)
    check_day(entry.engagement, worked_on, today=today)
    check_amount(entry.engagement.volunteer_id, worked_on, hours, without=entry.pk)
    entry.worked_on, entry.hours, entry.note = worked_on, hours, note.strip()
    entry.state, entry.answer = HoursState.OPEN, ""
    entry.decided_by, entry.decided_at = None, None
    entry.save()
    return entry


@transaction.atomic
def withdraw_hours(*, entry: HoursEntry) -> HoursEntry:
    """Take back hours that are not confirmed; twice is as good as once. Raises HoursError."""
    entry = locked(entry)
    if entry.state == HoursState.WITHDRAWN:
        return entry
    _check_changeable(entry)
    entry.state = HoursState.WITHDRAWN
    entry.save(update_fields=["state"])
    return entry


@transaction.atomic
def correct_hours(
    *,
    entry: HoursEntry,
    hours: Decimal,
    note: str = "",
    by: User | None = None,
    confirmed: bool = False,
) -> HoursEntry:
    """Record an entry that makes confirmed hours come to `hours` in all, and leaves them as is.

    With `confirmed` it is the organisation, by `by`, that corrects; else the correction waits for
    it. One waits at a time, so that what is confirmed is never less than nothing. Raises
    HoursError.
    """
    entry = locked(entry)
    if entry.state != HoursState.CONFIRMED or entry.corrects_id:
        raise HoursError(HoursError.Code.NOT_CORRECTABLE)
    corrections = HoursEntry.objects.filter(corrects=entry)
    if corrections.filter(state__in=(HoursState.OPEN, HoursState.DISPUTED)).exists():
        raise HoursError(HoursError.Code.CORRECTION_WAITS)
    hours = hours.quantize(CENT)
    if hours < 0:
        raise HoursError(HoursError.Code.BELOW_ZERO)
    difference = hours - (entry.hours + corrections.confirmed().total())
    if difference == 0:
        raise HoursError(HoursError.Code.NO_DIFFERENCE)
    if difference > 0:
        check_amount(entry.engagement.volunteer_id, entry.worked_on, difference)
    return HoursEntry.objects.create(
        engagement=entry.engagement,
        worked_on=entry.worked_on,
        hours=difference,
        note=note.strip(),
        source=HoursSource.CORRECTION,
        corrects=entry,
        entered_by=by,
        state=HoursState.CONFIRMED if confirmed else HoursState.OPEN,
        decided_by=by if confirmed else None,
        decided_at=timezone.now() if confirmed else None,
    )


def locked(entry: HoursEntry) -> HoursEntry:
    """The entry as it is now, the person's hours locked until the transaction ends."""
    lock_person(entry.engagement)
    return HoursEntry.objects.select_related(
        "engagement__volunteer", "engagement__organisation"
    ).get(pk=entry.pk)


def _check_changeable(entry: HoursEntry) -> None:
    if entry.state == HoursState.CONFIRMED:
        raise HoursError(HoursError.Code.CONFIRMED)
    if entry.state == HoursState.WITHDRAWN:
        raise HoursError(HoursError.Code.WITHDRAWN)
