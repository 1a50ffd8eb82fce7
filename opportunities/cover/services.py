"""What one does with calls for cover; each function is one business act."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import Volunteer
from opportunities.applications import places
from opportunities.applications.errors import ApplicationError
from opportunities.applications.states import HOLDING, RUNNING
from opportunities.applications.steps import book_dates, locked, move, offer_to_the_next
from opportunities.cover import notices
from opportunities.cover.calls import end_call, is_over, offer_of
from opportunities.enums import ApplicationState, Party
from opportunities.models import (
    Application,
    Booking,
    CoverCall,
    CoverRefusal,
    CoverRequest,
    OpportunityPage,
)
from opportunities.querysets import ApplicationQuerySet

Answer = CoverRequest.Answer


@transaction.atomic
def step_in(*, request: CoverRequest, now: dt.datetime | None = None) -> CoverRequest:
    """Take the place; whoever comes first has it, the others get the answer TOO_LATE.

    The organisation has asked, so whoever steps in is accepted. A second yes does nothing. Raises
    ApplicationError where the place can't be theirs, and nothing has changed.
    """
    now = now or timezone.now()
    intake = places.lock_intake(request.call.opportunity_id)
    request = _locked(request)
    if request.answer == Answer.YES:
        return request
    offer_to_the_next(intake, now)  # nobody overtakes who waits and fits
    call = _place_to_take(request, now)
    if call is None:
        return _note(request, Answer.TOO_LATE, now)
    before, application = _take(call, request.volunteer, now)
    call.missing -= 1
    call.save(update_fields=["missing"])
    if call.missing == 0:
        end_call(call, now)
    booking = application.bookings.get(slot=call.booking.slot)
    if before == ApplicationState.ACCEPTED:  # nothing else has told them that the place is theirs
        notices.thank(request, booking)
    notices.tell_of_cover(request, booking)
    return _note(request, Answer.YES, now)


@transaction.atomic
def say_no(*, request: CoverRequest, now: dt.datetime | None = None) -> CoverRequest:
    """Not this time; as long as the place is free a yes may follow. After a yes: nothing."""
    request = _locked(request)
    if request.answer != Answer.OPEN:
        return request
    return _note(request, Answer.NO, now or timezone.now())


@transaction.atomic
def refuse_cover(*, volunteer: Volunteer, now: dt.datetime | None = None) -> None:
    """Let nobody ask this person again to step in; requests without an answer become a no."""
    CoverRefusal.objects.get_or_create(volunteer=volunteer)
    CoverRequest.objects.filter(volunteer=volunteer, answer=Answer.OPEN).update(
        answer=Answer.NO, answered_at=now or timezone.now()
    )


def allow_cover(*, volunteer: Volunteer) -> None:
    """Let them be asked again."""
    CoverRefusal.objects.filter(volunteer=volunteer).delete()


@transaction.atomic
def stop_call(*, call: CoverCall, now: dt.datetime | None = None) -> None:
    """The organisation needs nobody any more, or asks by itself. A second call does nothing."""
    places.lock_intake(call.opportunity_id)
    call.refresh_from_db(fields=["ended_at"])
    if call.ended_at is None:
        end_call(call, now or timezone.now())


def can_step_in(request: CoverRequest, now: dt.datetime) -> bool:
    """Whether the place is free, as far as one can know without locking it."""
    return request.answer != Answer.YES and _place_to_take(request, now) is not None


def _locked(request: CoverRequest) -> CoverRequest:
    return (
        CoverRequest.objects.select_for_update(of=("self",))
        .select_related("call__booking__application__organisation", "volunteer__user")
        .get(pk=request.pk)
    )


def _place_to_take(request: CoverRequest, now: dt.datetime) -> CoverCall | None:
    """The call of which `request` is part, or another one of the same date, with a free place."""
    own = request.call
    offer = offer_of(own)
    room = places.room_of(offer, now=now)
    if is_over(own, offer, room) or not room.takes(1, own.booking.slot):
        return None
    running = _running(offer, request.volunteer).filter(state__in=HOLDING)
    if not offer.live or not (room.takes(1) or running.exists()):
        return None
    calls = CoverCall.objects.filter(
        opportunity=offer, booking__slot=own.booking.slot, ended_at=None
    ).select_related("booking__application__organisation")
    return min(calls, key=lambda call: (call.pk != own.pk, call.pk), default=None)


def _take(
    call: CoverCall, volunteer: Volunteer, now: dt.datetime
) -> tuple[ApplicationState, Application]:
    """Put the person on the date; returns the state of their application before, and it."""
    offer = offer_of(call)
    application = _running(offer, volunteer).first() or _new_application(
        call, offer, volunteer, now
    )
    with locked(application) as intake:
        before = ApplicationState(application.state)
        if before in (ApplicationState.CONSENT, ApplicationState.WAITING) or application.people > 1:
            raise ApplicationError(ApplicationError.Code.ALREADY_APPLIED)
        room = places.room_of(offer, now=now)
        slot = call.booking.slot
        if slot is None or intake is None:
            raise ApplicationError(ApplicationError.Code.DATE_GONE)
        book_dates(application, [room.dates[slot]])
        places.take_or_queue(intake, application, now=now)
        move(intake, application, ApplicationState.ACCEPTED, party=Party.ORGANISATION, now=now)
    return before, application


def _new_application(
    call: CoverCall, offer: OpportunityPage, volunteer: Volunteer, now: dt.datetime
) -> Application:
    application = Application.objects.create(
        opportunity=offer,
        title=offer.title,
        organisation=call.booking.application.organisation,
        municipality_id=offer.municipality_id,
        volunteer=volunteer,
        confirmed_at=now,
    )
    Booking.objects.create(application=application)
    return application


def _running(offer: OpportunityPage, volunteer: Volunteer) -> ApplicationQuerySet:
    return Application.objects.filter(
        opportunity=offer, volunteer=volunteer, state__in=(ApplicationState.CONSENT, *RUNNING)
    )


def _note(request: CoverRequest, answer: CoverRequest.Answer, now: dt.datetime) -> CoverRequest:
    request.answer, request.answered_at = answer, now
    request.save(update_fields=["answer", "answered_at"])
    return request
