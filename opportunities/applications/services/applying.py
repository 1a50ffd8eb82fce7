"""Applications are written, confirmed, agreed to by parents, moved on and withdrawn."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.volunteers import volunteer_for
from opportunities.applications import mails, places
from opportunities.applications.admission import check_open, check_size, open_offer
from opportunities.applications.age import AgeRule
from opportunities.applications.erasing import erase_application
from opportunities.applications.errors import ApplicationError
from opportunities.applications.states import RUNNING
from opportunities.applications.steps import (
    book_dates,
    locked,
    move,
    record,
    send,
)
from opportunities.enums import ApplicationState, Party
from opportunities.models import Application, Booking, OpportunityPage
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


def _running_of(opportunity: OpportunityPage, volunteer: int) -> ApplicationQuerySet:
    return Application.objects.filter(
        opportunity=opportunity, volunteer=volunteer, state__in=(ApplicationState.CONSENT, *RUNNING)
    )


def _organisation_of(opportunity: OpportunityPage) -> Organisation:
    if opportunity.organisation is None:
        raise ApplicationError(Code.NOT_OPEN)
    return record_of(opportunity.organisation)
