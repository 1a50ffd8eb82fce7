"""How codes are made, and vectors of them."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from ehrenamtskarte.credential.cbor import decode, encode
from ehrenamtskarte.credential.claims import (
    CardClaims,
    last_moment,
    write_claims,
)
from ehrenamtskarte.credential.cose import KEY_ID, sign
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.numerals import to_digits
from ehrenamtskarte.credential.signing import sign_card, sign_presentation
from ehrenamtskarte.credential.verdicts import VerdictKind
from ehrenamtskarte.enums import CardType
from tests.ehrenamtskarte.credential.vectors.lists import LISTS
from tests.ehrenamtskarte.credential.vectors.signers import (
    LUENEN,
    NOW,
    PHONE,
    Signer,
    point_of_key,
)

Code = CredentialError.Code
Kind = VerdictKind
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

PRINTED = CardClaims(
    cti=bytes.fromhex("0102030405060708"),
    name="Erika Mustermann",
    card_type=CardType.STANDARD,
    status_index=70_000,
    expires=last_moment(date(2028, 12, 31)),
)
JUBILEE = replace(PRINTED, card_type=CardType.JUBILEE, expires=None, status_index=3)
DIGITAL = replace(
    PRINTED,
    cti=bytes.fromhex("1112131415161718"),
    status_index=70_002,
    holder_key=point_of_key(PHONE),
)
ADDRESS = "HTTPS://KARTE.EXAMPLE/K#"
# Why a library that knows COSE and CWT, but no cards, may take what a verifier of cards refuses.
LIST = "It was not asked for the status list."
PROFILE = "CWT allows it, cards do not have it."
AGE = "It does not compare claim iat with the clock in this way."
LEEWAY = "Clocks may differ by some seconds for it."
TRAILING = "Many decoders read one item and leave the rest."


def issued(claims: CardClaims = PRINTED, signer: Signer = LUENEN) -> bytes:
    return sign_card(claims, signer.private, signer.kid)


def said(changes: dict[int, Any], claims: CardClaims = PRINTED) -> bytes:
    """A card of Lünen that says what no card says; None leaves a claim out."""
    found = {**decode(write_claims(claims)), **changes}
    return raw(encode({name: value for name, value in found.items() if value is not None}))


def raw(payload: bytes, header: dict[int, Any] | None = None, signer: Signer = LUENEN) -> bytes:
    return sign({KEY_ID: signer.kid} if header is None else header, payload, signer.private)


def shown(
    claims: CardClaims = DIGITAL, *, at: datetime = NOW, key: Any = PHONE, signer: Signer = LUENEN
) -> bytes:
    return sign_presentation(issued(claims, signer), key, at)


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) == 1
    return data.replace(old, new)


def vector(
    name: str,
    code: bytes | str,
    kind: VerdictKind,
    claims: CardClaims | None = None,
    *,
    reason: CredentialError.Code | None = None,
    about: str = "",
    version: int = 1,
    signer: Signer = LUENEN,
    now: datetime = NOW,
    lists: tuple[str, ...] = ("lünen",),
    beyond_cwt: str = "",
) -> dict[str, Any]:
    assert (claims is None) == (reason is not None)
    text = code if isinstance(code, str) else f"{ADDRESS}{version}{to_digits(code)}"
    found: dict[str, Any] = {
        "name": name,
        "about": about,
        "text": text,
        "data": None if isinstance(code, str) else code.hex(),
        "now": int(now.timestamp()),
        "lists": list(lists),
        "verdict": kind.value,
        "colour": kind.colour.value,
        "reason": None if reason is None else reason.value,
        "claims": None,
        "issuer": None,
        "list_as_of": None,
        "on_phone": False,
        "beyond_cwt": beyond_cwt,
    }
    if claims is not None:
        asked = [entry for entry in map(LISTS.__getitem__, lists) if entry.signer == signer]
        found |= {
            "claims": claims_as_json(claims),
            "issuer": asdict(signer.issuer),
            "list_as_of": int(asked[0].issued_at.timestamp()) if asked else None,
            "on_phone": claims.holder_key is not None,
        }
    return found


def claims_as_json(claims: CardClaims) -> dict[str, Any]:
    def seconds(moment: datetime | None) -> int | None:
        return None if moment is None else int(moment.timestamp())

    return {
        "cti": claims.cti.hex(),
        "name": claims.name,
        "card_type": int(claims.card_type),
        "status_index": claims.status_index,
        "expires": seconds(claims.expires),
        "not_before": seconds(claims.not_before),
        "valid_until": claims.valid_until and claims.valid_until.isoformat(),
        "valid_from": claims.valid_from and claims.valid_from.isoformat(),
        "holder_key": claims.holder_key and claims.holder_key.hex(),
    }
