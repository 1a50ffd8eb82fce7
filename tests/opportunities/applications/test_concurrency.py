"""Many people at the same moment: no place is given twice, nobody is lost."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from opportunities.applications import due, services
from opportunities.applications.errors import ApplicationError
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.models import (
    Application,
    ApplicationEvent,
    Booking,
    HeldPlace,
    OpportunityDate,
    OpportunityPage,
)
from organisations.records import record_of
from tests.factories import ApplicationFactory, VolunteerFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MANY = 64


def at_once(acts: Sequence[Callable[[], object]]) -> None:
    """Run every act in a thread and with a connection of its own, all let go together."""
    start = threading.Barrier(len(acts))
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


def unconfirmed(offer: OpportunityPage, number: int, date: OpportunityDate | None = None) -> list:
    """So many people who have applied and have not pressed the button yet."""
    volunteers = [VolunteerFactory.build() for _ in range(number)]
    type(volunteers[0]).objects.bulk_create(volunteers)
    organisation = record_of(offer.organisation)
    applications = Application.objects.bulk_create(
        Application(
            opportunity=offer, title=offer.title, organisation=organisation, volunteer=volunteer
        )
        for volunteer in volunteers
    )
    Booking.objects.bulk_create(Booking(application=one) for one in applications)
    if date:
        Booking.objects.bulk_create(
            Booking(application=one, slot=date.key, takes_place_on=date.takes_place_on)
            for one in applications
        )
    return applications


def confirm(application: Application) -> Callable[[], object]:
    return lambda: services.confirm_application(
        application=Application.objects.get(pk=application.pk)
    )


def check_consistency(offer: OpportunityPage) -> None:
    """What must hold whatever happened: see ADR 22."""
    page = OpportunityPage.objects.get(pk=offer.pk)
    held = HeldPlace.objects.filter(intake__opportunity=offer)
    by_slot = Counter(held.values_list("slot", flat=True))
    assert page.places_held == by_slot[""]
    for booking in Booking.objects.filter(application__opportunity=offer):
        holds = booking.state in (BookingState.HELD, BookingState.OFFERED)
        assert booking.places.count() == (booking.application.people if holds else 0)
    waiting = Application.objects.filter(opportunity=offer, state=ApplicationState.WAITING)
    numbers = [one.bookings.get(slot=None).number for one in waiting]
    assert all(numbers)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("is_dated", [False, True], ids=["offer", "date"])
def test_of_64_people_for_the_last_place_one_gets_it_and_63_wait(offer, dated, is_dated):
    offer = dated if is_dated else offer
    OpportunityPage.objects.filter(pk=offer.pk).update(
        places_wanted=None if is_dated else 2, places_taken=1
    )
    date = offer.dates.get(places=1) if is_dated else None
    applications = unconfirmed(offer, MANY, date)

    at_once([confirm(application) for application in applications])

    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {ApplicationState.SENT: 1, ApplicationState.WAITING: MANY - 1}
    slot = str(date.key) if date else ""
    assert HeldPlace.objects.filter(slot=slot).count() == 1
    # In the order in which they came: that of what was written down of it.
    line = Booking.objects.filter(slot=None, number__gt=0).order_by("number")
    events = ApplicationEvent.objects.filter(to_state=ApplicationState.WAITING).order_by("pk")
    assert list(line.values_list("application", flat=True)) == list(
        events.values_list("application", flat=True)
    )
    assert list(line.values_list("number", flat=True)) == list(range(1, MANY))
    check_consistency(offer)


def test_whatever_happens_at_once_no_place_is_lost_or_doubled(offer):
    """Withdrawing, double clicks, taking what was offered, and the number of places moving."""
    page = OpportunityPage.objects.get(pk=offer.pk)
    page.places_wanted = 6
    page.save()
    inside = [ApplicationFactory(opportunity=offer) for _ in range(6)]
    queued = [ApplicationFactory(opportunity=offer) for _ in range(6)]
    new = unconfirmed(offer, 6)

    def withdraw(application: Application) -> Callable[[], object]:
        return lambda: services.withdraw(application=Application.objects.get(pk=application.pk))

    def want(number: int) -> Callable[[], object]:
        def save() -> None:
            page = OpportunityPage.objects.get(pk=offer.pk)
            page.places_wanted = number
            page.save()
            due.offer_places_of(page.pk)

        return save

    acts = [
        *(withdraw(one) for one in inside[:4] for _click in range(2)),
        *(confirm(one) for one in new for _click in range(2)),
        want(5),
        want(8),
        want(6),
    ]
    random.Random(4).shuffle(acts)
    at_once(acts)

    check_consistency(offer)
    # Each took effect once.
    events = ApplicationEvent.objects.filter(to_state=ApplicationState.WITHDRAWN)
    assert events.count() == 4
    assert ApplicationEvent.objects.filter(application__in=new).count() == 6

    page = OpportunityPage.objects.get(pk=offer.pk)
    page.places_wanted = 6
    page.save()
    due.offer_places_of(page.pk)
    offered = list(Booking.objects.filter(slot=None, state=BookingState.OFFERED))
    # Whoever waited longest was asked.
    assert {booking.application_id for booking in offered} >= {one.pk for one in queued[:2]}

    def answer(booking: Booking, accepted: bool) -> Callable[[], object]:
        return lambda: services.answer_offer(
            booking=Booking.objects.get(pk=booking.pk), accepted=accepted
        )

    at_once(
        [answer(offered[0], True), answer(offered[0], True)]
        + [answer(booking, False) for booking in offered[1:]]
    )
    check_consistency(offer)
    held = HeldPlace.objects.filter(intake__opportunity=offer).count()
    assert 6 <= held <= 8  # what was freed is with the next already
    assert Application.objects.get(pk=offered[0].application_id).state == ApplicationState.SENT


def test_a_lapsing_place_is_either_taken_or_passed_on(offer):
    inside = [ApplicationFactory(opportunity=offer) for _ in range(2)]
    first, _second = (ApplicationFactory(opportunity=offer) for _ in range(2))
    services.withdraw(application=inside[0])
    booking = first.bookings.get()
    late = booking.offered_until

    def take() -> None:
        with pytest.raises(ApplicationError):
            services.answer_offer(
                booking=Booking.objects.get(pk=booking.pk), accepted=True, now=late
            )

    at_once([take, *[lambda: due.lapse_offers(late) for _clock in range(2)]])
    first.refresh_from_db()
    assert first.state == ApplicationState.WITHDRAWN
    events = first.events.filter(to_state=ApplicationState.WITHDRAWN, party=Party.CLOCK)
    assert events.count() == 1
    check_consistency(offer)
    assert Booking.objects.filter(state=BookingState.OFFERED).count() == 1
