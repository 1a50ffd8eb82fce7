"""Whether somebody loses something by a change: one case for each way to lose or gain."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from partners.benefits.facts import BenefitFacts
from partners.benefits.lessening import Less, lessened

TODAY = dt.date(2026, 11, 21)
EVENING, NOON, MORNING = dt.time(18), dt.time(12), dt.time(9)
CHEAP, DEAR = Decimal("4.50"), Decimal("6.00")


def facts(**other):
    return BenefitFacts(**{"kind": "percent", "title": "10 %", "percent": 10, **other})


CASES = [
    # before, after, what is less
    ({}, {}, []),
    ({}, {"percent": 15}, []),
    ({}, {"percent": 5}, [Less.AMOUNT]),
    ({}, {"kind": "free_extra", "percent": None}, [Less.KIND]),
    ({"kind": "price", "price": DEAR}, {"price": CHEAP}, []),
    ({"kind": "price", "price": CHEAP}, {"price": DEAR}, [Less.AMOUNT]),
    ({"kind": "price", "price": CHEAP}, {"regular_price": DEAR}, []),
    ({}, {"for_jubilee": False}, [Less.CARDS]),
    ({"for_jubilee": False}, {"for_jubilee": True}, []),
    ({"for_jubilee": False}, {"for_jubilee": True, "for_standard": False}, [Less.CARDS]),
    ({"companions": 1}, {"companions": 0}, [Less.COMPANIONS]),
    ({}, {"companions": 2}, []),
    ({}, {"branches": frozenset({1})}, [Less.PLACES]),
    ({"branches": frozenset({1})}, {"branches": frozenset()}, []),
    ({"branches": frozenset({1})}, {"branches": frozenset({1, 2})}, []),
    ({"branches": frozenset({1})}, {"branches": frozenset({2})}, [Less.PLACES]),
    ({}, {"weekdays": 0b0011111}, [Less.DAYS]),
    ({"weekdays": 0b0011111}, {"weekdays": 0b0111111}, []),
    ({"weekdays": 0b0011111}, {"weekdays": 0b1100000}, [Less.DAYS]),
    ({}, {"from_time": MORNING}, [Less.HOURS]),
    ({"from_time": NOON}, {"from_time": MORNING}, []),
    ({"from_time": NOON, "until_time": EVENING}, {"until_time": None}, []),
    ({"from_time": NOON, "until_time": EVENING}, {"from_time": None, "until_time": None}, []),
    ({"until_time": EVENING}, {"until_time": NOON}, [Less.HOURS]),
    # Over midnight, against until midnight.
    ({"from_time": EVENING, "until_time": MORNING}, {"until_time": None}, [Less.HOURS]),
    ({}, {"valid_from": dt.date(2026, 12, 1)}, [Less.START]),
    ({"valid_from": dt.date(2020, 1, 1)}, {"valid_from": dt.date(2026, 1, 1)}, []),
    ({}, {"limit_period": "day"}, [Less.LIMIT]),
    ({"limit_period": "day"}, {"limit_count": 2}, []),
    ({"limit_period": "day"}, {"limit_period": "month", "limit_count": 4}, [Less.LIMIT]),
    ({"limit_period": "month"}, {"limit_period": "day"}, []),
    ({"limit_period": "year"}, {"limit_period": "once"}, [Less.LIMIT]),
    ({"limit_period": "once"}, {"limit_period": "year"}, []),
    ({}, {"title": "10 % auf Brot"}, [Less.WORDS]),
    ({"terms": "Nicht auf Tabak."}, {"terms": ""}, [Less.WORDS]),
    ({}, {"percent": 5, "weekdays": 1}, [Less.AMOUNT, Less.DAYS]),
    # The last day is an announcement of its own.
    ({}, {"valid_until": dt.date(2026, 12, 31)}, []),
]


def test_what_is_less():
    wrong = []
    for before, after, less in CASES:
        old = facts(**before)
        found = lessened(old, replace(old, **after), today=TODAY)
        if found != less:
            wrong.append((before, after, found))
    assert wrong == []


def test_new_words_that_are_said_to_promise_the_same():
    old = facts()
    new = replace(old, title="Zehn Prozent")
    assert lessened(old, new, today=TODAY, says_the_same=True) == []
    assert lessened(old, replace(new, percent=5), today=TODAY, says_the_same=True) == [Less.AMOUNT]


@pytest.mark.parametrize(
    "kept",
    [
        facts(),
        facts(
            kind="price",
            percent=None,
            price=CHEAP,
            regular_price=DEAR,
            branches=frozenset({3, 1}),
            weekdays=1,
            from_time=NOON,
            valid_until=TODAY,
            limit_period="month",
            limit_count=3,
            for_jubilee=False,
            companions=1,
            terms="Nur sonntags",
        ),
    ],
)
def test_facts_survive_a_json_field(kept):
    assert BenefitFacts.from_json(kept.as_json() | {"of_a_later_version": 1}) == kept
