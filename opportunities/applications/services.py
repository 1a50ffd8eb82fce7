"""What one does with an application; each function is one business act.

All of them lock the offer's intake first and the application second, look at the state as it is
then, and do nothing a second time when a button is pressed twice.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.volunteers import volunteer_for
from opportunities.applications import mails, notices, places
from opportunities.applications.admission import check_open, check_size, open_offer
from opportunities.applications.age import AgeRule
from opportunities.applications.erasing import erase_application
from opportunities.applications.errors import ApplicationError
from opportunities.applications.states import HOLDING, RUNNING
from opportunities.applications.steps import (
    book_dates,
    give_back,
    locked,
    move,
    offer_to_the_next,
    record,
    send,
)
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.models import Application, Booking, Intake, OpportunityPage
from opportunities.querysets import ApplicationQuerySet
from organisations.models import Organisation
from organisations.records import record_of

Code = ApplicationError.Code


@transaction.atomic
def apply(
    *,
    opportunity: OpportunityPage,
    name: str,
    email: str = "",
    phone: str = "",
    message: str = "",
    dates: Collection[UUID] = (),
    people: int = 1,
    group_name: str = "",
    born_on: dt.date | None = None,
    guardian_name: str = "",
    guardian_email: str = "",
    user: User | None = None,
    now: dt.datetime | None = None,
) -> Application:
    """Write down that somebody would like to help.

    Whoever is signed in (`user`) or leaves only a telephone number is taken at their word at
    once; everybody else gets a mail and confirms by its button (`confirm_application`). `dates`
    are keys of dates of the offer. `born_on` is needed of whoever is younger than the offer and
    the town ask; None says: old enough. Raises ApplicationError.
    """
    now = now or timezone.now()
    check_open(opportunity, now)
    if not (email or phone or user):
        raise ApplicationError(Code.UNREACHABLE)
    check_size(opportunity, people)
    room = places.room_of(opportunity, now=now)
    if not all(key in room.dates for key in dates):
        raise ApplicationError(Code.DATE_GONE)
    if not room.could_take(people) or not all(room.could_take(people, key) for key in dates):
        raise ApplicationError(Code.GROUP_SIZE)
    rule = AgeRule.of(opportunity)
    needs_consent = rule.check(born_on, today=timezone.localdate(now))
    if needs_consent and not (guardian_name and guardian_email):
        raise ApplicationError(Code.NO_GUARDIAN)
    volunteer = volunteer_for(name=name, email=email, phone=phone, user=user)
    if user and _running_of(opportunity, volunteer.pk).exists():
        raise ApplicationError(Code.ALREADY_APPLIED)
    if born_on and not volunteer.born_on:
        volunteer.born_on = born_on
        volunteer.save(update_fields=["born_on"])
    application = Application.objects.create(
        opportunity=opportunity,
        title=opportunity.title,
        organisation=_organisation_of(opportunity),
        municipality_id=opportunity.municipality_id,
        volunteer=volunteer,
        message=message,
        people=people,
        group_name=group_name,
        guardian_name=guardian_name if needs_consent else "",
        guardian_email=guardian_email if needs_consent else "",
    )
    Booking.objects.create(application=application)
    book_dates(application, [room.dates[key] for key in dates])
    if user or not email:
        return confirm_application(application=application, by=user, now=now)
    mails.ask_to_confirm(application)
    return application


@transaction.atomic
def confirm_application(
    *, application: Application, by: User | None = None, now: dt.datetime | None = None
) -> Application:
    """The applicant says: yes, that was me. From now on the places are held, or waited for.

    Where the parents have to agree, they are asked first. Whoever has a running application for
    this offer already keeps that one: it is returned, and this one is erased.
    """
    now = now or timezone.now()
    with locked(application) as intake:
        if application.state != ApplicationState.UNCONFIRMED:
            return application
        opportunity = open_offer(application, now)
        earlier = _running_of(opportunity, application.volunteer_id).first()
        if earlier:
            erase_application(application)
            return earlier
        application.confirmed_at = now
        application.save(update_fields=["confirmed_at"])
        if application.guardian_email and not application.guardian_agreed_at:
            record(application, ApplicationState.CONSENT, party=Party.APPLICANT, by=by)
            mails.ask_for_consent(application)
        else:
            send(intake, application, party=Party.APPLICANT, by=by, now=now)
    return application


@transaction.atomic
def give_consent(*, application: Application, now: dt.datetime | None = None) -> Application:
    """A parent agrees; the application is sent."""
    now = now or timezone.now()
    with locked(application) as intake:
        if application.state == ApplicationState.CONSENT:
            open_offer(application, now)
            application.guardian_agreed_at = now
            application.save(update_fields=["guardian_agreed_at"])
            send(intake, application, party=Party.GUARDIAN, by=None, now=now)
    return application


@transaction.atomic
def refuse_consent(*, application: Application) -> None:
    """A parent does not agree: the applicant is told, and everything about it is erased."""
    with locked(application):
        if application.state == ApplicationState.CONSENT:
            mails.tell_of_refusal(application)
            erase_application(application)


@transaction.atomic
def move_application(
    *,
    application: Application,
    to: ApplicationState,
    party: Party,
    by: User | None = None,
    note: str = "",
    now: dt.datetime | None = None,
) -> Application:
    """Bring an application into another state; `note` is told to the other side.

    Moving it to where it is already does nothing. Accepting begins the engagement. What ends
    frees its places, and they are offered to the next. Raises ApplicationError.
    """
    now = now or timezone.now()
    with locked(application) as intake:
        move(intake, application, to, party=party, by=by, note=note, now=now)
    return application


def withdraw(
    *,
    application: Application,
    party: Party = Party.APPLICANT,
    by: User | None = None,
    note: str = "",
    now: dt.datetime | None = None,
) -> Application:
    """The applicant can't or does not want to any more; their places go to the next."""
    return move_application(
        application=application,
        to=ApplicationState.WITHDRAWN,
        party=party,
        by=by,
        note=note,
        now=now,
    )


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


def _running_of(opportunity: OpportunityPage, volunteer: int) -> ApplicationQuerySet:
    return Application.objects.filter(
        opportunity=opportunity, volunteer=volunteer, state__in=(ApplicationState.CONSENT, *RUNNING)
    )


def _organisation_of(opportunity: OpportunityPage) -> Organisation:
    if opportunity.organisation is None:
        raise ApplicationError(Code.NOT_OPEN)
    return record_of(opportunity.organisation)
