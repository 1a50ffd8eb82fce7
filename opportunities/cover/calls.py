"""Calls for cover: when one begins, how long it lasts, whether there is a place to take."""

import datetime as dt
from collections.abc import Iterable

from opportunities.applications import places
from opportunities.enums import BookingState
from opportunities.models import Application, Booking, CoverCall, OpportunityPage


def call_for_cover(
    application: Application, bookings: Iterable[Booking], *, now: dt.datetime
) -> None:
    """Look for somebody else on dates that an accepted person held, if the offer wishes that.

    To be called in the transaction that frees them, with the bookings as they were; whom to ask
    the clock sees to (`asking`). A place that was given back, taken again and given back once
    more is looked for anew.
    """
    offer = application.opportunity
    if offer is None or not offer.calls_for_cover:
        return
    for booking in bookings:
        if booking.slot is None or booking.state != BookingState.HELD:
            continue
        CoverCall.objects.update_or_create(
            booking=booking,
            defaults={
                "opportunity": offer,
                "missing": application.people,
                "created_at": now,
                "exhausted_at": None,
                "ended_at": None,
            },
        )


def end_call(call: CoverCall, now: dt.datetime) -> None:
    """Ask nobody any more."""
    call.ended_at = now
    call.save(update_fields=["ended_at"])


def offer_of(call: CoverCall) -> OpportunityPage:
    """The offer as it is now: its dates may have been moved."""
    return OpportunityPage.objects.get(pk=call.opportunity_id)


def is_over(call: CoverCall, offer: OpportunityPage, room: places.Room) -> bool:
    """Whether there is nobody to look for any more, whoever holds the place.

    The date has begun or is not offered any more, whoever had given it back has taken it again,
    or the organisation does not wish it any more.
    """
    return (
        call.booking.slot not in room.dates
        or call.booking.state == BookingState.HELD
        or not offer.calls_for_cover
    )


def is_offered_to_the_next(call: CoverCall) -> bool:
    """Whether somebody of the waiting list is being asked whether they take the date."""
    return Booking.objects.filter(
        application__opportunity=call.opportunity_id,
        slot=call.booking.slot,
        state=BookingState.OFFERED,
    ).exists()
