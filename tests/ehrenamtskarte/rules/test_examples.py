"""Rules of several states, each as rows of `CardRule`, and who they let through."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from ehrenamtskarte.enums import CardType, Pay, PayRule, Shortcut
from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules import rule_in_force
from ehrenamtskarte.rules.judgement import Criterion, Facts, Recommendation, Work, judge
from municipalities.services import found_municipality

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 6, 15)
BEFORE, AFTER = dt.date(2026, 1, 31), dt.date(2026, 2, 1)
EVERYWHERE = {"for_residents": True, "for_active": True, "sums_organisations": True}
PERSON = Facts(
    born_on=dt.date(1980, 1, 1),
    lives_in_town=True,
    active_in_town=True,
    works=[
        Work(
            organisation="Tafel",
            since=dt.date(2018, 1, 1),
            hours_per_week=Decimal(5),
            attested=True,
            signatures=2,
        )
    ],
    pay=Pay.NOTHING,
)


def person(*, work=None, **changed) -> Facts:
    works = [replace(PERSON.works[0], **(work or {}))]
    return replace(PERSON, works=works, **changed)


def not_met(facts: Facts, municipality=None, on=ON, card_type=CardType.STANDARD) -> set[str]:
    rule = rule_in_force(municipality, on, card_type)
    return {finding.criterion.value for finding in judge(facts, rule, on).not_met}


@pytest.fixture
def elsewhere(db):
    """A site of another state: its association brings its own rules."""
    CardRule.objects.all().delete()


@pytest.fixture
def bavaria(elsewhere):
    CardRule.objects.create(
        valid_from=dt.date(2011, 1, 1),
        hours_per_week=5,
        hours_per_year=250,
        prior_years=2,
        minimum_age=16,
        validity_years=3,
        pay_rule=PayRule.EXPENSES,
        shortcuts=["juleica", "fire", "rescue", "service", "reservist"],
        **EVERYWHERE,
    )
    CardRule.objects.create(  # the golden one
        card_type=CardType.JUBILEE,
        valid_from=dt.date(2011, 1, 1),
        total_years=25,
        is_unlimited=True,
        pay_rule=PayRule.EXPENSES,
        **EVERYWHERE,
    )


@pytest.fixture
def berlin(elsewhere):
    CardRule.objects.create(
        valid_from=dt.date(2017, 1, 1),
        hours_per_week=0,  # only the year counts
        hours_per_year=200,
        prior_years=1,
        validity_years=3,
        pay_rule=PayRule.EXPENSES,
        must_go_on=True,
        organisation_may_propose=True,
        **EVERYWHERE,
    )


@pytest.fixture
def lower_saxony(elsewhere):
    CardRule.objects.create(  # without a minimum age
        valid_from=dt.date(2007, 1, 1),
        hours_per_week=5,
        hours_per_year=250,
        prior_years=3,
        validity_years=3,
        pay_rule=PayRule.EXPENSES,
        **EVERYWHERE,
    )


@pytest.mark.parametrize("ags", ["05978024", "05978004", "05978032", "05978040"])
def test_four_hours_are_enough_from_february_2026(home, ags):
    town = found_municipality(ags=ags).municipality
    four = person(work={"hours_per_week": Decimal(4)})
    assert not_met(four, town, BEFORE) == {"hours"}
    assert not_met(four, town, AFTER) == set()
    two_hundred = person(work={"hours_per_week": None, "hours_per_year": 200})
    assert not_met(two_hundred, town, BEFORE) == {"hours"}
    assert not_met(two_hundred, town, AFTER) == set()


@pytest.mark.parametrize("pay", [Pay.HONORARY, Pay.TRAINER])
def test_an_allowance_excludes_nobody_from_february_2026(selm, pay):
    assert not_met(person(pay=pay), selm.municipality, BEFORE) == {"pay"}
    assert not_met(person(pay=pay), selm.municipality, AFTER) == set()
    assert not_met(person(pay=Pay.MORE), selm.municipality, AFTER) == {"pay"}


@pytest.mark.parametrize(
    ("ags", "years"), [("05978024", 2), ("05978004", 2), ("05978032", 3), ("05978040", 2)]
)
def test_the_four_towns_ask_for_their_own_time_beforehand(home, ags, years):
    town = found_municipality(ags=ags).municipality
    enough = person(work={"since": dt.date(2026 - years, 6, 15)})
    a_day_less = person(work={"since": dt.date(2026 - years, 6, 16)})
    assert not_met(enough, town) == set()
    assert not_met(a_day_less, town) == {"prior_years"}


def test_selm_wants_two_signatures(selm):
    rule = rule_in_force(selm.municipality, ON)
    one = judge(person(work={"signatures": 1}), rule, ON)
    assert one.recommendation == Recommendation.LOOK
    assert judge(PERSON, rule, ON).recommendation == Recommendation.FULFILLED


def test_werne_from_16(home):
    town = found_municipality(ags="05978040").municipality
    assert not_met(person(born_on=dt.date(2010, 6, 16)), town) == {"age"}
    assert not_met(person(born_on=dt.date(2010, 6, 15)), town) == set()


def test_bergkamen_for_its_people_and_for_who_is_active_there(home):
    town = found_municipality(ags="05978004").municipality
    assert not_met(person(active_in_town=False), town) == set()
    assert not_met(person(lives_in_town=False), town) == set()
    assert not_met(person(lives_in_town=False, active_in_town=False), town) == {"place"}


def test_the_cards_end_after_the_years_of_the_town(luenen):
    rule = rule_in_force(luenen.municipality, ON)
    assert rule.valid_until(dt.date(2026, 3, 1)) == dt.date(2028, 2, 29)
    assert rule.valid_until(dt.date(2028, 2, 29)) == dt.date(2030, 2, 28)


def test_the_jubilee_card_is_a_rule_too(luenen):
    town, kind = luenen.municipality, CardType.JUBILEE
    assert rule_in_force(town, dt.date(2022, 3, 8), kind) is None
    rule = rule_in_force(town, dt.date(2022, 3, 9), kind)
    assert (rule.total_years, rule.is_unlimited, rule.organisation_may_propose) == (25, True, True)
    assert rule.valid_until(ON) is None
    assert not_met(PERSON, town, card_type=kind) == {"total_years"}
    old = person(work={"since": dt.date(2001, 6, 15), "hours_per_week": Decimal("0.5")})
    assert not_met(old, town, card_type=kind) == set()
    by_word = person(
        work={"since": dt.date(2020, 1, 1)}, years_declared=25, declares_on_honour=True
    )
    rule = rule_in_force(town, ON, kind)
    assert judge(by_word, rule, ON).recommendation == Recommendation.LOOK


def test_a_town_may_ask_for_more_of_the_jubilee_card(luenen):
    CardRule.objects.create(
        municipality=luenen.municipality,
        card_type=CardType.JUBILEE,
        valid_from=dt.date(2023, 1, 1),
        pay_rule=PayRule.EXPENSES,
    )
    paid = person(work={"since": dt.date(1990, 1, 1)}, pay=Pay.HONORARY)
    assert not_met(paid, luenen.municipality, card_type=CardType.JUBILEE) == {"pay"}


def test_bavaria_blue(bavaria):
    assert not_met(PERSON) == set()
    few = person(work={"hours_per_week": Decimal(1)})
    assert not_met(few) == {"hours"}
    assert not_met(person(born_on=dt.date(2011, 1, 1))) == {"age"}
    rule = rule_in_force(None, ON)
    for shortcut in Shortcut:
        proven = replace(few, shortcuts=[shortcut], shortcuts_proven=True)
        assert judge(proven, rule, ON).recommendation == Recommendation.FULFILLED
    assert rule.valid_until(ON) == dt.date(2029, 6, 14)


def test_bavaria_gold(bavaria):
    rule = rule_in_force(None, ON, CardType.JUBILEE)
    assert rule.valid_until(ON) is None
    assert not_met(PERSON, card_type=CardType.JUBILEE) == {"total_years"}
    old = person(work={"since": dt.date(2001, 6, 15)})
    assert not_met(old, card_type=CardType.JUBILEE) == set()


def test_berlin_and_brandenburg(berlin):
    rule = rule_in_force(None, ON)
    assert rule.hours_per_week is None
    assert not_met(person(goes_on=False)) == {"goes_on"}
    assert judge(PERSON, rule, ON).to_be_seen[0].criterion == Criterion.GOES_ON
    staying = person(goes_on=True, born_on=dt.date(2014, 1, 1))
    assert judge(staying, rule, ON).recommendation == Recommendation.FULFILLED
    # Hours by the week are reckoned over the year, as no week is asked for.
    assert not_met(person(goes_on=True, work={"hours_per_week": Decimal("3.9")})) == {"hours"}
    assert not_met(person(goes_on=True, work={"hours_per_week": Decimal(4)})) == set()
    assert rule.organisation_may_propose


def test_lower_saxony(lower_saxony):
    assert not_met(person(born_on=dt.date(2014, 1, 1))) == set()
    assert not_met(person(work={"hours_per_week": Decimal("4.9")})) == {"hours"}
    assert not_met(person(work={"since": dt.date(2023, 6, 16)})) == {"prior_years"}
    assert rule_in_force(None, ON).validity_years == 3
