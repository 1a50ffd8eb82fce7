"""Who is there when: the accepted people of an offer, by date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from opportunities.applications.places import CURRENT
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Booking, OpportunityDate, OpportunityPage
from organisations.models import Organisation

COMING = (ApplicationState.ACCEPTED, ApplicationState.DONE)


@dataclass
class Day:
    """A date with whoever comes; for those without a date `takes_place_on` is None."""

    takes_place_on: dt.date | None = None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    slot: UUID | None = None
    places: int | None = None  # None: any number
    bookings: list[Booking] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many come, everybody in a group counted."""
        return sum(booking.application.people for booking in self.bookings)

    @property
    def begins(self) -> tuple[dt.date, dt.time]:
        """To sort by; who has no date comes first."""
        return self.takes_place_on or dt.date.min, self.starts_at or dt.time.min


def offers_with_people(organisation: Organisation) -> QuerySet[OpportunityPage]:
    """Offers for which somebody was accepted, with how many applications (`accepted`)."""
    accepted = Count("applications", filter=Q(applications__state__in=COMING), distinct=True)
    return (
        OpportunityPage.objects.filter(applications__organisation=organisation)
        .annotate(accepted=accepted)
        .filter(accepted__gt=0)
        .order_by("title", "pk")
    )


def days_of(
    offer: OpportunityPage, organisation: Organisation, *, today: dt.date, past: bool = False
) -> list[Day]:
    """The dates to come, or those gone by, each with its people; who has no date comes first."""
    bookings = _bookings(offer, organisation)
    dated = [booking for booking in bookings if booking.slot is not None]
    with_date = {booking.application_id for booking in dated}
    regular = Day(
        bookings=[
            booking
            for booking in bookings
            if booking.slot is None
            and booking.application_id not in with_date
            and booking.application.state == ApplicationState.ACCEPTED
        ]
    )
    days = [day for day in _days(offer, dated) if (day.begins[0] < today) == past]
    days.sort(key=lambda day: day.begins, reverse=past)
    return [regular, *days] if regular.bookings and not past else days


def _bookings(offer: OpportunityPage, organisation: Organisation) -> list[Booking]:
    held = Booking.objects.filter(
        application__opportunity=offer,
        application__organisation=organisation,
        application__state__in=COMING,
    )
    # Of those who are through, places are no longer held for what is to come.
    held = held.filter(Q(state=BookingState.HELD) | Q(slot=None, state__in=CURRENT))
    return list(
        held.select_related("application__volunteer").order_by("application__volunteer__name", "pk")
    )


def _days(offer: OpportunityPage, bookings: Iterable[Booking]) -> list[Day]:
    """All dates of the offer, and those that were taken out of it but still have people."""
    days: dict[UUID, Day] = {
        date.key: Day(date.takes_place_on, date.starts_at, date.ends_at, date.key, date.places)
        for date in OpportunityDate.objects.filter(opportunity=offer.pk)
    }
    for booking in bookings:
        if booking.slot is None or booking.takes_place_on is None:
            continue
        if booking.slot not in days:
            days[booking.slot] = Day(
                booking.takes_place_on, booking.starts_at, booking.ends_at, booking.slot
            )
        days[booking.slot].bookings.append(booking)
    return list(days.values())
