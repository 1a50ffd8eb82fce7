import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from opportunities import viewcounts
from opportunities.models import DailyViews
from organisations.models import Organisation
from organisations.records import record_of
from tests.factories import OpportunityPageFactory, OrganisationPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(luenen):
    return OpportunityPageFactory(parent=OrganisationPageFactory(parent=luenen.page))


def look_at(client, offer, **headers):
    return client.post(reverse("opportunities:seen", args=[offer.pk]), headers=headers)


def test_each_look_counts_on_its_day(client, offer):
    for _number in range(3):
        assert look_at(client, offer).status_code == 204
    views = DailyViews.objects.get()
    assert (views.opportunity_id, views.day, views.count) == (offer.pk, timezone.localdate(), 3)


def test_nobody_else_counts_and_nobody_gets_a_cookie(client, offer):
    response = look_at(client, offer, **{"Sec-Fetch-Site": "cross-site"})
    assert not DailyViews.objects.exists()
    assert not response.cookies


def test_only_published_offers_are_counted(client, offer):
    viewcounts.count_view(opportunity=offer.pk + 1000, day=timezone.localdate())
    offer.unpublish()
    look_at(client, offer)
    assert not DailyViews.objects.exists()


def test_reading_the_address_counts_nothing(client, offer):
    assert client.get(reverse("opportunities:seen", args=[offer.pk])).status_code == 405
    assert not DailyViews.objects.exists()


def test_an_organisation_sees_the_sum_of_its_offers(offer, luenen):
    today = timezone.localdate()
    for parent, day in (
        (offer.get_parent(), today),
        (offer.get_parent(), today - dt.timedelta(days=40)),
        (OrganisationPageFactory(parent=luenen.page), today),
    ):
        other = OpportunityPageFactory(parent=parent)
        viewcounts.count_view(opportunity=other.pk, day=day)
    viewcounts.count_view(opportunity=offer.pk, day=today)
    assert (
        viewcounts.views_of(record_of(offer.organisation), since=today - dt.timedelta(days=30)) == 2
    )
    assert viewcounts.views_of(Organisation(name="Ohne Seite"), since=today) == 0


def test_old_counts_are_forgotten(offer):
    today = timezone.localdate()
    for days in (viewcounts.KEPT_DAYS, viewcounts.KEPT_DAYS + 1):
        viewcounts.count_view(opportunity=offer.pk, day=today - dt.timedelta(days=days))
    viewcounts.forget_old_views(today)
    assert DailyViews.objects.count() == 1
