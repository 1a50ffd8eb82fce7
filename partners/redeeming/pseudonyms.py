"""Cards are counted under a name that nobody can read back (ADR 44).

HMAC-SHA-256 over the card's id and the benefit's, under the key of a year, shortened to 16 bytes.
The printed card and the one on the phone have the same. One benefit's name for a card says nothing
of another's, so that nobody can follow a card from shop to shop, not even with the database.
"""

import hmac
import secrets

from cryptography.fernet import InvalidToken, MultiFernet

from core import content_version
from ehrenamtskarte.keys.encryption import encryption_keys
from ehrenamtskarte.keys.errors import CardKeyError
from partners.models import PseudonymKey
from partners.redeeming.errors import RedeemError, Refusal

KEY_BYTES = 32
PSEUDONYM_BYTES = 16

# By year. Keys are never changed, only destroyed.
_keys: dict[int, bytes] = {}
content_version.watch_over(_keys)


def pseudonym_of(card: bytes, *, benefit_id: int, year: int) -> bytes:
    """Under which `card` is counted for a benefit.

    Args:
        card: `PresentedCard.identity`.

    Raises:
        RedeemError: NOT_READY, where the year's key can't be read.
    """
    key = _keys.get(year)
    if key is None:
        # A dictionary takes one thread's key like another's: it is the same.
        key = _keys[year] = _key_of(year)
    message = card + benefit_id.to_bytes(8, "big")
    return hmac.digest(key, message, "sha256")[:PSEUDONYM_BYTES]


def _key_of(year: int) -> bytes:
    """The key of a year, made when the first card of the year is redeemed."""
    try:
        vault = MultiFernet(encryption_keys())
        sealed = vault.encrypt(secrets.token_bytes(KEY_BYTES))
        # Of two processes that make it at once, one wins and both use that one's.
        PseudonymKey.objects.bulk_create(
            [PseudonymKey(year=year, key=sealed)], ignore_conflicts=True
        )
        return vault.decrypt(bytes(PseudonymKey.objects.get(year=year).key))
    except (CardKeyError, InvalidToken):
        raise RedeemError(Refusal.NOT_READY) from None


def reencrypt_pseudonym_keys() -> tuple[int, list[str]]:
    """Encrypt all with the first key of the environment: how many, and those nothing can read."""
    first, vault = encryption_keys()[0], MultiFernet(encryption_keys())
    count, unreadable = 0, []
    for row in PseudonymKey.objects.select_for_update(no_key=True):
        try:
            first.decrypt(bytes(row.key))
        except InvalidToken:
            try:
                row.key = vault.rotate(bytes(row.key))
            except InvalidToken:
                unreadable.append(f"The key of {row.year} for counting redemptions")
                continue
            row.save(update_fields=["key"])
            count += 1
    return count, unreadable
