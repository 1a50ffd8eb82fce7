"""One key follows the other; old cards stay valid unless a key is withdrawn."""

from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from ehrenamtskarte.keys import CardKeyError, signing_key
from ehrenamtskarte.keys.due import do_what_is_due
from ehrenamtskarte.keys.rotating import OVERLAP, retire_key, rotate_key, withdraw_key
from ehrenamtskarte.keys.states import KeyState, state_of
from ehrenamtskarte.models import IssuerKey, StatusList
from ehrenamtskarte.status import revoke
from tests.ehrenamtskarte.cards import make_codes
from tests.factories import UserFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOW + OVERLAP + timedelta(minutes=1)


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.fixture
def key(town):
    return signing_key(town, now=NOW - timedelta(days=30)).key


def states(now):
    return {key.kid: state_of(key, now) for key in IssuerKey.objects.all()}


def test_both_are_known_before_the_new_one_signs(town, key):
    follower = rotate_key(municipality=town, now=NOW)
    assert states(NOW) == {key.kid: KeyState.SIGNS, follower.kid: KeyState.AHEAD}
    assert signing_key(town, now=NOW).key == key
    assert states(LATER) == {key.kid: KeyState.RETIRED, follower.kid: KeyState.SIGNS}
    assert signing_key(town, now=LATER).key == follower
    assert follower.status_list_id == key.status_list_id


def test_at_once(town, key):
    follower = rotate_key(municipality=town, at_once=True, now=NOW)
    assert states(NOW) == {key.kid: KeyState.RETIRED, follower.kid: KeyState.SIGNS}


def test_nobody_rotates_twice_by_mistake(town, key):
    follower = rotate_key(municipality=town, now=NOW)
    with pytest.raises(CardKeyError) as refused:
        rotate_key(municipality=town, now=NOW)
    assert refused.value.code == CardKeyError.Code.UNDER_WAY
    assert rotate_key(municipality=town, at_once=True, now=NOW) == follower
    assert states(NOW) == {key.kid: KeyState.RETIRED, follower.kid: KeyState.SIGNS}


def test_rotating_makes_a_first_key(town):
    assert state_of(rotate_key(municipality=town, now=NOW), NOW) == KeyState.SIGNS


def test_retiring_ends_the_overlap(town, key):
    with pytest.raises(CardKeyError) as refused:
        retire_key(key=key, now=NOW)
    assert refused.value.code == CardKeyError.Code.LAST_KEY
    follower = rotate_key(municipality=town, now=NOW)
    retire_key(key=key, now=NOW)
    assert states(NOW) == {key.kid: KeyState.RETIRED, follower.kid: KeyState.SIGNS}
    with pytest.raises(CardKeyError) as refused:
        retire_key(key=key, now=NOW)
    assert refused.value.code == CardKeyError.Code.RETIRED


def test_a_key_with_valid_codes_is_not_withdrawn_by_mistake(town, key):
    codes = make_codes(town, 3, valid_until=date(2029, 12, 31))
    key = codes[0].key
    with pytest.raises(CardKeyError) as refused:
        withdraw_key(key=key, now=NOW)
    assert refused.value.code == CardKeyError.Code.LIVING_CARDS
    revoke(codes[0], end="lost")
    assert withdraw_key(key=key, was_stolen=True, now=NOW) == 2
    assert states(NOW) == {key.kid: KeyState.WITHDRAWN}
    with pytest.raises(CardKeyError) as refused:
        withdraw_key(key=key, now=NOW)
    assert refused.value.code == CardKeyError.Code.WITHDRAWN


def test_cards_that_have_ended_hold_no_key(town, key):
    make_codes(town, 1, valid_until=date(2026, 11, 20))
    make_codes(town, 1, ended_at=NOW, end="lost")
    assert withdraw_key(key=key, now=NOW) == 0


def test_a_card_for_life_holds_its_key(town, key):
    make_codes(town, 1, valid_until=None)
    with pytest.raises(CardKeyError):
        withdraw_key(key=key, now=NOW)


def test_after_a_stolen_key_the_next_card_has_a_new_one(town, key):
    withdraw_key(key=key, now=NOW)
    assert signing_key(town, now=NOW).key != key


def test_who_was_to_follow_begins_when_the_present_key_is_withdrawn(town, key):
    follower = rotate_key(municipality=town, now=NOW)
    withdraw_key(key=key, now=NOW)
    assert states(NOW) == {key.kid: KeyState.WITHDRAWN, follower.kid: KeyState.SIGNS}


def test_the_present_key_goes_on_when_its_follower_is_withdrawn(town, key):
    follower = rotate_key(municipality=town, now=NOW)
    withdraw_key(key=follower, now=NOW)
    assert states(LATER) == {key.kid: KeyState.SIGNS, follower.kid: KeyState.WITHDRAWN}


def test_the_clock_prepares_what_follows_a_nearly_full_list(town, key):
    do_what_is_due(NOW)
    assert IssuerKey.objects.count() == 1
    StatusList.objects.update(taken=50_000)
    do_what_is_due(NOW)
    do_what_is_due(NOW)
    follower = IssuerKey.objects.exclude(pk=key.pk).get()
    assert states(NOW)[follower.kid] == KeyState.AHEAD
    assert follower.status_list_id != key.status_list_id


def test_the_log_says_who_did_it(town, key):
    person = UserFactory()
    rotate_key(municipality=town, by=person, now=NOW)
    retire_key(key=key, by=person, now=NOW)
    withdraw_key(key=key, by=person, now=NOW)
    entries = ModelLogEntry.objects.filter(action__startswith="card_key.").order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("card_key.made", person),
        ("card_key.retired", person),
        ("card_key.withdrawn", person),
    ]
