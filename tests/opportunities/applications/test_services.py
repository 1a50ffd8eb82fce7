"""Applying, from the first word to the last."""


import pytest

from opportunities.applications import services
from opportunities.applications.errors import ApplicationError
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import OpportunityPage
from tests.factories import ApplicationFactory, OpportunityPageFactory, OrganisationPageFactory

Code = ApplicationError.Code


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


@pytest.fixture
def offer(organisation):
    return OpportunityPageFactory(parent=organisation, places_wanted=2)


def held(offer):
    return OpportunityPage.objects.get(pk=offer.pk).places_held


def test_unconfirmed_holds_nothing_and_confirmed_holds(offer):
    application = services.apply(opportunity=offer, name="Erika Muster", email="e@example.org")
    assert application.state == ApplicationState.UNCONFIRMED
    assert held(offer) == 0
    services.confirm_application(application=application)
    assert application.state == ApplicationState.SENT
    assert held(offer) == 1


def test_full_offer_queues_and_withdrawing_offers_to_the_next(offer):
    first, second, third, fourth = (ApplicationFactory(opportunity=offer) for _ in range(4))
    assert [a.state for a in (first, second, third, fourth)] == [
        "sent",
        "sent",
        "waiting",
        "waiting",
    ]
    services.withdraw(application=first)
    third.refresh_from_db()
    assert third.state == ApplicationState.WAITING
    booking = third.bookings.get()
    assert booking.state == BookingState.OFFERED
    assert held(offer) == 2
    services.answer_offer(booking=booking, accepted=True)
    third.refresh_from_db()
    assert third.state == ApplicationState.SENT
    assert fourth.bookings.get().state == BookingState.WAITING
