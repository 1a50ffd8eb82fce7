"""Which key signs a town's cards."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, transaction

from ehrenamtskarte.credential.keys import kid_of, make_private_key
from ehrenamtskarte.keys import CardKeyError, making, signing_key
from ehrenamtskarte.keys.rotating import OVERLAP, rotate_key
from ehrenamtskarte.models import IssuerKey, StatusList

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOW + OVERLAP + timedelta(minutes=1)


@pytest.fixture
def town(luenen):
    return luenen.municipality


def test_the_first_card_makes_the_key(town):
    key, private_key = made = signing_key(town, now=NOW)
    assert key.municipality == town
    assert made.kid == kid_of(private_key.public_key()) == bytes.fromhex(key.kid)
    assert key.status_list.room == 65_536
    assert IssuerKey.objects.count() == StatusList.objects.count() == 1


def test_the_next_card_finds_it(town):
    first = signing_key(town, now=NOW)
    again = signing_key(town, now=LATER)
    assert again.key == first.key
    assert again.private_key.private_numbers() == first.private_key.private_numbers()
    assert IssuerKey.objects.count() == 1


def test_each_town_has_its_own(town, selm):
    assert signing_key(town).key != signing_key(selm.municipality).key
    assert StatusList.objects.count() == 2


def test_the_private_half_is_not_stored_as_it_is(town):
    key, private_key = signing_key(town)
    secret = private_key.private_numbers().private_value.to_bytes(32, "big")
    assert secret not in bytes(key.private_key)
    assert bytes(key.private_key).startswith(b"gAAAA")  # Fernet


def test_a_full_list_brings_a_new_key_and_a_new_list(town):
    first = signing_key(town, now=NOW).key
    StatusList.objects.update(taken=65_535)
    assert signing_key(town, now=NOW).key == first
    assert signing_key(town, room_for=2, now=NOW).key != first
    first.refresh_from_db()
    assert first.retired_at == NOW
    second = signing_key(town, now=NOW).key
    assert second.status_list != first.status_list
    assert second.status_list.taken == 0


def test_a_key_that_waits_takes_over_when_the_list_is_full(town):
    signing_key(town, now=NOW)
    StatusList.objects.update(taken=60_000)
    follower = rotate_key(municipality=town, now=NOW)
    StatusList.objects.exclude(pk=follower.status_list_id).update(taken=65_536)
    assert signing_key(town, now=NOW + timedelta(hours=1)).key == follower
    assert IssuerKey.objects.count() == 2


def test_more_than_a_list_holds_is_never_promised(town):
    for room in (0, 65_537):
        with pytest.raises(ValueError, match="no list has room"):
            signing_key(town, room_for=room)


def test_a_key_whose_number_is_taken_is_thrown_away(town, selm, monkeypatch):
    taken, free = make_private_key(), make_private_key()
    drawn = iter([taken, taken, free])
    monkeypatch.setattr(making, "make_private_key", lambda: next(drawn))
    first = signing_key(town).key
    second = signing_key(selm.municipality)
    assert second.key.kid != first.kid
    assert second.private_key.private_numbers() == free.private_numbers()


def test_a_number_that_stays_taken_is_refused(town, selm, monkeypatch):
    always = make_private_key()
    monkeypatch.setattr(making, "make_private_key", lambda: always)
    signing_key(town)
    with pytest.raises(CardKeyError) as refused:
        signing_key(selm.municipality)
    assert refused.value.code == CardKeyError.Code.CLASH
    assert not IssuerKey.objects.filter(municipality=selm.municipality).exists()


def test_a_town_has_one_key_without_end(town):
    key = signing_key(town).key
    with (
        pytest.raises(IntegrityError, match=r"municipality|without_end"),
        transaction.atomic(),
    ):
        making.add_key(municipality=town, status_list=key.status_list, signs_from=NOW)


class TestLostEncryptionKey:
    @pytest.fixture
    def lost(self, town, settings):
        key = signing_key(town, now=NOW).key
        settings.CARD_KEY_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        return key

    def test_it_says_whose_key_and_what_to_do(self, town, lost):
        with pytest.raises(CardKeyError) as refused:
            signing_key(town, now=NOW)
        assert refused.value.code == CardKeyError.Code.UNREADABLE
        for word in (lost.kid, "Lünen", "CARD_KEY_ENCRYPTION_KEYS"):
            assert word in str(refused.value)

    def test_no_key_is_made_silently(self, town, lost):
        with pytest.raises(CardKeyError):
            signing_key(town, now=NOW)
        assert IssuerKey.objects.count() == 1

    def test_rotating_makes_one_that_signs_at_once_and_keeps_the_list(self, town, lost):
        follower = rotate_key(municipality=town, now=NOW)
        assert signing_key(town, now=NOW).key == follower
        assert follower.status_list_id == lost.status_list_id
        lost.refresh_from_db()
        assert (lost.retired_at, lost.withdrawn_at) == (NOW, None)

    def test_lists_that_nobody_could_sign_get_a_key_that_signs_no_cards(self, town, settings):
        first = signing_key(town, now=NOW).key
        StatusList.objects.update(taken=65_536)
        second = signing_key(town, now=NOW).key
        settings.CARD_KEY_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        follower = rotate_key(municipality=town, now=NOW)
        assert follower.status_list_id == second.status_list_id
        helper = IssuerKey.objects.exclude(pk__in=(first.pk, second.pk, follower.pk)).get()
        assert helper.status_list_id == first.status_list_id
        assert signing_key(town, now=NOW).key == follower

    def test_without_any_it_says_so(self, town, settings):
        settings.CARD_KEY_ENCRYPTION_KEYS = []
        with pytest.raises(CardKeyError) as refused:
            signing_key(town)
        assert refused.value.code == CardKeyError.Code.NO_ENCRYPTION_KEY

    def test_the_half_of_another_key_is_not_taken(self, town, selm):
        own, other = signing_key(town).key, signing_key(selm.municipality).key
        IssuerKey.objects.filter(pk=own.pk).update(private_key=other.private_key)
        with pytest.raises(CardKeyError) as refused:
            signing_key(town)
        assert refused.value.code == CardKeyError.Code.UNREADABLE
