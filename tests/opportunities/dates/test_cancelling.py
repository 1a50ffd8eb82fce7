"""Somebody can't come on one date."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from opportunities.applications import services
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Application
from tests.factories import ApplicationFactory


def address(application, slot):
    booking = application.bookings.get(slot=slot)
    return reverse("applications:cancel_date", args=[application.pk, booking.pk])


def test_the_organisation_is_told_once_and_the_next_is_offered_it(
    client, accepted, erika, slots, offer, member, written
):
    waiting = ApplicationFactory(opportunity=offer, dates=slots[:1], state=ApplicationState.SENT)
    assert waiting.state == ApplicationState.WAITING
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address(accepted, slots[0]))
    assert page.status_code == 200
    assert page.context["is_last"] is False
    before = len(written())
    for _press in range(2):
        response = client.post(address(accepted, slots[0]), {"note": "Ich bin krank."})
        assert response.status_code == 302
    assert accepted.bookings.get(slot=slots[0]).state == BookingState.GIVEN_BACK
    assert Application.objects.get(pk=accepted.pk).state == ApplicationState.ACCEPTED
    assert waiting.bookings.get(slot=slots[0]).state == BookingState.OFFERED
    new = written()[before:]
    assert sorted(mail.to[0] for mail in new) == sorted([member.email, waiting.volunteer.email])
    told = next(mail for mail in new if mail.to == [member.email])
    assert "Ich bin krank." in told.text


def test_with_the_last_date_one_withdraws(client, accepted, erika, slots, written):
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")
    client.post(address(accepted, slots[0]))
    before = len(written())
    assert client.get(address(accepted, slots[1])).context["is_last"] is True
    client.post(address(accepted, slots[1]))
    assert Application.objects.get(pk=accepted.pk).state == ApplicationState.WITHDRAWN
    assert len(written()) - before == 1


def test_whoever_takes_the_place_gets_the_date_for_their_calendar(
    accepted, slots, offer, written, member
):
    waiting = ApplicationFactory(opportunity=offer, dates=slots[:1])
    services.give_back_booking(booking=accepted.bookings.get(slot=slots[0]))
    booking = waiting.bookings.get(slot=slots[0])
    # In 7 days, so the usual 48 hours; nearer dates leave half of the time to the next one.
    assert booking.offered_until > timezone.now() + dt.timedelta(hours=47)
    before = len(written())
    for _press in range(2):
        services.answer_offer(booking=booking, accepted=True)
    told, confirmed = sorted(written()[before:], key=lambda mail: mail.to != [member.email])
    assert told.to == [member.email]
    assert confirmed.to == [waiting.volunteer.email]
    assert b"VEVENT" in confirmed.files["termine.ics"]


def test_a_near_date_leaves_time_to_ask_one_more(accepted, slots, offer):
    waiting = ApplicationFactory(opportunity=offer, dates=slots[:1])
    booking = accepted.bookings.get(slot=slots[0])
    begins = timezone.make_aware(dt.datetime.combine(booking.takes_place_on, booking.starts_at))
    services.give_back_booking(booking=booking, now=begins - dt.timedelta(hours=10))
    offered = waiting.bookings.get(slot=slots[0])
    assert offered.offered_until == begins - dt.timedelta(hours=5)


def test_what_is_over_can_not_be_given_back(client, accepted, erika, slots):
    accepted.bookings.update(takes_place_on=timezone.localdate() - dt.timedelta(days=1))
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(address(accepted, slots[0]))
    assert response.status_code == 302
    assert accepted.bookings.get(slot=slots[0]).state == BookingState.HELD
