"""How an application gets from one state to the other; what `services` is made of.

Whoever uses these has locked the offer's intake and then the application (`locked`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils import timezone

from accounts.models import User
from engagement.services import begin_engagement, finish_engagement, leave_engagement
from opportunities.applications import mails, notices, places
from opportunities.applications.checks import lacks_check
from opportunities.applications.errors import ApplicationError
from opportunities.applications.states import ENDED, may_follow
from opportunities.cover.calls import call_for_cover
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.models import Application, ApplicationEvent, Booking, Intake
from opportunities.querysets import BookingQuerySet

Code = ApplicationError.Code


@contextmanager
def locked(application: Application) -> Iterator[Intake | None]:
    """Lock the offer's intake and then the application, and read the latter anew."""
    intake = None
    if application.opportunity_id is not None:
        intake = places.lock_intake(application.opportunity_id)
    found = Application.objects.select_for_update().filter(pk=application.pk).first()
    if found is None:  # erased meanwhile
        raise ApplicationError(Code.ILLEGAL_MOVE)
    application.refresh_from_db()
    yield intake


def move(
    intake: Intake | None,
    application: Application,
    to: ApplicationState,
    *,
    party: Party,
    by: User | None = None,
    note: str = "",
    now: dt.datetime,
) -> None:
    """Bring the application into another state with all that follows; nothing if it is there."""
    if application.state == to:
        return
    if not may_follow(application.state, to, party):
        raise ApplicationError(Code.ILLEGAL_MOVE)
    if to == ApplicationState.ACCEPTED:
        if lacks_check(application, today=timezone.localdate(now)):
            raise ApplicationError(Code.NO_CHECK)
        _begin_engagement(application, by=by, now=now)
    if to in ENDED:
        application.ended_at = now
        application.save(update_fields=["ended_at"])
        if application.state == ApplicationState.ACCEPTED:
            _end_engagement(application, is_done=to == ApplicationState.DONE, now=now)
        _free_everything(intake, application, is_done=to == ApplicationState.DONE, now=now)
    record(application, to, party=party, by=by, note=note)
    if to in ENDED:
        offer_to_the_next(intake, now)


def send(
    intake: Intake | None,
    application: Application,
    *,
    party: Party,
    by: User | None,
    now: dt.datetime,
) -> None:
    """Hand the application to the organisation, with places or on the waiting list."""
    if intake is None:
        raise ApplicationError(Code.NOT_OPEN)
    offer_to_the_next(intake, now)  # nobody overtakes who waits and fits
    is_held = places.take_or_queue(intake, application, now=now)
    record(
        application,
        ApplicationState.SENT if is_held else ApplicationState.WAITING,
        party=party,
        by=by,
    )


def record(
    application: Application,
    to: ApplicationState,
    *,
    party: Party,
    by: User | None,
    note: str = "",
    tells: bool = True,
) -> None:
    """Set the state, write down who did it, and tell the other side; all or nothing.

    Without `tells` whoever calls tells it together with what else has changed.
    """
    if not may_follow(application.state, to, party):
        raise ApplicationError(Code.ILLEGAL_MOVE)
    before, application.state = application.state, to
    application.save(update_fields=["state"])
    event = ApplicationEvent.objects.create(
        application=application,
        from_state=before,
        to_state=to,
        party=party,
        by=by,
        note=note,
    )
    if tells:
        notices.tell(event)


def offer_to_the_next(intake: Intake | None, now: dt.datetime) -> None:
    """Offer what is free now to those who wait."""
    if intake is None or intake.opportunity_id is None:
        return
    for application in places.offer_free_places(intake, now=now):
        mails.offer_place(application)


def book_dates(application: Application, dates: Iterable[places.Date]) -> None:
    """Let the application want these dates; whether it gets them `places.take_or_queue` says."""
    for date in dates:
        Booking.objects.update_or_create(
            application=application,
            slot=date.key,
            defaults={
                "takes_place_on": date.takes_place_on,
                "starts_at": date.starts_at,
                "ends_at": date.ends_at,
                "state": BookingState.WAITING,
                "number": 0,
            },
        )


def give_back(
    intake: Intake | None,
    application: Application,
    bookings: Iterable[Booking],
    *,
    now: dt.datetime,
) -> None:
    """Free what the bookings hold; where somebody was counted on, others are asked to step in."""
    given_back = list(bookings)
    if application.state == ApplicationState.ACCEPTED:
        call_for_cover(application, given_back, now=now)
    places.free(intake, given_back, state=BookingState.GIVEN_BACK)


def _free_everything(
    intake: Intake | None, application: Application, *, is_done: bool, now: dt.datetime
) -> None:
    """Give back the whole and all dates to come; dates that were stay, for the hours."""
    today = timezone.localdate(now)
    bookings = application.bookings.filter(state__in=places.CURRENT).exclude(
        state=BookingState.HELD, takes_place_on__lt=today
    )
    if is_done:
        places.free(intake, bookings, state=BookingState.GIVEN_BACK)
    else:
        give_back(intake, application, bookings, now=now)


def _begin_engagement(application: Application, *, by: User | None, now: dt.datetime) -> None:
    first = _dates_of(application).values_list("takes_place_on", flat=True).first()
    today = timezone.localdate(now)
    begin_engagement(
        volunteer=application.volunteer,
        organisation=application.organisation,
        role=application.title,
        since=min(first, today) if first else today,  # accepted afterwards, hours still count
        source=_source(application),
        by=by,
    )


def _end_engagement(application: Application, *, is_done: bool, now: dt.datetime) -> None:
    """End what accepting has begun; where it never came to anything, nothing of it remains.

    Whoever is done with certain dates has helped until the last of them. Without dates, "done"
    ends nothing: there the organisation says in its list of people until when.
    """
    today = timezone.localdate(now)
    dates = list(_dates_of(application).values_list("takes_place_on", flat=True))
    if not is_done:
        has_begun = min(dates) < today if dates else None
        leave_engagement(source=_source(application), on=today, has_begun=has_begun)
    elif dates:
        finish_engagement(source=_source(application), on=min(today, max(dates)))


def _dates_of(application: Application) -> BookingQuerySet:
    """The dates on which they were or are to come."""
    return application.bookings.filter(state=BookingState.HELD, takes_place_on__isnull=False)


def _source(application: Application) -> str:
    return f"application:{application.pk}"
