"""Codes that no issuer makes, and texts that are none."""

from collections.abc import Iterator
from typing import Any

from ehrenamtskarte.credential.cbor import decode, encode
from ehrenamtskarte.credential.claims import (
    CARD,
    CONFIRMATION,
    COSE_KEY,
    CWT_ID,
    EXPIRES,
    ISSUED_AT,
    NOT_BEFORE,
    write_claims,
)
from ehrenamtskarte.credential.cose import CRITICAL, KCWT, KEY_ID, SIGN1_TAG, sign
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.numerals import MAX_DIGITS, to_digits
from tests.ehrenamtskarte.credential.vectors.making import (
    ADDRESS,
    DIGITAL,
    PRINTED,
    PROFILE,
    TRAILING,
    Code,
    Kind,
    issued,
    raw,
    said,
    vector,
)
from tests.ehrenamtskarte.credential.vectors.signers import (
    LUENEN,
    NOW,
    PHONE,
)


def of_strange_claims() -> Iterator[dict[str, Any]]:
    """Signed by the issuer and yet not taken: whoever has issued it has made a mistake."""

    def strange(name: str, code: bytes, reason: CredentialError.Code) -> dict[str, Any]:
        return vector(f"claims: {name}", code, Kind.UNREADABLE, reason=reason, beyond_cwt=PROFILE)

    yield vector(
        "claims: unknown one",
        said({ISSUED_AT: 1, 100: {"a": [b"", -1]}}),
        Kind.VALID,
        PRINTED,
        about="What a verifier does not know it passes over (RFC 8392, 3).",
    )
    card = [PRINTED.name, 0, PRINTED.status_index]
    for name, changes in {
        "no id": {CWT_ID: None},
        "short id": {CWT_ID: bytes(7)},
        "id of text": {CWT_ID: "12345678"},
        "no card": {CARD: None},
        "card of two": {CARD: card[:2]},
        "card of four": {CARD: [*card, 1]},
        "unknown type": {CARD: [card[0], 2, card[2]]},
        "type of text": {CARD: [card[0], "0", card[2]]},
        "negative index": {CARD: [card[0], 0, -1]},
        "index too large": {CARD: [card[0], 0, 2**24]},
        "empty name": {CARD: ["", 0, card[2]]},
        "long name": {CARD: ["ä" * 16, 0, card[2]]},
        "name of bytes": {CARD: [b"Erika", 0, card[2]]},
        "name with control": {CARD: ["Erika\x1b[2J", 0, card[2]]},
        "name that turns round": {CARD: ["Erika\u202emannretsuM", 0, card[2]]},
        "negative end": {EXPIRES: -1},
        "end after the year 9999": {EXPIRES: 253_402_300_800},
        "end of text": {EXPIRES: "2028"},
        "start of text": {NOT_BEFORE: b"2028"},
    }.items():
        yield strange(name, said(changes), Code.BAD_CLAIMS)
    yield strange("not a map", raw(encode([1, 2])), Code.BAD_CLAIMS)
    yield strange("end with fraction", said({EXPIRES: 1861919999.5}), Code.MALFORMED)
    yield strange("true", said({100: True}), Code.MALFORMED)
    yield strange("null", said({100: [None]}), Code.MALFORMED)
    payload = write_claims(PRINTED)
    assert payload[0] == 0xA3
    twice = b"\xa4" + encode(CWT_ID) + encode(bytes(8)) + payload[1:]
    yield strange("one twice", raw(twice), Code.MALFORMED)
    yield strange("trailing byte", raw(payload + b"\0"), Code.MALFORMED)
    yield strange("indefinite length", raw(b"\xbf" + payload[1:] + b"\xff"), Code.MALFORMED)
    key = decode(write_claims(DIGITAL))[CONFIRMATION][COSE_KEY]  # type: ignore
    for name, confirmation in {
        "empty": {},
        "kid": {3: b"1234"},
        "key and kid": {COSE_KEY: key, 3: b"1234"},
        "key of other kind": {COSE_KEY: {**key, 1: 1}},
        "key on other curve": {COSE_KEY: {**key, -1: 2}},
        "compressed point": {COSE_KEY: {1: 2, -1: 1, -2: key[-2], -3: b"\x01"}},
        "point off the curve": {COSE_KEY: {**key, -3: bytes(31) + b"\x01"}},
        "key with a private half": {COSE_KEY: {**key, -4: bytes(32)}},
    }.items():
        inside = said({CONFIRMATION: confirmation}, DIGITAL)
        code = sign({KCWT: inside}, encode({ISSUED_AT: int(NOW.timestamp())}), PHONE)
        yield vector(
            f"confirmation: {name}",
            code,
            Kind.UNREADABLE,
            reason=Code.BAD_KEY,
            version=2,
            beyond_cwt=PROFILE,
        )


def of_strange_messages() -> Iterator[dict[str, Any]]:
    def strange(
        name: str,
        code: bytes,
        reason: CredentialError.Code = Code.MALFORMED,
        *,
        about: str = "",
        beyond: str = "",
    ) -> dict[str, Any]:
        return vector(
            f"message: {name}",
            code,
            Kind.UNREADABLE,
            reason=reason,
            about=about,
            beyond_cwt=beyond,
        )

    card, payload = issued(), write_claims(PRINTED)
    yield vector(
        "message: unknown header",
        raw(payload, {KEY_ID: LUENEN.kid, 99: 1}),
        Kind.VALID,
        PRINTED,
        about="A signed header parameter that is not critical is passed over (RFC 9052, 3.1).",
    )
    yield strange(
        "unknown critical header",
        raw(payload, {KEY_ID: LUENEN.kid, CRITICAL: [99], 99: 1}),
        Code.NOT_SUPPORTED,
        about="No header parameter that must be understood is understood.",
        beyond=PROFILE,
    )
    yield strange("not CBOR", bytes.fromhex("ff00ff00"))
    yield strange("empty", b"")
    yield strange("cut off", card[:-1])
    yield strange("trailing byte", card + b"\0", beyond=TRAILING)
    yield strange("tagged", SIGN1_TAG + card, beyond=PROFILE)
    yield strange("array of indefinite length", b"\x9f" + card[1:] + b"\xff", beyond=PROFILE)
    yield strange("array of five", b"\x85" + card[1:] + b"\0")
    yield strange("deep", b"\x81" * 40 + b"\0")
    yield strange("enormous length", bytes.fromhex("5b7fffffffffffffff00"))
    yield strange("enormous array", bytes.fromhex("9b0000000100000000"))
    protected = card[2 : 2 + card[1] - 0x40]
    start, rest = card[:1], card[2 + len(protected) + 1 :]
    assert card == start + encode(protected) + b"\xa0" + rest
    long_length = b"\x58" + bytes([len(protected)]) + protected
    yield strange(
        "length not as short as can be", start + long_length + b"\xa0" + rest, beyond=PROFILE
    )
    yield strange(
        "unsigned header",
        start + encode(protected) + encode({99: 1}) + rest,
        about="What nobody has signed has no place in a card.",
        beyond=PROFILE,
    )
    yield strange(
        "unsigned critical header",
        start + encode(protected) + encode({CRITICAL: [99], 99: 1}) + rest,
        beyond=PROFILE,
    )
    yield strange("header of a text", start + encode("text") + b"\xa0" + rest)
    yield strange("header an array", start + encode(encode([1])) + b"\xa0" + rest)
    yield strange("empty header", start + b"\x40\xa0" + rest)
    yield strange(
        "algorithm in the unsigned header",
        start + encode(encode({KEY_ID: LUENEN.kid})) + encode({1: -7}) + rest,
    )
    for name, algorithm in {"EdDSA": -8, "ES384": -35, "HMAC": 5, "text": "ES256"}.items():
        header = encode(encode({1: algorithm, KEY_ID: LUENEN.kid}))
        yield strange(f"algorithm {name}", start + header + b"\xa0" + rest, Code.NOT_SUPPORTED)
    yield strange("no kid", raw(payload, {}), beyond=PROFILE)
    yield vector(
        "message: kid of text",
        raw(payload, {KEY_ID: "abcd"}),
        Kind.UNREADABLE,
        reason=Code.MALFORMED,
    )
    yield strange("short signature", card[:-66] + b"\x58\x3f" + card[-63:])
    yield strange("signature as DER", card[:-66] + b"\x58\x46" + bytes(6) + card[-64:])
    yield strange(
        "no payload", start + encode(protected) + b"\xa0\xf6" + card[-66:], about="Detached."
    )


def of_strange_texts() -> Iterator[dict[str, Any]]:
    def strange(
        name: str, text: str, reason: CredentialError.Code = Code.NOT_A_CODE
    ) -> dict[str, Any]:
        return vector(f"text: {name}", text, Kind.UNREADABLE, reason=reason)

    digits = to_digits(issued())
    yield strange("empty", "")
    yield strange("prose", "Ehrenamtskarte")
    yield strange("address alone", ADDRESS)
    yield strange("no digits", f"{ADDRESS}1")
    yield strange("another path", f"HTTPS://KARTE.EXAMPLE/X#1{digits}")
    yield strange("another scheme", f"FTP://KARTE.EXAMPLE/K#1{digits}")
    yield strange("a password", f"HTTPS://ERIKA:GEHEIM@KARTE.EXAMPLE/K#1{digits}")
    yield strange("a query", f"HTTPS://KARTE.EXAMPLE/K?X=1#1{digits}")
    yield strange("unknown version", f"{ADDRESS}3{digits}")
    yield strange("leading zero", f"{ADDRESS}10{digits}")
    yield strange("does not begin with 01", f"{ADDRESS}1{int.from_bytes(issued(), 'big')}")
    yield strange("letters", f"{ADDRESS}1{digits}A")
    yield strange("space inside", f"{ADDRESS}1{digits[:9]} {digits[9:]}")
    yield strange("other digits", f"{ADDRESS}1{digits[:-1]}٣")
    oversized = int.from_bytes(b"\x01" + bytes(601), "big")
    yield strange("oversized", f"{ADDRESS}1{oversized}", Code.TOO_LARGE)
    yield strange("oversized digits", f"{ADDRESS}1{'9' * (MAX_DIGITS + 1)}", Code.TOO_LARGE)
    yield strange("endless", f"{ADDRESS}1{'1' * 5_000}", Code.TOO_LARGE)
    yield vector(
        "text: largest",
        f"{ADDRESS}1{to_digits(bytes(600))}",
        Kind.UNREADABLE,
        reason=Code.MALFORMED,
        about="600 bytes may come, whatever they are.",
    )
