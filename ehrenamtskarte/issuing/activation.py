"""Codes with which a holder brings a card onto a phone: typed once, for a short time.

What is kept is the digest; a code that was lost can't be shown again, a new one is made instead.
"""

import datetime as dt
import hashlib
import secrets
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from ehrenamtskarte.models import ActivationCode, Card
from organisations.addresses import absolute

# Without those that look or sound like another; 12 of them are 58 bits.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 12
LIFETIME: Final = dt.timedelta(days=60)
PAGE: Final = "my_cards"  # name of the address at which a code is typed


def new_code(
    card: Card, *, by_mail: bool = False, now: dt.datetime | None = None
) -> tuple[str, ActivationCode]:
    """A new code as it is typed (`K7PQ-4MXR-9TDF`) and what is kept of it.

    Earlier ones that went the same way, by letter or by mail, end.
    """
    now = now or timezone.now()
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    code = "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))
    unused = card.activation_codes.filter(used_at=None, expires_at__gt=now)
    unused.filter(by_mail=by_mail).update(expires_at=now)
    kept = ActivationCode.objects.create(
        card=card, digest=digest_of(code), by_mail=by_mail, expires_at=now + LIFETIME
    )
    return code, kept


def digest_of(typed: str) -> str:
    """The digest of a code, however it was typed: small letters, blanks, without hyphens."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def activation_page() -> str:
    """The address of the page at which a code is typed; empty as long as the site has none."""
    try:
        return absolute(reverse(PAGE))
    except NoReverseMatch:
        return ""
