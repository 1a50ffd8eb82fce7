"""The keys under which cards are counted: made once, kept encrypted, encrypted anew."""

import pytest
from cryptography.fernet import Fernet

from core import content_version
from ehrenamtskarte.keys.reencrypting import reencrypt_keys
from partners.models import PseudonymKey
from partners.redeeming.errors import RedeemError
from partners.redeeming.pseudonyms import pseudonym_of

CARD = b"12345678"


@pytest.fixture
def another_process():
    """Has forgotten what this one knows."""
    return content_version.forget_everything


@pytest.mark.django_db
def test_a_year_s_key_is_made_once_and_kept(another_process, settings):
    first = pseudonym_of(CARD, benefit_id=1, year=2026)
    another_process()
    assert pseudonym_of(CARD, benefit_id=1, year=2026) == first
    others = {
        pseudonym_of(CARD, benefit_id=2, year=2026),
        pseudonym_of(CARD, benefit_id=1, year=2027),
        pseudonym_of(b"x" * 8, benefit_id=1, year=2026),
    }
    assert len(others | {first}) == 4
    row = PseudonymKey.objects.get(year=2026)
    assert len(bytes(row.key)) > 32  # not the key itself

    new, old = Fernet.generate_key().decode(), settings.CARD_KEY_ENCRYPTION_KEYS[0]
    settings.CARD_KEY_ENCRYPTION_KEYS = [new, old]
    assert reencrypt_keys().count == 2
    assert reencrypt_keys().count == 0
    settings.CARD_KEY_ENCRYPTION_KEYS = [new]
    another_process()
    assert pseudonym_of(CARD, benefit_id=1, year=2026) == first

    settings.CARD_KEY_ENCRYPTION_KEYS = [old]
    another_process()
    with pytest.raises(RedeemError) as caught:
        pseudonym_of(CARD, benefit_id=1, year=2026)
    assert caught.value.code == "not_ready"
    assert len(reencrypt_keys().others_unreadable) == 2
