"""What is said of each criterion, and that more never counts less."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ehrenamtskarte.enums import CardType, Pay, PayRule, Shortcut
from ehrenamtskarte.rules import RuleInForce
from ehrenamtskarte.rules.calendar import full_months
from ehrenamtskarte.rules.durations import as_words, months_of
from ehrenamtskarte.rules.judgement import (
    Criterion,
    Facts,
    Judgement,
    Recommendation,
    Verdict,
    Work,
    judge,
)

ON = dt.date(2026, 6, 15)
MET, NOT_MET, TO_BE_SEEN = Verdict.MET, Verdict.NOT_MET, Verdict.TO_BE_SEEN
RULE = RuleInForce(
    municipality=None,
    for_residents=True,
    for_active=True,
    sums_organisations=True,
    pay_rule=PayRule.ALLOWANCE,
    honorary_allowance=960,
    trainer_allowance=3300,
    hours_per_week=Decimal(4),
    hours_per_year=200,
    prior_years=2,
    minimum_age=16,
    validity_years=2,
)
JUBILEE = RuleInForce(
    municipality=None,
    card_type=CardType.JUBILEE,
    for_residents=True,
    for_active=True,
    sums_organisations=True,
    pay_rule=PayRule.ANY,
    total_years=25,
    is_unlimited=True,
    allows_self_declaration=True,
)


def work(**facts) -> Work:
    return Work(
        **{
            "organisation": "Tafel",
            "since": dt.date(2020, 1, 1),
            "hours_per_week": Decimal(4),
            "attested": True,
            **facts,
        }
    )


def facts(**known) -> Facts:
    return Facts(
        **{
            "born_on": dt.date(1980, 1, 1),
            "lives_in_town": True,
            "active_in_town": True,
            "works": [work()],
            "pay": Pay.NOTHING,
            **known,
        }
    )


def found(criterion: Criterion, rule: RuleInForce = RULE, **known):
    return judge(facts(**known), rule, ON).of(criterion)


def test_whoever_meets_everything_is_recommended():
    judgement = judge(facts(), RULE, ON)
    assert [one.criterion for one in judgement.findings] == [
        "place", "age", "hours", "prior_years", "pay", "confirmed",
    ]  # fmt: skip
    assert judgement.recommendation == Recommendation.FULFILLED
    assert judgement.not_met == judgement.to_be_seen == []


def test_one_criterion_is_enough_to_fail_and_the_others_are_still_said():
    judgement = judge(facts(born_on=dt.date(2012, 1, 1), goes_on=None), RULE, ON)
    assert judgement.recommendation == Recommendation.NOT_FULFILLED
    assert [one.criterion for one in judgement.not_met] == [Criterion.AGE]


@pytest.mark.parametrize(
    ("lives", "active", "residents", "actives", "verdict"),
    [
        (True, False, True, True, MET),
        (False, True, True, True, MET),
        (False, True, True, False, NOT_MET),
        (True, False, False, True, NOT_MET),
        (False, False, True, True, NOT_MET),
        (False, None, True, True, TO_BE_SEEN),
        (None, False, True, False, TO_BE_SEEN),
    ],
)
def test_the_town(lives, active, residents, actives, verdict):
    rule = replace(RULE, for_residents=residents, for_active=actives)
    finding = found(Criterion.PLACE, rule, lives_in_town=lives, active_in_town=active)
    assert finding.verdict == verdict


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"born_on": dt.date(2010, 6, 15)}, MET),
        ({"born_on": dt.date(2010, 6, 16)}, NOT_MET),
        ({"born_on": None}, TO_BE_SEEN),
        ({"born_on": None, "age": 16}, MET),
        ({"born_on": None, "age": 15}, NOT_MET),
    ],
)
def test_the_age(known, verdict):
    assert found(Criterion.AGE, **known).verdict == verdict


@pytest.mark.parametrize(
    ("works", "verdict"),
    [
        ([work()], MET),
        ([work(hours_per_week=None, hours_per_year=200)], MET),
        ([work(hours_per_week=Decimal("3.9"))], NOT_MET),
        ([work(hours_per_week=None, hours_per_year=199)], NOT_MET),
        # Either is enough, though the other says less.
        ([work(hours_per_week=Decimal(1), hours_per_year=200)], MET),
        ([work(hours_per_week=Decimal(4), hours_per_year=80)], MET),
        # Several organisations, each in its own unit.
        ([work(hours_per_week=Decimal(2)), work(hours_per_week=None, hours_per_year=100)], MET),
        ([work(hours_per_week=Decimal(2)), work(hours_per_week=None, hours_per_year=99)], NOT_MET),
        ([work(attested=None)], TO_BE_SEEN),
        ([work(attested=False)], NOT_MET),
        ([work(), work(attested=False)], MET),
        ([work(until=dt.date(2026, 6, 1))], TO_BE_SEEN),
        ([work(until=dt.date(2025, 6, 15))], NOT_MET),
        ([work(hours_per_week=None)], TO_BE_SEEN),
        ([], NOT_MET),
    ],
)
def test_the_hours(works, verdict):
    assert found(Criterion.HOURS, works=works).verdict == verdict


def test_one_organisation_has_to_be_enough_where_hours_do_not_add_up():
    rule = replace(RULE, sums_organisations=False)
    halves = [work(hours_per_week=Decimal(3)), work(hours_per_week=Decimal(3))]
    assert found(Criterion.HOURS, rule, works=halves).verdict == NOT_MET
    assert found(Criterion.HOURS, rule, works=[*halves, work()]).verdict == MET


def test_a_shortcut_stands_for_the_hours_once_it_is_proven():
    rule = replace(RULE, shortcuts=(Shortcut.JULEICA,))
    few = {"works": [work(hours_per_week=Decimal(1))], "shortcuts": ["juleica"]}
    assert found(Criterion.HOURS, rule, **few).verdict == TO_BE_SEEN
    assert found(Criterion.HOURS, rule, **few, shortcuts_proven=True).verdict == MET
    assert found(Criterion.HOURS, RULE, **few).verdict == NOT_MET


@pytest.mark.parametrize(
    ("works", "verdict"),
    [
        ([work(since=dt.date(2024, 6, 15))], MET),
        ([work(since=dt.date(2024, 6, 16))], NOT_MET),
        ([work(since=dt.date(2024, 6, 15), attested=None)], TO_BE_SEEN),
        # One organisation after the other, with a short break, is one time.
        ([work(until=dt.date(2025, 3, 1)), work(since=dt.date(2025, 5, 1))], MET),
        ([work(until=dt.date(2024, 3, 1)), work(since=dt.date(2025, 5, 1))], TO_BE_SEEN),
        ([work(since=None)], TO_BE_SEEN),
        ([], NOT_MET),
    ],
)
def test_the_time_beforehand(works, verdict):
    assert found(Criterion.PRIOR_YEARS, works=works).verdict == verdict


def test_minors_may_need_less_time():
    rule = replace(RULE, prior_years_of_minors=1)
    short = {"works": [work(since=dt.date(2025, 5, 1))]}
    assert found(Criterion.PRIOR_YEARS, rule, **short).verdict == NOT_MET
    assert found(Criterion.PRIOR_YEARS, rule, **short, born_on=dt.date(2009, 1, 1)).verdict == MET


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"works": [work(since=dt.date(2001, 6, 15))]}, MET),
        ({"works": [work(since=dt.date(2001, 6, 16))]}, NOT_MET),
        # At the same time counts once, and breaks don't matter.
        ({"works": [work(since=dt.date(2010, 1, 1)), work(since=dt.date(2012, 1, 1))]}, NOT_MET),
        (
            {
                "works": [
                    work(since=dt.date(1980, 1, 1), until=dt.date(2000, 1, 1)),
                    work(since=dt.date(2020, 1, 1)),
                ]
            },
            MET,
        ),
        ({"works": [work(since=dt.date(2001, 1, 1), attested=None)]}, TO_BE_SEEN),
        ({"years_declared": 25}, TO_BE_SEEN),
        ({"years_declared": 24}, NOT_MET),
    ],
)
def test_the_years_in_total(known, verdict):
    assert found(Criterion.TOTAL_YEARS, JUBILEE, **known).verdict == verdict


@pytest.mark.parametrize(
    ("rule", "pay", "verdict"),
    [
        (PayRule.EXPENSES, Pay.NOTHING, MET),
        (PayRule.EXPENSES, Pay.HONORARY, NOT_MET),
        (PayRule.ALLOWANCE, Pay.HONORARY, MET),
        (PayRule.ALLOWANCE, Pay.TRAINER, MET),
        (PayRule.ALLOWANCE, Pay.MORE, NOT_MET),
        (PayRule.ALLOWANCE, None, TO_BE_SEEN),
        (PayRule.ALLOWANCE, "", TO_BE_SEEN),
    ],
)
def test_the_pay(rule, pay, verdict):
    assert found(Criterion.PAY, replace(RULE, pay_rule=rule), pay=pay).verdict == verdict


@pytest.mark.parametrize(("answer", "verdict"), [(True, MET), (False, NOT_MET), (None, TO_BE_SEEN)])
def test_going_on(answer, verdict):
    rule = replace(RULE, must_go_on=True)
    assert found(Criterion.GOES_ON, rule, goes_on=answer).verdict == verdict
    assert found(Criterion.GOES_ON, RULE, goes_on=answer) is None


@pytest.mark.parametrize(
    ("works", "signatures", "verdict"),
    [
        ([work()], 1, MET),
        ([work()], 2, TO_BE_SEEN),
        ([work(signatures=2)], 2, MET),
        ([work(), work(attested=None)], 1, TO_BE_SEEN),
        ([work(), work(attested=False)], 1, TO_BE_SEEN),
        ([work(attested=False)], 1, NOT_MET),
    ],
)
def test_the_confirmations(works, signatures, verdict):
    rule = replace(RULE, signatures=signatures)
    assert found(Criterion.CONFIRMED, rule, works=works).verdict == verdict


def test_what_a_rule_does_not_ask_is_not_judged():
    judgement = judge(facts(), JUBILEE, ON)
    assert {one.criterion for one in judgement.findings} == {"place", "total_years", "confirmed"}


def test_a_judgement_is_kept_and_read_again():
    judgement = judge(facts(works=[work(hours_per_week=Decimal(1))]), RULE, ON)
    assert Judgement.from_json(judgement.as_json()) == judgement


def test_a_judgement_of_another_form_is_refused():
    kept = judge(facts(), RULE, ON).as_json()
    with pytest.raises(ValueError, match="version 99"):
        Judgement.from_json(kept | {"version": 99})


def test_months_are_counted_by_the_calendar():
    assert full_months(dt.date(2024, 2, 29), dt.date(2025, 2, 28)) == 12
    assert full_months(dt.date(2024, 1, 31), dt.date(2024, 2, 29)) == 1
    assert full_months(dt.date(2024, 3, 15), dt.date(2025, 3, 14)) == 11
    assert as_words(months_of(3 * 365)) == "3 Jahre"
    assert as_words(months_of(3 * 365 - 2)) == "2 Jahre und 11 Monate"


rules = st.builds(
    RuleInForce,
    municipality=st.none(),
    for_residents=st.booleans(),
    for_active=st.booleans(),
    sums_organisations=st.booleans(),
    pay_rule=st.sampled_from(PayRule),
    hours_per_week=st.none() | st.decimals(1, 20, places=1),
    hours_per_year=st.none() | st.integers(1, 1000),
    prior_years=st.integers(0, 5),
    prior_years_of_minors=st.none() | st.integers(0, 5),
    total_years=st.none() | st.integers(1, 40),
    minimum_age=st.none() | st.integers(10, 20),
    validity_years=st.integers(1, 5),
    shortcuts=st.lists(st.sampled_from(Shortcut), unique=True),
    must_go_on=st.booleans(),
    signatures=st.integers(1, 2),
    allows_self_declaration=st.booleans(),
)
days = st.dates(dt.date(1970, 1, 1), dt.date(2026, 12, 31))
works = st.builds(
    Work,
    organisation=st.just("Tafel"),
    since=days,
    until=st.none() | days,
    hours_per_week=st.decimals(Decimal("0.5"), 40, places=1),
    hours_per_year=st.none() | st.integers(1, 2000),
    attested=st.none() | st.booleans(),
    signatures=st.integers(1, 2),
)
people = st.builds(
    Facts,
    born_on=st.none() | days,
    lives_in_town=st.none() | st.booleans(),
    active_in_town=st.none() | st.booleans(),
    works=st.lists(works, max_size=4),
    shortcuts=st.lists(st.sampled_from(Shortcut), unique=True),
    shortcuts_proven=st.booleans(),
    pay=st.none() | st.sampled_from(Pay),
    goes_on=st.none() | st.booleans(),
    years_declared=st.none() | st.integers(0, 60),
)
# A busy machine is no finding.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
RANK = {NOT_MET: 0, TO_BE_SEEN: 1, MET: 2}


def rank(person: Facts, rule: RuleInForce, criterion: Criterion) -> int:
    finding = judge(person, rule, ON).of(criterion)
    return RANK[finding.verdict] if finding else 2


@patient
@given(people, rules)
def test_every_judgement_has_a_whole_sentence_each_and_survives_being_kept(person, rule):
    judgement = judge(person, rule, ON)
    assert Judgement.from_json(judgement.as_json()) == judgement
    for finding in judgement.findings:
        assert finding.sentence.endswith(".")
        assert "%(" not in finding.sentence


@patient
@given(people, rules, st.integers(0, 3), st.decimals(0, 20, places=1))
def test_more_hours_never_count_less(person, rule, which, more):
    changed = [
        replace(
            one,
            hours_per_week=one.hours_per_week + more,
            hours_per_year=one.hours_per_year and one.hours_per_year + 50 * more,
        )
        if index == which
        else one
        for index, one in enumerate(person.works)
    ]
    assert rank(replace(person, works=changed), rule, Criterion.HOURS) >= rank(
        person, rule, Criterion.HOURS
    )


@patient
@given(people, rules, st.integers(0, 3), st.integers(0, 4000))
def test_an_earlier_beginning_never_counts_less(person, rule, which, days_earlier):
    changed = [
        replace(one, since=one.since - dt.timedelta(days_earlier)) if index == which else one
        for index, one in enumerate(person.works)
        if one.until is None or one.since <= one.until
    ]
    before = replace(
        person,
        works=[one for one in person.works if one.until is None or one.since <= one.until],
    )
    for criterion in (Criterion.PRIOR_YEARS, Criterion.TOTAL_YEARS):
        assert rank(replace(before, works=changed), rule, criterion) >= rank(
            before, rule, criterion
        )


@patient
@given(people, rules, works)
def test_another_organisation_never_counts_less(person, rule, another):
    more = replace(person, works=[*person.works, another])
    for criterion in (Criterion.HOURS, Criterion.PRIOR_YEARS, Criterion.TOTAL_YEARS):
        assert rank(more, rule, criterion) >= rank(person, rule, criterion)


@patient
@given(people, rules, st.integers(0, 3))
def test_a_confirmation_never_counts_less(person, rule, which):
    changed = [
        replace(one, attested=True, signatures=2) if index == which else one
        for index, one in enumerate(person.works)
    ]
    confirmed = replace(person, works=changed)
    for criterion in Criterion:
        assert rank(confirmed, rule, criterion) >= rank(person, rule, criterion)


@patient
@given(people, rules)
def test_a_rule_that_asks_for_less_is_met_by_everybody_before(person, rule):
    less = replace(
        rule,
        hours_per_week=rule.hours_per_week and rule.hours_per_week - Decimal("0.5"),
        hours_per_year=rule.hours_per_year and max(1, rule.hours_per_year - 50),
        prior_years=max(0, rule.prior_years - 1),
        prior_years_of_minors=rule.prior_years_of_minors and rule.prior_years_of_minors - 1,
        total_years=rule.total_years and rule.total_years - 1,
        minimum_age=rule.minimum_age and rule.minimum_age - 1,
        for_residents=True,
        for_active=True,
        pay_rule=PayRule.ANY,
    )
    for criterion in Criterion:
        assert rank(person, less, criterion) >= rank(person, rule, criterion)
