"""Whoever chooses other dates: the organisation is told of it, in one mail."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from opportunities.enums import ApplicationState, BookingState
from opportunities.models import OpportunityDate
from tests.factories import ApplicationFactory


@pytest.fixture
def third(offer):
    """One more date, on which any number may come."""
    return OpportunityDate.objects.create(
        opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=21)
    ).key


@pytest.fixture
def choose(client, accepted, erika, written):
    """Chooses dates for Erika as her browser does; the mails that follow."""
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")

    def act(application, *dates):
        before = len(written())
        address = reverse("applications:choose_dates", args=[application.pk])
        response = client.post(address, {"dates": [str(key) for key in dates]})
        assert response.status_code == 302
        return written()[before:]

    return act


def states(application):
    return [booking.state for booking in application.bookings.exclude(slot=None)]


def test_what_is_dropped_and_what_is_new_stands_in_one_mail(choose, accepted, slots, third, member):
    (mail,) = choose(accepted, slots[1], third)
    assert mail.to == [member.email]
    assert mail.subject == "Jemand hat andere Termine gewählt: „Sommerfest“"
    assert "Kommt nicht:" in mail.text
    assert "Neu:" in mail.text
    assert states(accepted) == [BookingState.GIVEN_BACK, BookingState.HELD, BookingState.HELD]
    assert choose(accepted, slots[1], third) == []  # nothing has changed


def test_only_dropping_is_told_too(choose, accepted, slots, member):
    (mail,) = choose(accepted, slots[1])
    assert mail.subject == "Jemand kann nicht wie geplant kommen: „Sommerfest“"
    assert "Neu:" not in mail.text


def test_whoever_is_left_with_waiting_is_on_the_list_by_one_mail(
    choose, client, accepted, slots, offer, third, member, written
):
    OpportunityDate.objects.filter(opportunity=offer, key=third).update(places=1)
    ApplicationFactory(opportunity=offer, dates=[third])
    choose(accepted, slots[1], third)
    assert states(accepted) == [BookingState.GIVEN_BACK, BookingState.HELD, BookingState.WAITING]
    before = len(written())
    booking = accepted.bookings.get(slot=slots[1])
    address = reverse("applications:cancel_date", args=[accepted.pk, booking.pk])
    client.post(address, {"note": "Ich bin krank."})
    accepted.refresh_from_db()
    assert accepted.state == ApplicationState.WAITING
    (mail,) = written()[before:]
    assert mail.to == [member.email]
    assert "auf der Warteliste" in mail.text
    assert "Ich bin krank." in mail.text


def test_who_comes_off_the_list_by_another_date_is_told_once(
    choose, accepted, slots, offer, erika, third, member
):
    accepted.delete()
    ApplicationFactory(opportunity=offer, dates=slots[:1])
    waiting = ApplicationFactory(opportunity=offer, dates=slots[:1])
    waiting.volunteer.user = erika
    waiting.volunteer.save()
    assert waiting.state == ApplicationState.WAITING
    (mail,) = choose(waiting, third)
    assert mail.to == [member.email]
    waiting.refresh_from_db()
    assert waiting.state == ApplicationState.SENT
