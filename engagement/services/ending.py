"""Engagements end, by hand or with what has begun them, and go on again."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from engagement.enums import EngagementState
from engagement.errors import EngagementError, HoursError
from engagement.models import Engagement, Timer
from engagement.services.engagements import locked_engagement


@transaction.atomic
def end_engagement(*, engagement: Engagement, until: date, today: date | None = None) -> Engagement:
    """Note the last day. Raises EngagementError, or HoursError while its clock runs."""
    engagement = locked_engagement(engagement)
    if until > (today or timezone.localdate()):
        raise EngagementError(EngagementError.Code.ENDS_IN_FUTURE)
    if until < engagement.since:
        raise EngagementError(
            EngagementError.Code.ENDS_BEFORE_START, since=date_format(engagement.since)
        )
    if Timer.objects.filter(engagement=engagement).exists():
        raise HoursError(HoursError.Code.TIMER_RUNS)
    last = engagement.hours.standing().aggregate(last=Max("worked_on"))["last"]
    if last and last > until:
        raise EngagementError(EngagementError.Code.HOURS_LATER, last=date_format(last))
    engagement.until = until
    engagement.save(update_fields=["until"])
    return engagement


@transaction.atomic
def leave_engagement(*, source: str, on: date, has_begun: bool | None = None) -> None:
    """End what `source` has begun, because the person no longer helps there; nobody is asked.

    A clock that runs is stopped and records nothing. What had not begun yet (None: it was agreed
    on that day) and has neither hours nor a certificate disappears, as if it had never been. A
    second call does nothing.
    """
    engagement = _running_from(source)
    if engagement is None:
        return
    if has_begun is None:
        has_begun = engagement.since < on
    if not (has_begun or engagement.hours.exists() or engagement.certificates.exists()):
        Timer.objects.filter(engagement=engagement).delete()
        engagement.delete()
        return
    _finish(engagement, on=on)


@transaction.atomic
def finish_engagement(*, source: str, on: date) -> None:
    """End what `source` has begun, because what was agreed on has been done; nobody is asked.

    A clock that runs is stopped and records nothing. A second call does nothing.
    """
    if engagement := _running_from(source):
        _finish(engagement, on=on)


@transaction.atomic
def reopen_engagement(*, engagement: Engagement) -> Engagement:
    """Let it go on. Raises EngagementError where the organisation had not confirmed it."""
    engagement = locked_engagement(engagement)
    if engagement.state == EngagementState.DECLINED:
        raise EngagementError(EngagementError.Code.DECLINED)
    engagement.until = None
    engagement.save(update_fields=["until"])
    return engagement


def _running_from(source: str) -> Engagement | None:
    """What `source` has begun and nobody has ended, locked."""
    return Engagement.objects.select_for_update().filter(source=source, until=None).first()


def _finish(engagement: Engagement, *, on: date) -> None:
    Timer.objects.filter(engagement=engagement).delete()
    last = engagement.hours.standing().aggregate(last=Max("worked_on"))["last"] or on
    engagement.until = max(on, last, engagement.since)
    engagement.save(update_fields=["until"])
