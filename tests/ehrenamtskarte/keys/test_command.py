"""`manage.py card_keys`: what an operator does without the administration."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.keys.checks import (
    KNOWN_TO_ALL,
    check_encryption_keys,
    check_encryption_keys_are_secret,
)
from ehrenamtskarte.keys.encryption import is_readable
from ehrenamtskarte.models import IssuerKey, StatusList
from tests.ehrenamtskarte.cards import make_codes


def card_keys(*args):
    out, err = StringIO(), StringIO()
    try:
        call_command("card_keys", *args, stdout=out, stderr=err)
    except CommandError as error:
        return f"{out.getvalue()}{err.getvalue()}{error}", 1
    return out.getvalue(), 0


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.mark.parametrize("name", ["Lünen", "lünen", "luenen", "05978024"])
def test_a_key_is_made_for_a_town_however_it_is_named(town, name):
    said, code = card_keys("make", name)
    assert code == 0
    assert IssuerKey.objects.get().kid in said


def test_a_town_or_key_that_is_not_there_is_said(town):
    assert card_keys("make", "Entenhausen")[1] == 1
    assert "00000000" in card_keys("retire", "00000000")[0]


def test_a_keys_life(town):
    card_keys("make", "luenen")
    first = IssuerKey.objects.get()
    assert card_keys("retire", first.kid)[1] == 1
    card_keys("rotate", "luenen")
    assert card_keys("rotate", "luenen")[1] == 1
    second = IssuerKey.objects.exclude(pk=first.pk).get()
    card_keys("retire", first.kid.upper())
    assert signing_key(town).key == second
    card_keys("withdraw", first.kid)
    said, code = card_keys("list")
    assert code == 0
    assert len(said.splitlines()) == 2


def test_a_stolen_key_takes_its_cards_along(town):
    make_codes(town, 2)
    key = IssuerKey.objects.get()
    assert card_keys("withdraw", key.kid)[1] == 1
    said, code = card_keys("withdraw", key.kid, "--stolen")
    assert (code, "2 valid codes" in said) == (0, True)


def test_check_says_that_all_is_well_and_publishes_what_is_due(town):
    make_codes(town, 1)
    said, code = card_keys("check")
    assert (code, "1 keys, 1 lists" in said) == (0, True)
    assert StatusList.objects.get().token


def test_the_sites_own_checks_run_before_it_as_before_every_command(db):
    assert call_command("card_keys", "list", skip_checks=False) is None


def test_check_says_what_is_lost(town, settings):
    key = signing_key(town).key
    settings.CARD_KEY_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    said, code = card_keys("check")
    assert code == 1
    for word in (key.kid, "Lünen", "Status list"):
        assert word in said
    assert "CAN'T BE READ" in card_keys("list")[0]


def test_changing_the_encryption_key(town, selm, settings):
    """As docs/card-keys.md says: put in front, encrypt anew, leave the old one out."""
    for one in (town, selm.municipality):
        signing_key(one)
    (old,) = settings.CARD_KEY_ENCRYPTION_KEYS
    new = Fernet.generate_key().decode()
    settings.CARD_KEY_ENCRYPTION_KEYS = [new, old]
    assert card_keys("check")[1] == 1
    assert "2 keys" in card_keys("re-encrypt")[0]
    assert card_keys("check")[1] == 0
    settings.CARD_KEY_ENCRYPTION_KEYS = [new]
    assert all(map(is_readable, IssuerKey.objects.all()))
    assert "0 keys" in card_keys("re-encrypt")[0]


def test_what_can_not_be_read_is_left_as_it_is(town, selm, settings):
    lost = signing_key(town).key
    new = Fernet.generate_key().decode()
    settings.CARD_KEY_ENCRYPTION_KEYS = [new]
    signing_key(selm.municipality)
    said, code = card_keys("re-encrypt")
    assert code == 1
    assert lost.kid in said
    assert bytes(IssuerKey.objects.get(pk=lost.pk).private_key) == bytes(lost.private_key)


def test_settings_are_checked(settings):
    (known,) = settings.CARD_KEY_ENCRYPTION_KEYS
    found = []
    for keys in ([known], [], ["kein Schlüssel"], [Fernet.generate_key().decode()]):
        settings.CARD_KEY_ENCRYPTION_KEYS = keys
        errors = check_encryption_keys() + check_encryption_keys_are_secret()
        found.append([error.id.removeprefix("ehrenamtskarte.") for error in errors])
    assert found == [["E003"], ["E002"], ["E001"], []]
    assert len(KNOWN_TO_ALL) == 32
