"""Which card it is whose code somebody of a town has in front of them."""

import datetime as dt
import re
from typing import Any, Final

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.verdicts import judge
from ehrenamtskarte.issuing.scope import own
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import Card, Credential, IssuerKey
from engagement.errors import CodedError

# A scanner that types as on another keyboard turns `:`, `/` and `#` into other signs, never digits.
_DIGITS: Final = re.compile(r"[12][0-9]+\Z", re.ASCII)
LONGEST: Final = 2_000  # signs; the longest code with its address has some 900


class ScanError(CodedError):
    """What was scanned leads to no card that is seen here."""

    class Code(TextChoices):
        NOT_A_CODE = (
            "not_a_code",
            _(
                "This is not the code of an Ehrenamtskarte, or only a part of it."
                " Please scan it once more."
            ),
        )
        FOREIGN = (
            "foreign",
            _("This card was not made here: none of our towns has signed it. Nothing was changed."),
        )
        ALTERED = (
            "altered",
            _("This code is forged: it was changed after a town had signed it."),
        )
        UNKNOWN = (
            "unknown",
            _("One of our towns has signed this code, but its card is not on record here."),
        )
        OTHER_TOWN = (
            "other_town",
            _("This card is from %(town)s. Only %(town)s can see and revoke it."),
        )


Code = ScanError.Code
_CODES: Final = {
    CredentialError.Code.UNKNOWN_ISSUER: Code.FOREIGN,
    CredentialError.Code.BAD_SIGNATURE: Code.ALTERED,
}


def scanned_card(text: str, *, user: Any, now: dt.datetime | None = None) -> Card:
    """The card of a code, printed or on a phone, whether it is still valid or not.

    Raises ScanError.
    """
    digits = _DIGITS.search(text.strip()[-LONGEST:])
    # Also what a withdrawn key has signed: such cards are the ones that are looked for.
    keys = own_key_set(IssuerKey.objects.select_related("municipality").order_by("pk"))
    verdict = judge(digits[0] if digits else "", keys=keys, lists={}, now=now or timezone.now())
    if verdict.claims is None or verdict.issuer is None:
        known = _CODES.get(verdict.reason) if verdict.reason else None
        raise ScanError(known or Code.NOT_A_CODE)
    credential = (
        Credential.objects.select_related("card__municipality")
        .filter(cti=verdict.claims.cti)
        .first()
    )
    if credential is None:
        raise ScanError(Code.UNKNOWN)
    if not own(user, Card.objects.filter(pk=credential.card_id)).exists():
        raise ScanError(Code.OTHER_TOWN, town=credential.card.municipality.name)
    return credential.card
