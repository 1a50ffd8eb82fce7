"""Ticking who was there makes hours, once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from engagement.enums import HoursSource, HoursState
from engagement.models import Engagement, HoursEntry
from opportunities.applications import services
from opportunities.enums import ApplicationState, Party
from opportunities.models import Booking, OpportunityDate
from organisations.records import record_of
from tests.factories import ApplicationFactory, MembershipFactory

YESTERDAY = dt.timedelta(days=1)


@pytest.fixture
def team(offer, slots):
    """Two people who were accepted for a date, which was yesterday."""
    OpportunityDate.objects.filter(key=slots[0]).update(places=2)
    applications = [
        ApplicationFactory(opportunity=offer, dates=slots[:1], state=ApplicationState.SEEN)
        for _each in range(2)
    ]
    for application in applications:
        services.move_application(
            application=application, to=ApplicationState.ACCEPTED, party=Party.ORGANISATION
        )
    day = timezone.localdate() - YESTERDAY
    Booking.objects.filter(slot=slots[0]).update(takes_place_on=day)
    OpportunityDate.objects.filter(key=slots[0]).update(takes_place_on=day)
    Engagement.objects.update(since=day)
    return applications


@pytest.fixture
def address(organisation, offer, slots):
    return reverse("dates:attendance", args=[record_of(organisation).pk, offer.pk, slots[0]])


def booking(application):
    return application.bookings.get(slot__isnull=False)


def test_all_are_ticked_and_the_length_is_proposed(client, member, team, address):
    client.force_login(member)
    form = client.get(address).context["form"]
    assert sorted(form["there"].value()) == sorted(str(booking(one).pk) for one in team)
    assert form["hours"].value() == "4"


def test_hours_are_confirmed_for_whoever_was_there_and_only_once(client, member, team, address):
    client.force_login(member)
    present, absent = map(booking, team)
    for _press in range(2):
        response = client.post(address, {"there": [present.pk], "hours": "4"})
        assert response.status_code == 302
    present.refresh_from_db()
    absent.refresh_from_db()
    assert (present.attended, absent.attended) == (True, False)
    entry = HoursEntry.objects.get()
    assert entry.engagement.volunteer == team[0].volunteer
    assert entry.hours == Decimal(4)
    assert (entry.state, entry.source) == (HoursState.CONFIRMED, HoursSource.SLOT)
    assert entry.source_key == f"booking:{present.pk}"
    # Who was forgotten is added later.
    client.post(address, {"there": [absent.pk], "hours": "2,5"})
    assert sorted(HoursEntry.objects.values_list("hours", flat=True)) == [Decimal("2.5"), 4]


def test_without_hours_it_is_only_noted(client, member, team, address):
    client.force_login(member)
    client.post(address, {"there": [booking(one).pk for one in team], "hours": ""})
    assert Booking.objects.filter(attended=True).count() == 2
    assert not HoursEntry.objects.exists()


def test_bad_hours_change_nothing(client, member, team, address):
    client.force_login(member)
    response = client.post(address, {"there": [booking(team[0]).pk], "hours": "viele"})
    assert response.status_code == 422
    assert not Booking.objects.exclude(attended=None).exists()


def test_the_list_leads_there_and_strangers_see_nothing(
    client, member, team, address, organisation, offer
):
    client.force_login(member)
    people = reverse("inbox:people_of_offer", args=[record_of(organisation).pk, offer.pk])
    assert address in client.get(people).content.decode()
    client.post(address, {"there": [], "hours": ""})
    assert address not in client.get(people).content.decode()
    client.force_login(MembershipFactory().user)
    assert client.get(address).status_code == 404
