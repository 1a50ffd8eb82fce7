"""Dates that people have booked, and what becomes of them when an offer's text goes another way.

A draft may take a date away or move it. Whoever sends it is told first how many have booked it
(`broken_promises`); once it is on line, those people are told by mail (`keep_promises_true`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opportunities.applications import places
from opportunities.applications.states import RUNNING
from opportunities.applications.words import booking_in_words
from opportunities.desk.notices import tell_of_other_dates
from opportunities.enums import BookingState
from opportunities.models import Booking, OpportunityDate, OpportunityPage

Dates = Mapping[UUID | None, OpportunityDate]  # by their key; a booking's slot may be None

TIMES = ("takes_place_on", "starts_at", "ends_at")


@dataclass(frozen=True, kw_only=True)
class BrokenPromise:
    """A booked date that a text takes away or moves."""

    date: str  # in words, as it was booked
    moved_to: OpportunityDate | None
    names: list[str]
    without_email: list[str]  # of these: whom no mail reaches
    people: int  # groups count with all who come


def broken_promises(draft: OpportunityPage, *, today: dt.date) -> list[BrokenPromise]:
    """What people have booked of the offer and would lose if `draft` went on line."""
    dates: Dates = {date.key: date for date in draft.dates.all()}
    touched = _touched(_booked(draft.pk, today), dates)
    return [
        BrokenPromise(
            date=booking_in_words(bookings[0]),
            moved_to=dates.get(slot),
            names=[booking.application.volunteer.name for booking in bookings],
            without_email=[
                booking.application.volunteer.name
                for booking in bookings
                if not booking.application.volunteer.email
            ],
            people=sum(booking.application.people for booking in bookings),
        )
        for slot, group in groupby(touched, key=attrgetter("slot"))
        if (bookings := list(group))
    ]


@transaction.atomic
def keep_promises_true(opportunity: int, *, now: dt.datetime) -> None:
    """Let bookings follow the dates that are on line now, and tell everybody concerned once.

    A date that is no more is given back, one that was moved is booked at its new time.
    """
    today = timezone.localdate(now)
    if not _touched(_booked(opportunity, today), _dates(opportunity)):
        return
    intake = places.lock_intake(opportunity)
    dates = _dates(opportunity)
    touched = _touched(_booked(opportunity, today), dates)
    gone = [booking for booking in touched if booking.slot not in dates]
    moved = [booking for booking in touched if booking.slot in dates]
    places.free(intake, gone, state=BookingState.GIVEN_BACK)
    before = {booking.pk: booking_in_words(booking) for booking in touched}
    for booking in moved:
        for name in TIMES:
            setattr(booking, name, getattr(dates[booking.slot], name))
        booking.reminded_at = None
        booking.save(update_fields=[*TIMES, "reminded_at"])
    of_application = attrgetter("application_id")
    for _key, group in groupby(sorted(touched, key=of_application), key=of_application):
        bookings = list(group)
        tell_of_other_dates(
            bookings[0].application,
            gone=[before[booking.pk] for booking in bookings if booking.slot not in dates],
            moved=[
                (before[booking.pk], booking_in_words(booking))
                for booking in bookings
                if booking.slot in dates
            ],
        )


def _booked(opportunity: int, today: dt.date) -> list[Booking]:
    """What people have of dates to come, or wait for."""
    bookings = Booking.objects.filter(
        application__opportunity=opportunity,
        application__state__in=RUNNING,
        slot__isnull=False,
        state__in=places.CURRENT,
        takes_place_on__gte=today,
    )
    return list(
        bookings.with_offers()
        .select_related("application__volunteer__user")
        .order_by("takes_place_on", "starts_at", "slot", "pk")
    )


def _dates(opportunity: int) -> Dates:
    return {date.key: date for date in OpportunityDate.objects.filter(opportunity=opportunity)}


def _touched(bookings: Iterable[Booking], dates: Dates) -> list[Booking]:
    return [booking for booking in bookings if _differs(booking, dates.get(booking.slot))]


def _differs(booking: Booking, date: OpportunityDate | None) -> bool:
    return date is None or any(getattr(booking, name) != getattr(date, name) for name in TIMES)
