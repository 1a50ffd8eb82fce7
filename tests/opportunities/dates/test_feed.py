"""The own calendar by a secret address."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from opportunities.applications import services
from opportunities.applications.links import application_link
from opportunities.dates import feed
from opportunities.enums import ApplicationState
from opportunities.models import OpportunityDate
from tests.factories import ApplicationFactory, VolunteerFactory


@pytest.fixture
def neighbour(offer):
    """Somebody else on a third date."""
    date = OpportunityDate.objects.create(
        opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=21)
    )
    return ApplicationFactory(opportunity=offer, dates=[date.key], state=ApplicationState.ACCEPTED)


def shown(client, address):
    response = client.get(urlsplit(address).path)
    if response.status_code != 200:
        return response.status_code
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["uid"]): str(event["status"]) for event in events}


def uids(application):
    return [str(one.uid) for one in application.bookings.filter(slot__isnull=False)]


def test_it_shows_the_own_dates_and_nobody_elses(client, accepted, erika, neighbour, slots):
    address = feed.renew_feed(erika)
    first, second = uids(accepted)
    assert shown(client, address) == {first: "CONFIRMED", second: "CONFIRMED"}
    services.give_back_booking(booking=accepted.bookings.get(slot=slots[0]))
    assert shown(client, address) == {first: "CANCELLED", second: "CONFIRMED"}
    services.withdraw(application=accepted)
    assert shown(client, address) == {first: "CANCELLED", second: "CANCELLED"}


def test_without_an_account_it_is_the_mailboxs(client, offer, slots, neighbour):
    reader = VolunteerFactory(name="Kim", email="familie@example.org")
    child = VolunteerFactory(name="Uli", email="Familie@example.org")
    application = ApplicationFactory(
        opportunity=offer, dates=slots[:1], volunteer=child, state=ApplicationState.SENT
    )
    assert shown(client, feed.renew_feed(reader)) == {uids(application)[0]: "TENTATIVE"}


def test_the_account_makes_renews_and_switches_it_off(client, accepted, erika):
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("dates:own")
    assert client.get(page).context["has_feed"] is False
    first = client.post(page, {"step": "renew"}).context["feed_address"]
    assert shown(client, first)
    again = client.get(page)
    assert again.context["has_feed"]
    assert first not in again.content.decode()
    second = client.post(page, {"step": "renew"}).context["feed_address"]
    assert shown(client, first) == 404
    assert shown(client, second)
    client.post(page, {"step": "revoke"})
    assert shown(client, second) == 404
    assert client.get(page).context["has_feed"] is False


def test_by_the_link_of_a_mail_all_is_there_without_an_account(client, offer, slots):
    kim = VolunteerFactory(name="Kim", email="kim@example.org")
    application = ApplicationFactory(
        opportunity=offer, dates=slots, volunteer=kim, state=ApplicationState.ACCEPTED
    )
    opened = client.get(urlsplit(application_link(application)).path)
    page = client.get(opened["Location"])
    assert "Ich kann nicht kommen" in page.content.decode()
    manage = f"{opened['Location']}kalender/"
    address = client.post(manage, {"step": "renew"}).context["feed_address"]
    assert sorted(shown(client, address)) == sorted(uids(application))
    first = application.bookings.get(slot=slots[0])
    client.post(f"{opened['Location']}termine/{first.pk}/absagen/")
    assert shown(client, address)[str(first.uid)] == "CANCELLED"
    client.post(manage, {"step": "revoke"})
    assert shown(client, address) == 404
