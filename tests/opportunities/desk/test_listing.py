"""The list of offers, the desk's panels, and who gets there."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opportunities.desk.drafts import save_draft
from opportunities.desk.gate import submit_offer
from opportunities.models import DailyViews
from organisations.records import record_of
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.queries import asked_of_pages


def list_url(desk):
    return reverse("desk_offers:list", args=(desk.organisation.pk,))


def some_offers(desk, number):
    for _each in range(number):
        offer = OpportunityPageFactory(parent=desk.page)
        draft = OpportunityPageFactory(parent=desk.page, published=False)
        submit_offer(offer=draft, organisation=desk.organisation, by=desk.member)
        DailyViews.objects.create(opportunity=offer, day=dt.date.today(), count=3)


@pytest.mark.parametrize("name", ["desk_offers:list", "desk:home"])
def test_more_offers_cost_no_more_queries(desk, name):
    address = reverse(name, args=(desk.organisation.pk,))
    some_offers(desk, 1)
    desk.client.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.client.get(address)
    some_offers(desk, 4)
    with CaptureQueriesContext(connection) as many:
        desk.client.get(address)
    assert len(asked_of_pages(many)) == len(asked_of_pages(few))


def test_the_list_says_where_each_offer_stands(desk):
    some_offers(desk, 1)
    offer = OpportunityPageFactory(parent=desk.page, title="Chor")
    save_draft(offer=offer, by=desk.member, change=lambda page: setattr(page, "title", "Neu"))
    text = desk.client.get(list_url(desk)).content.decode()
    for words in ("wartet auf die Stadt", "online", "Änderung noch nicht abgeschickt"):
        assert words in text
    assert "3 Aufrufe in 30 Tagen" in text


def test_the_list_can_be_narrowed(desk):
    OpportunityPageFactory(parent=desk.page, title="Läuft noch")
    OpportunityPageFactory(parent=desk.page, title="Im Entstehen", published=False)
    OpportunityPageFactory(parent=desk.page, title="Vorbei", closes_on=dt.date(2020, 1, 1))
    for stand, title in (
        ("laufend", "Läuft noch"),
        ("in-arbeit", "Im Entstehen"),
        ("beendet", "Vorbei"),
    ):
        shown = desk.client.get(list_url(desk), {"stand": stand}).context["offers"]
        assert [one.title for one in shown] == [title]
    assert len(desk.client.get(list_url(desk), {"stand": "unsinn"}).context["offers"]) == 3


@pytest.mark.parametrize("name", ["look", "extend", "throw_away", "act"])
def test_at_the_own_desk_others_offers_do_not_exist(desk, name):
    other = OrganisationPageFactory(parent=desk.town.page)
    record_of(other)
    foreign = OpportunityPageFactory(parent=other)
    address = reverse(f"desk_offers:{name}", args=(desk.organisation.pk, foreign.pk))
    assert desk.client.post(address, {"do": "pausieren"}).status_code == 404
    foreign.refresh_from_db()
    assert not foreign.is_paused
