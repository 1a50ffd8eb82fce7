"""How many people an offer suits, and how many it would without each of its requirements."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Activity, Requirement
from matching.reach.figures import Kind
from matching.reach.measuring import people_reached, reach_of, reach_of_draft, reaches
from opportunities.models import WeeklySlot
from tests.matching.people import person, persons
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db


def without(reach):
    return {(cost.kind, cost.name): cost.without for cost in reach.costs}


def test_a_requirement_costs_those_who_have_it_not(make_offer, licence):
    offer = make_offer(licence)
    persons(6, "kann=fuehrerschein-b")
    persons(3, "kann=nichts")
    persons(2)  # have not said, and nothing speaks against them
    reach = reach_of(offer)
    assert (reach.people, reach.reached) == (11, 8)
    assert without(reach)[Kind.BRING, licence.label] == 11


def test_every_kind_of_requirement_is_asked_without(make_offer, licence):
    offer = make_offer(
        licence,
        minimum_age=18,
        german_level="good",
        hours_per_week=6,
        time_model="regular",
        city="Lünen",
    )
    WeeklySlot.objects.create(
        opportunity=offer, weekday=5, starts_at=dt.time(9), ends_at=dt.time(11)
    )
    offer.save()
    person("kann=fuehrerschein-b&alter=27&deutsch=sicher&wann=sa-vormittags&stunden=10&wo=Lünen")
    person("kann=edv")
    person("alter=16")
    person("deutsch=etwas")
    person("wann=mo-vormittags")
    person("stunden=2")
    person("zeit=einmalig")
    person("wo=München&umkreis=10")
    reach = reach_of(offer)
    assert (reach.people, reach.reached) == (8, 1)
    assert {cost.kind: cost.without for cost in reach.costs} == dict.fromkeys(Kind, 2)


@pytest.mark.parametrize(("hours", "words"), [("1", "1 Stunde"), ("1.5", "1,5 Stunden")])
def test_hours_are_told_as_one_says_them(make_offer, hours, words):
    costs = reach_of(make_offer(hours_per_week=hours)).costs
    (cost,) = [one for one in costs if one.kind == Kind.HOURS]
    assert cost.name == f"{words} in der Woche"
    assert cost.kind.label % {"what": cost.what} == f"Bei weniger als {words} in der Woche"


def test_what_one_can_get_costs_nobody_and_is_not_asked(make_offer):
    offer = make_offer(Requirement.objects.get(slug="fuehrungszeugnis"))
    persons(3, "kann=nichts")
    reach = reach_of(offer)
    assert reach.reached == 3
    assert Kind.BRING not in {cost.kind for cost in reach.costs}


def test_who_likes_something_else_is_not_reached(make_offer):
    offer = make_offer()
    liking, _other = person("taetigkeit=vorlesen"), person("taetigkeit=verkauf")
    offer.activities.set([Activity.objects.get(slug="vorlesen")])
    offer.save()
    assert people_reached(offer) == {liking.pk}


def test_people_and_offers_that_change_are_measured_anew(make_offer, licence):
    offer = make_offer(licence)
    profile = person("kann=nichts")
    assert reach_of(offer).reached == 0
    profile.query = "kann=fuehrerschein-b"
    profile.save()
    assert reach_of(offer).reached == 1
    person()
    assert reach_of(offer).reached == 2
    profile.delete()
    assert reach_of(offer).reached == 1


def test_an_offer_that_takes_nobody_on_reaches_nobody(make_offer):
    full = make_offer(places_wanted=1, places_taken=1)
    person()
    assert reach_of(full) is None
    assert people_reached(full) == set()


def test_a_draft_is_measured_as_it_is_written(make_offer, licence):
    offer = make_offer()
    persons(2, "kann=nichts")
    assert reach_of(offer).reached == 2
    offer.requirements.add(licence)
    offer.minimum_age = 18
    draft = reach_of_draft(offer)
    assert draft.reached == 0
    assert without(draft)[Kind.BRING, licence.label] == 2
    assert reach_of(offer).reached == 2


def test_many_offers_cost_as_many_queries_as_one(make_offer, licence):
    offers = [make_offer(licence, title=f"Fahren {number}") for number in range(4)]
    persons(2)
    reach_of(offers[0])  # whatever is read once
    with CaptureQueriesContext(connection) as one:
        reaches(offers[1:2])
    with CaptureQueriesContext(connection) as several:
        assert len(reaches(offers)) == 4
    assert len(asked_of_pages(several)) <= len(asked_of_pages(one))
