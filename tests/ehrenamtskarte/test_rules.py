import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules import rule_in_force, rules_in_force
from municipalities.services import found_municipality

pytestmark = pytest.mark.django_db

BEFORE, AFTER = dt.date(2026, 1, 31), dt.date(2026, 2, 1)


def test_the_state_asks_for_less_from_february_2026():
    before, after = rule_in_force(None, BEFORE), rule_in_force(None, AFTER)
    assert (before.hours_per_week, before.hours_per_year) == (5, 250)
    assert (after.hours_per_week, after.hours_per_year) == (4, 200)


def test_a_town_says_only_what_it_has_decided(selm):
    before, after = (rule_in_force(selm.municipality, day) for day in (BEFORE, AFTER))
    assert (before.prior_years, before.hours_per_year) == (3, 250)
    assert (after.prior_years, after.hours_per_year, after.validity_years) == (3, 200, 2)


@pytest.mark.parametrize(
    ("ags", "field", "value"),
    [
        ("05978024", "validity_years", 2),
        ("05978004", "for_active", True),
        ("05978032", "prior_years", 3),
        ("05978040", "minimum_age", 16),
    ],
)
def test_the_four_towns_have_their_rules(home, ags, field, value):
    town = found_municipality(ags=ags).municipality
    assert CardRule.objects.filter(municipality=town).count() == 1
    assert getattr(rule_in_force(town, AFTER), field) == value


def test_a_town_without_rules_has_the_associations(home):
    unna = found_municipality(ags="05978036").municipality
    assert rule_in_force(unna, AFTER).prior_years == rule_in_force(None, AFTER).prior_years


def test_a_new_rule_counts_from_its_day(selm):
    CardRule.objects.create(
        municipality=selm.municipality, valid_from=dt.date(2027, 1, 1), prior_years=1
    )
    assert rule_in_force(selm.municipality, dt.date(2026, 12, 31)).prior_years == 3
    assert rule_in_force(selm.municipality, dt.date(2027, 1, 1)).prior_years == 1


def test_before_the_card_there_is_no_rule(selm):
    assert rule_in_force(selm.municipality, dt.date(2007, 12, 31)) is None


def test_many_towns_ask_once(luenen, selm, django_assert_num_queries):
    towns = [luenen.municipality, None, selm.municipality]
    with django_assert_num_queries(1):
        rules = rules_in_force(towns, AFTER)
    assert [rule.municipality for rule in rules] == towns
    assert rules[2] == rule_in_force(selm.municipality, AFTER)


def test_one_rule_each_day(selm):
    day = dt.date(2030, 1, 1)
    CardRule.objects.create(municipality=selm.municipality, valid_from=day, prior_years=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        CardRule.objects.create(municipality=selm.municipality, valid_from=day, prior_years=2)
    general = CardRule.objects.filter(municipality=None).latest("valid_from")
    with pytest.raises(IntegrityError), transaction.atomic():
        CardRule.objects.create(valid_from=AFTER, **general.says())
    with pytest.raises(IntegrityError), transaction.atomic():
        CardRule.objects.create(valid_from=day, prior_years=1)  # says not everything
