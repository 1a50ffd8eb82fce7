"""Credentials (EK1) and presentations (EK2)."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from ehrenamtskarte.credential.cbor import encode
from ehrenamtskarte.credential.claims import (
    ISSUED_AT,
    CardClaims,
    seconds_of,
    write_claims,
)
from ehrenamtskarte.credential.cose import KCWT, KEY_ID, sign


def sign_card(claims: CardClaims, private_key: EllipticCurvePrivateKey, kid: bytes) -> bytes:
    """An EK1: what is printed on the card, or what the phone shows inside of an EK2.

    The same claims under the same key give the same bytes.
    """
    return sign({KEY_ID: kid}, write_claims(claims), private_key)


def sign_presentation(
    credential: bytes, holder_key: EllipticCurvePrivateKey, now: datetime
) -> bytes:
    """An EK2 as phones make it (static/js/karte/); on the server for tests and test vectors only.

    Args:
        credential: the EK1 that certifies the public half of `holder_key`.
    """
    return sign({KCWT: credential}, encode({ISSUED_AT: seconds_of(now)}), holder_key)
