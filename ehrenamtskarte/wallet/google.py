"""A pass as a link for Google Wallet.

https://developers.google.com/wallet/generic: everything that Google is told stands in the link, a
JSON Web Token (RFC 7519) signed with RS256 by the association's service account. Nothing is sent
to Google until somebody opens the link.
"""

import json
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from django.utils.translation import gettext as _

from core.colour import to_hex
from ehrenamtskarte.wallet.certificates import GoogleAccount
from ehrenamtskarte.wallet.content import PassContent, in_site_language

SAVE: Final = "https://pay.google.com/gp/v/save/"
CLASS: Final = "ehrenamtskarte"  # made once in Google's console
LANGUAGE: Final = "de"
SAFE_LENGTH: Final = 1_800  # letters of a token that get through everywhere, as Google says


def save_link(
    content: PassContent, account: GoogleAccount, *, now: datetime, logo: str = ""
) -> str:
    """The address that offers to save the pass.

    Args:
        logo: the address of a picture; left out where the link would grow too long for it.
    """
    token = save_token(content, account, now=now, logo=logo)
    if len(token) > SAFE_LENGTH:
        token = save_token(content, account, now=now)
    return SAVE + token


def save_token(
    content: PassContent, account: GoogleAccount, *, now: datetime, logo: str = ""
) -> str:
    """The token inside of it."""
    claims = {
        "iss": account.email,
        "aud": "google",
        "typ": "savetowallet",
        "iat": int(now.timestamp()),
        "payload": {"genericObjects": [pass_object(content, account.issuer, logo=logo)]},
    }
    signed = ".".join(map(_part, ({"alg": "RS256", "typ": "JWT"}, claims)))
    signature = account.key.sign(signed.encode(), PKCS1v15(), SHA256())
    return f"{signed}.{_base64(signature)}"


def pass_object(content: PassContent, issuer: str, *, logo: str = "") -> dict[str, Any]:
    """A `GenericObject`; as short as can be, because it travels in an address."""
    with in_site_language():
        found: dict[str, Any] = {
            "id": f"{issuer}.{content.key}",
            "classId": f"{issuer}.{CLASS}",
            "cardTitle": _text(f"{content.kind} {content.town}"),
            "header": _text(content.name),
            "hexBackgroundColor": to_hex(content.palette.background),
            "barcode": {
                "type": "QR_CODE",
                "value": content.code,
                "alternateText": content.number,
            },
            "textModulesData": [{"header": _("Valid until"), "body": content.until}],
        }
    if logo:
        found["logo"] = {"sourceUri": {"uri": logo}}
    if content.ends_at:
        found["validTimeInterval"] = {"end": {"date": content.ends_at.isoformat()}}
    return found


def _text(value: str) -> dict[str, Any]:
    return {"defaultValue": {"language": LANGUAGE, "value": value}}


def _part(content: object) -> str:
    return _base64(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
