"""A rule by which somebody was judged stays as it is."""

import datetime as dt

import pytest

from ehrenamtskarte.enums import CardApplicationState, CardType
from ehrenamtskarte.models import CardApplication, CardRule
from ehrenamtskarte.rules.changing import (
    check_change,
    check_removal,
    is_in_use,
    last_use,
    with_use,
)
from ehrenamtskarte.rules.errors import CardRuleError

pytestmark = pytest.mark.django_db

Code = CardRuleError.Code
DAY = dt.date(2026, 6, 15)


@pytest.fixture
def rule(selm) -> CardRule:
    return CardRule.objects.get(municipality=selm.municipality)


@pytest.fixture
def general() -> CardRule:
    return CardRule.objects.filter(municipality=None, card_type=CardType.STANDARD).latest(
        "valid_from"
    )


def apply(municipality, general, rule=None, on=DAY, **facts) -> CardApplication:
    return CardApplication.objects.create(
        municipality=municipality,
        first_name="Vera",
        last_name="Muster",
        born_on=dt.date(1980, 1, 1),
        submitted_on=on,
        association_rule=general,
        town_rule=rule,
        state=CardApplicationState.READY,
        **facts,
    )


def refused(rule) -> CardRuleError:
    with pytest.raises(CardRuleError) as caught:
        check_change(rule)
    return caught.value


def test_a_rule_that_nobody_was_judged_by_may_change(rule):
    rule.prior_years = 1
    check_change(rule)
    check_removal(rule)
    assert not is_in_use(rule)


def test_both_rules_of_an_application_are_in_use(selm, luenen, rule, general):
    apply(selm.municipality, general, rule)
    assert is_in_use(rule)
    assert is_in_use(general)
    used = with_use(CardRule.objects.all()).filter(is_used=True)
    assert set(used) == {rule, general}
    assert last_use(rule) == DAY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("prior_years", 1),
        ("hours_per_week", 2),
        ("valid_from", dt.date(2009, 1, 1)),
        ("card_type", CardType.JUBILEE),
        ("municipality_id", None),
        ("shortcuts", ["juleica"]),
        ("pay_rule", "any"),
    ],
)
def test_a_rule_in_use_can_not_be_changed(selm, rule, general, name, value):
    apply(selm.municipality, general, rule)
    setattr(rule, name, value)
    assert refused(rule).code == Code.IN_USE
    with pytest.raises(CardRuleError):
        check_removal(rule)


def test_a_rule_in_use_can_be_ended_not_before_it_was_used_last(selm, rule, general):
    apply(selm.municipality, general, rule, on=DAY)
    apply(selm.municipality, general, rule, on=DAY - dt.timedelta(days=30))
    rule.valid_until = DAY
    check_change(rule)
    rule.valid_until = DAY - dt.timedelta(days=1)
    error = refused(rule)
    assert (error.code, error.field) == (Code.ENDS_TOO_EARLY, "valid_until")
    assert "15. Juni 2026" in str(error)


def test_a_new_rule_may_not_reach_back_to_who_was_judged_otherwise(selm, luenen, rule, general):
    apply(selm.municipality, general, rule)
    new = CardRule(municipality=selm.municipality, valid_from=DAY, prior_years=1)
    error = refused(new)
    assert (error.code, error.field) == (Code.REACHES_BACK, "valid_from")
    new.valid_from = DAY + dt.timedelta(days=1)
    check_change(new)
    # Other towns' and other cards' applications don't matter.
    check_change(
        CardRule(municipality=luenen.municipality, valid_from=dt.date(2020, 1, 1), prior_years=1)
    )
    check_change(
        CardRule(
            municipality=selm.municipality,
            card_type=CardType.JUBILEE,
            valid_from=dt.date(2023, 1, 1),
            total_years=30,
        )
    )


def test_a_rule_of_the_past_counts_only_until_the_next_one(selm, rule, general):
    apply(selm.municipality, general, rule)
    CardRule.objects.create(
        municipality=selm.municipality, valid_from=dt.date(2013, 1, 1), prior_years=2
    )
    # Before the one of 2013 began, nobody had applied.
    check_change(
        CardRule(municipality=selm.municipality, valid_from=dt.date(2010, 1, 1), prior_years=1)
    )


def test_a_rule_of_the_association_may_not_reach_back_in_any_town(selm, rule, general):
    apply(selm.municipality, general, rule)
    new = CardRule(valid_from=DAY, **general.says())
    assert refused(new).code == Code.REACHES_BACK
    new.valid_from = DAY + dt.timedelta(days=1)
    check_change(new)


def test_which_counts_on_a_day(selm, luenen, rule, general):
    next_year = CardRule.objects.create(
        municipality=selm.municipality,
        valid_from=dt.date(2027, 1, 1),
        valid_until=dt.date(2027, 12, 31),
        prior_years=1,
    )
    of_selm = CardRule.objects.filter(municipality=selm.municipality)
    assert list(of_selm.counting(dt.date(2026, 12, 31))) == [rule]
    assert list(of_selm.counting(dt.date(2027, 12, 31))) == [next_year]
    # The one before does not come back.
    assert list(of_selm.counting(dt.date(2028, 1, 1))) == []
    of_all = CardRule.objects.filter(municipality=None, card_type=CardType.STANDARD)
    assert list(of_all.counting(dt.date(2026, 1, 31))) == [of_all.earliest("valid_from")]
    assert list(of_all.counting(DAY)) == [general]
