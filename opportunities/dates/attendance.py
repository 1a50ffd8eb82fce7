"""Who was there: ticked by the organisation after a date, and put on record as hours."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from engagement.enums import HoursSource
from engagement.errors import HoursError
from engagement.models import HoursEntry
from engagement.permissions import may_confirm
from engagement.services import begin_engagement, record_hours
from opportunities.inbox.people import COMING
from opportunities.models import Booking, OpportunityPage
from opportunities.querysets import BookingQuerySet
from organisations.models import Organisation


@dataclass(frozen=True)
class Ticked:
    """What came of it."""

    there: int
    hours: Decimal  # that were put on record, all together
    # Whose hours could not be, with the reason; that they were there is noted.
    without_hours: list[tuple[str, str]]


def bookings_to_tick(organisation: Organisation, offer: OpportunityPage) -> BookingQuerySet:
    """Whoever had a place on one of the offer's dates up to today."""
    return (
        Booking.objects.held_dates()
        .filter(
            application__organisation=organisation,
            application__opportunity=offer,
            application__state__in=COMING,
            takes_place_on__lte=timezone.localdate(),
        )
        .with_offers()
        .order_by("application__volunteer__name", "pk")
    )


def length_of(booking: Booking) -> Decimal | None:
    """How many hours the date lasts; None if it has no beginning or no end."""
    if booking.starts_at is None or booking.ends_at is None:
        return None
    day = dt.date(2000, 1, 1)
    lasts = dt.datetime.combine(day, booking.ends_at) - dt.datetime.combine(day, booking.starts_at)
    return (Decimal(lasts.seconds) / 3600).quantize(Decimal("0.01"))


def recorded(bookings: Collection[Booking]) -> set[int]:
    """Those of `bookings` whose hours are on record already."""
    keys = {source_key(booking): booking.pk for booking in bookings}
    found = HoursEntry.objects.filter(source_key__in=keys)
    return {keys[key] for key in found.values_list("source_key", flat=True)}


def source_key(booking: Booking) -> str:
    return f"booking:{booking.pk}"


@transaction.atomic
def tick_attendance(
    *,
    organisation: Organisation,
    offer: OpportunityPage,
    slot: UUID,
    there: Collection[int],
    hours: Decimal | None,
    by: User,
) -> Ticked:
    """Note who was there on a date (`there`: keys of bookings) and put `hours` on record for each.

    Without `hours` only who was there is noted. Whose hours are on record stays as they are;
    a second call changes nothing. Own hours of whoever ticks wait for somebody else, if there is
    anybody.
    """
    bookings = bookings_to_tick(organisation, offer).filter(slot=slot)
    rows = list(bookings.select_for_update(of=("self",)))
    done = recorded(rows)
    total, failed = Decimal(0), []
    # In one order, so that two lists at once never wait for each other.
    for booking in sorted(rows, key=lambda row: (row.application.volunteer_id, row.pk)):
        if booking.pk in done:
            continue
        booking.attended = booking.pk in there
        booking.save(update_fields=["attended"])
        if booking.attended and hours:
            try:
                total += _record(booking, hours, by)
            except HoursError as error:
                failed.append((booking.application.volunteer.name, str(error)))
    return Ticked(sum(bool(row.attended) for row in rows), total, failed)


def _record(booking: Booking, hours: Decimal, by: User) -> Decimal:
    application, day = booking.application, booking.takes_place_on
    if day is None:
        return Decimal(0)
    engagement = begin_engagement(  # the one that accepting has begun
        volunteer=application.volunteer,
        organisation=application.organisation,
        role=application.title,
        since=day,
        source=f"application:{application.pk}",
        by=by,
    )
    entry = record_hours(
        engagement=engagement,
        worked_on=day,
        hours=hours,
        source=HoursSource.SLOT,
        source_key=source_key(booking),
        by=by,
        confirmed=may_confirm(by, engagement),
    )
    return entry.hours
