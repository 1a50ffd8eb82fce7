"""Single dates are given back, offered places taken, other dates chosen."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from opportunities.applications import mails, notices, places
from opportunities.applications.admission import open_offer
from opportunities.applications.errors import ApplicationError
from opportunities.applications.states import HOLDING, RUNNING
from opportunities.applications.steps import (
    book_dates,
    give_back,
    locked,
    move,
    offer_to_the_next,
    record,
)
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.models import Application, Booking, Intake

Code = ApplicationError.Code


@transaction.atomic
def give_back_booking(
    *,
    booking: Booking,
    party: Party = Party.APPLICANT,
    by: User | None = None,
    note: str = "",
    now: dt.datetime | None = None,
) -> Application:
    """Give back one date, or with the booking of the whole everything.

    Whoever gives back their last date withdraws, unless they wait for another one: then they are
    on the waiting list. Giving back twice does nothing. Raises ApplicationError.
    """
    now = now or timezone.now()
    application = booking.application
    with locked(application) as intake:
        booking.refresh_from_db()
        if booking.state not in places.CURRENT:
            return application
        if application.state not in RUNNING:
            raise ApplicationError(Code.ILLEGAL_MOVE)
        dates = application.bookings.filter(slot__isnull=False).exclude(pk=booking.pk)
        if booking.slot is None or not dates.filter(state__in=places.CURRENT).exists():
            move(
                intake,
                application,
                ApplicationState.WITHDRAWN,
                party=party,
                by=by,
                note=note,
                now=now,
            )
            return application
        _give_back_dates(intake, application, [booking], party=party, by=by, note=note, now=now)
        if party == Party.APPLICANT:
            notices.tell_of_dates(application, given_back=[booking], note=note)
    return application


@transaction.atomic
def answer_offer(
    *,
    booking: Booking,
    accepted: bool,
    party: Party = Party.APPLICANT,
    by: User | None = None,
    now: dt.datetime | None = None,
) -> Application:
    """Take the place that became free, or leave it to the next.

    Whoever is on the waiting list answers for everything that was offered to them at once, and
    leaves the list with a no. Raises ApplicationError NO_OFFER when the place has gone.
    """
    now = now or timezone.now()
    application = booking.application
    with locked(application) as intake:
        booking.refresh_from_db()
        if accepted and booking.state == BookingState.HELD:
            return application  # the button was pressed twice
        offered = list(application.bookings.filter(state=BookingState.OFFERED))
        if booking not in offered or (booking.offered_until and booking.offered_until <= now):
            raise ApplicationError(Code.NO_OFFER)
        is_waiting = application.state == ApplicationState.WAITING
        answered = offered if is_waiting else [booking]
        if accepted:
            places.keep_offered(answered)
            if is_waiting:
                move(intake, application, ApplicationState.SENT, party=party, by=by, now=now)
            if party == Party.APPLICANT:
                mails.confirm_dates(application)
        elif is_waiting:
            move(intake, application, ApplicationState.WITHDRAWN, party=party, by=by, now=now)
        else:
            places.free(intake, answered, state=BookingState.GIVEN_BACK)
            offer_to_the_next(intake, now)
    return application


@transaction.atomic
def choose_dates(
    *,
    application: Application,
    dates: Collection[UUID],
    party: Party = Party.APPLICANT,
    by: User | None = None,
    now: dt.datetime | None = None,
) -> Application:
    """Choose other dates: new ones are taken or waited for, the others to come are given back.

    Dates that have passed stay as they are. At least one must remain; whoever wants none
    withdraws. Raises ApplicationError.
    """
    now = now or timezone.now()
    with locked(application) as intake:
        if application.state not in RUNNING:
            raise ApplicationError(Code.ILLEGAL_MOVE)
        opportunity = open_offer(application, now)
        room = places.room_of(opportunity, now=now)
        booked = application.bookings.filter(slot__isnull=False, state__in=places.CURRENT)
        to_come = {one.slot: one for one in booked if one.slot in room.dates}
        new = [key for key in dates if key not in to_come]
        if not all(key in room.dates for key in new):
            raise ApplicationError(Code.DATE_GONE)
        if not all(room.could_take(application.people, key) for key in new):
            raise ApplicationError(Code.GROUP_SIZE)
        if not dates:
            raise ApplicationError(Code.DATE_GONE)
        was_in = application.state in HOLDING
        book_dates(application, [room.dates[key] for key in new])
        dropped = [one for key, one in to_come.items() if key not in dates]
        if new:
            _take_new(intake, application, party=party, by=by, now=now)
        if dropped:
            _give_back_dates(intake, application, dropped, party=party, by=by, now=now)
        if was_in and party == Party.APPLICANT:  # else the step off the waiting list has told it
            taken = application.bookings.filter(slot__in=new)
            notices.tell_of_dates(application, given_back=dropped, taken=taken)
    return application


def _give_back_dates(
    intake: Intake | None,
    application: Application,
    bookings: Collection[Booking],
    *,
    party: Party,
    by: User | None,
    note: str = "",
    now: dt.datetime,
) -> None:
    """Give back some dates; whoever has none left but waits for another one is on the list."""
    give_back(intake, application, bookings, now=now)
    dates = application.bookings.filter(
        slot__isnull=False, state__in=(BookingState.HELD, BookingState.OFFERED)
    )
    if intake is not None and application.state in HOLDING and not dates.exists():
        whole = application.bookings.filter(slot__isnull=True)
        places.free(intake, whole, state=BookingState.WAITING)
        places.queue(intake, whole)
        # Told together with the dates.
        record(application, ApplicationState.WAITING, party=party, by=by, note=note, tells=False)
    offer_to_the_next(intake, now)


def _take_new(
    intake: Intake | None,
    application: Application,
    *,
    party: Party,
    by: User | None,
    now: dt.datetime,
) -> None:
    """Take the dates that were chosen in addition, as far as there is room on them."""
    if intake is None:
        return
    offer_to_the_next(intake, now)
    if application.bookings.filter(slot=None, state=BookingState.OFFERED).exists():
        # With the place that is offered, the new dates are, too.
        places.queue(intake, application.bookings.filter(state=BookingState.WAITING))
        offer_to_the_next(intake, now)
    elif (
        places.take_or_queue(intake, application, now=now)
        and application.state == ApplicationState.WAITING
    ):
        record(application, ApplicationState.SENT, party=party, by=by)
