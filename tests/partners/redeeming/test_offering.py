"""The same examples in Python as in the scanner, and what only the server knows."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from ehrenamtskarte.credential.claims import BERLIN
from ehrenamtskarte.enums import CardType
from partners.redeeming.offering import Offer, is_offered, offering_day

FILE = settings.BASE_DIR / "docs" / "partner-benefits" / "vectors.json"
VECTORS = json.loads(FILE.read_text())["cases"]
NOON = datetime(2026, 11, 21, 11, tzinfo=UTC)


def offer(facts):
    parsers = {
        "from_time": time.fromisoformat,
        "until_time": time.fromisoformat,
        "valid_from": date.fromisoformat,
        "valid_until": date.fromisoformat,
    }
    return Offer(
        **{
            name: parsers[name](value) if value is not None and name in parsers else value
            for name, value in facts.items()
        }
    )


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vectors(vector):
    at = datetime.fromisoformat(vector["at"])
    offered = is_offered(offer(vector["benefit"]), vector["card_type"], at, None)
    assert offered is vector["offered"]


def test_only_at_its_places():
    here = Offer(branch_ids=[1, 2])
    assert is_offered(here, CardType.STANDARD, NOON, 2)
    assert not is_offered(here, CardType.STANDARD, NOON, 3)
    # A till that belongs to no place may stand in any.
    assert is_offered(here, CardType.STANDARD, NOON, None)
    assert is_offered(Offer(), CardType.STANDARD, NOON, 3)


@pytest.mark.parametrize("name", ["paused_at", "ended_at"])
def test_what_was_redeemed_before_a_pause_counts(name):
    paused = Offer(**{name: NOON})
    assert is_offered(paused, CardType.STANDARD, NOON - timedelta(seconds=1))
    assert not is_offered(paused, CardType.STANDARD, NOON)


@given(
    begins=st.times(),
    ends=st.times(),
    at=st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9998),
    weekdays=st.integers(1, 127),
)
def test_hours_make_no_day_twice(begins, ends, at, weekdays):
    """Every moment is in the hours of one day at most, and that is a day of the benefit."""
    day = offering_day(Offer(from_time=begins, until_time=ends, weekdays=weekdays), at)
    if day is not None:
        assert day in {at.astimezone(BERLIN).date(), at.astimezone(BERLIN).date() - timedelta(1)}
        assert weekdays >> day.weekday() & 1
