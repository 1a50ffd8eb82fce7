"""Who holds an offer's places, and who comes next.

Every function that changes something wants the offer's `Intake` locked (`lock_intake`), in the
transaction of the change: places get scarcer one after the other. Besides, each held place has
the smallest number that is free, which is never higher than there are places, and a unique
constraint lets no number exist twice: without any lock, too, the second of two would fail.
See ADR 22.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from core import content_version
from opportunities.applications.states import HOLDING
from opportunities.catalogue import changes
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import (
    Application,
    Booking,
    HeldPlace,
    Intake,
    OpportunityDate,
    OpportunityPage,
)
from opportunities.models.times import are_full
from opportunities.states import TAKING_PEOPLE

LEAST_TO_ANSWER = dt.timedelta(hours=1)  # before a date begins; closer than that nobody is asked

# What may be offered, taken or given back.
CURRENT = (BookingState.WAITING, BookingState.OFFERED, BookingState.HELD)


@dataclass(frozen=True)
class Date:
    """A date of an offer that one can still choose."""

    key: UUID
    takes_place_on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    places: int | None  # in all; None: any number
    left: int | None

    @property
    def begins(self) -> dt.datetime:
        """When it begins; at the end of the day if no time is given."""
        return timezone.make_aware(
            dt.datetime.combine(self.takes_place_on, self.starts_at or dt.time(23, 59))
        )


@dataclass(frozen=True)
class Room:
    """What is left of an offer's places, in the whole and for each date to come."""

    places: int | None  # in all that are given here; None: any number
    left: int | None
    dates: dict[UUID, Date]

    def takes(self, people: int, slot: UUID | None = None) -> bool:
        """Whether so many more find room, in the whole or on a date; on a past one nobody does."""
        if slot is not None and slot not in self.dates:
            return False
        left = self.left if slot is None else self.dates[slot].left
        return left is None or left >= people

    def could_take(self, people: int, slot: UUID | None = None) -> bool:
        """Whether so many would find room if nobody else held a place.

        One person always can wait: places that others had before this site was used get free, too.
        """
        places = self.places if slot is None else self.dates[slot].places
        return people == 1 or places is None or places >= people


def lock_intake(opportunity: int) -> Intake:
    """The offer's intake, locked until the transaction ends; made if it is missing."""
    Intake.objects.get_or_create(opportunity_id=opportunity)
    return Intake.objects.select_for_update().get(opportunity_id=opportunity)


def room_of(opportunity: OpportunityPage, *, now: dt.datetime | None = None) -> Room:
    """What is left of the offer's places as it stands in the database."""
    now = timezone.localtime(now)
    page = OpportunityPage.objects.values("places_wanted", "places_taken").get(pk=opportunity.pk)
    held: Counter[str] = Counter(
        dict(
            HeldPlace.objects.filter(intake__opportunity=opportunity.pk)
            .values_list("slot")
            .annotate(number=Count("pk"))
        )
    )
    places = page["places_wanted"]
    if places is not None:
        places = max(places - page["places_taken"], 0)
    dates = OpportunityDate.objects.filter(
        opportunity=opportunity.pk, takes_place_on__gte=now.date()
    )
    return Room(
        places=places,
        left=_left(places, held[""]),
        dates={
            date.key: Date(
                date.key,
                date.takes_place_on,
                date.starts_at,
                date.ends_at,
                date.places,
                _left(date.places, held[str(date.key)]),
            )
            for date in dates
            if date.takes_place_on > now.date()
            or date.starts_at is None
            or date.starts_at > now.time()
        },
    )


def take_or_queue(intake: Intake, application: Application, *, now: dt.datetime) -> bool:
    """Hold the application's places, or put it at the end of the waiting list; whether it holds.

    Of the dates that it chose one with room is enough; for the full ones it waits. What is free
    must have been offered to those who wait already (`offer_free_places`).
    """
    room = room_of(_opportunity(intake), now=now)
    bookings = list(application.bookings.filter(state=BookingState.WAITING))
    fitting = _fitting(bookings, application.people, room)
    queue(intake, [booking for booking in bookings if booking not in fitting])
    _hold(intake, application, fitting, BookingState.HELD)
    return bool(fitting)


def queue(intake: Intake, bookings: Iterable[Booking]) -> None:
    """Give those of `bookings` that have no number yet the next one of the waiting list."""
    new = [booking for booking in bookings if not booking.number]
    if new:
        intake.last_number += 1
        intake.save(update_fields=["last_number"])
        Booking.objects.filter(pk__in=[booking.pk for booking in new]).update(
            number=intake.last_number
        )


def offer_free_places(intake: Intake, *, now: dt.datetime) -> list[Application]:
    """Offer what is free to those who wait, in their order; returns who has been asked.

    A group for which it is not enough is passed over until there is room for all of it.
    """
    waiting = list(
        Booking.objects.filter(
            application__opportunity=intake.opportunity_id,
            application__state__in=(ApplicationState.WAITING, *HOLDING),
            state=BookingState.WAITING,
            number__gt=0,
        )
        .select_related("application__volunteer", "application__organisation")
        .order_by("number", "pk")
    )
    if not waiting:
        return []
    opportunity = _opportunity(intake)
    if opportunity.state(timezone.localdate(now)) not in TAKING_PEOPLE:
        return []
    asked = []
    room = room_of(opportunity, now=now)
    for application, bookings in _by_turn(waiting):
        until = now + dt.timedelta(hours=opportunity.answer_hours)
        fitting = [
            booking
            for booking in _fitting(bookings, application.people, room)
            if booking.slot is None or room.dates[booking.slot].begins - now >= LEAST_TO_ANSWER
        ]
        if not fitting:
            continue
        for booking in fitting:
            if booking.slot:
                # Half of the time that is left, so that there is some for the next one, too.
                left = room.dates[booking.slot].begins - now
                until = min(until, now + max(left / 2, LEAST_TO_ANSWER))
        _hold(intake, application, fitting, BookingState.OFFERED, until=until)
        asked.append(application)
        room = room_of(opportunity, now=now)
    return asked


def free(intake: Intake | None, bookings: Iterable[Booking], *, state: BookingState) -> None:
    """Give back what these bookings hold, wait for or were offered."""
    keys = [booking.pk for booking in bookings]
    HeldPlace.objects.filter(booking__in=keys).delete()
    Booking.objects.filter(pk__in=keys).update(state=state, offered_until=None)
    if intake is not None:
        update_page(intake, today=timezone.localdate())


def keep_offered(bookings: Iterable[Booking]) -> None:
    """Turn places that were offered into places that are held; they are counted already."""
    Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).update(
        state=BookingState.HELD, offered_until=None, held_at=timezone.now()
    )


def _left(places: int | None, held: int) -> int | None:
    return None if places is None else max(places - held, 0)


def _opportunity(intake: Intake) -> OpportunityPage:
    # Read anew: who waited for the lock has waited for others' changes, too.
    return OpportunityPage.objects.get(intake=intake)


def _by_turn(waiting: Sequence[Booking]) -> list[tuple[Application, list[Booking]]]:
    """Those who wait, in order: who waits for the whole asks for it with all its dates at once."""
    turns: dict[tuple[int, int], tuple[Application, list[Booking]]] = {}
    for booking in waiting:
        application = booking.application
        is_whole = application.state == ApplicationState.WAITING
        key = (application.pk, 0 if is_whole else booking.number)
        turns.setdefault(key, (application, []))[1].append(booking)
    return list(turns.values())


def _fitting(bookings: Sequence[Booking], people: int, room: Room) -> list[Booking]:
    """What of `bookings` finds room now; nothing, if the whole of the offer has none."""
    dates = [booking for booking in bookings if booking.slot is not None]
    whole = [booking for booking in bookings if booking.slot is None]
    fitting = [booking for booking in dates if room.takes(people, booking.slot)]
    if not whole:
        return fitting
    if not room.takes(people) or (dates and not fitting):
        return []
    return [*whole, *fitting]


def _hold(
    intake: Intake,
    application: Application,
    bookings: Sequence[Booking],
    state: BookingState,
    *,
    until: dt.datetime | None = None,
) -> None:
    for booking in bookings:
        slot = str(booking.slot) if booking.slot else ""
        used = set(intake.places.filter(slot=slot).values_list("number", flat=True))
        free_numbers = (number for number in count(1) if number not in used)
        HeldPlace.objects.bulk_create(
            HeldPlace(intake=intake, booking=booking, slot=slot, number=number)
            for number in islice(free_numbers, application.people)
        )
        booking.state = state
        booking.offered_until = until
        booking.held_at = timezone.now() if state == BookingState.HELD else None
        booking.reminded_at = None  # of an earlier time, if it was given back and taken again
        booking.save(update_fields=["state", "offered_until", "held_at", "reminded_at"])
    if bookings:
        update_page(intake, today=timezone.localdate())


def update_page(intake: Intake, *, today: dt.date) -> bool:
    """Let the page repeat what is held, and lists, map and feeds know of it; whether it changed."""
    if intake.opportunity_id is None:  # the offer has been deleted
        return False
    held = Counter(intake.places.values_list("slot", flat=True))
    facts = {
        "places_held": held[""],
        "dates_are_full": are_full(
            OpportunityDate.objects.filter(opportunity=intake.opportunity_id), held, today=today
        ),
    }
    page = OpportunityPage.objects.filter(pk=intake.opportunity_id)
    if not page.exclude(**facts).update(**facts):
        return False
    changes.note([intake.opportunity_id])
    content_version.bump()
    return True
