"""Codes of cards, good and bad, and the verdict on each."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
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
    CardClaims,
    first_moment,
    last_moment,
    write_claims,
)
from ehrenamtskarte.credential.cose import CRITICAL, KCWT, KEY_ID, SIGN1_TAG, sign
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.numerals import MAX_DIGITS, to_digits
from ehrenamtskarte.credential.signing import sign_card, sign_presentation
from ehrenamtskarte.credential.verdicts import VerdictKind
from ehrenamtskarte.enums import CardType
from tests.ehrenamtskarte.credential.vectors.lists import LISTS
from tests.ehrenamtskarte.credential.vectors.signers import (
    ELSEWHERE,
    LUENEN,
    NOW,
    OTHER_PHONE,
    PHONE,
    SELM,
    STRANGER,
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
LIST, PROFILE, AGE = (
    "It was not asked for the status list.",
    "CWT allows it, cards do not have it.",
    "It does not compare claim iat with the clock in this way.",
)
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


def codes() -> Iterator[dict[str, Any]]:
    yield from _of_cards()
    yield from _of_addresses()
    yield from _of_phones()
    yield from _forged()
    yield from _strange_claims()
    yield from _strange_messages()
    yield from _strange_texts()


def _of_cards() -> Iterator[dict[str, Any]]:
    end = PRINTED.expires
    begin = first_moment(date(2027, 1, 1))
    later = replace(PRINTED, not_before=begin)
    withdrawn = replace(PRINTED, status_index=70_001)
    far = replace(PRINTED, status_index=131_072)
    yield vector("valid", issued(), Kind.VALID, PRINTED)
    yield vector(
        "valid for life", issued(JUBILEE), Kind.VALID, JUBILEE, about="Jubilee card, no claim exp."
    )
    for name in (
        "Żółć-Çelik Ñandú Đorđ",
        "Ανδρέας Ήρων",
        "E\u0301va O’Brien",
        "Ян Ёлкин",
    ):
        claims = replace(PRINTED, name=name)
        yield vector(f"name {name}", issued(claims), Kind.VALID, claims)
    yield vector(
        "of another town",
        issued(signer=SELM),
        Kind.VALID,
        PRINTED,
        signer=SELM,
        lists=("lünen", "selm"),
    )
    yield vector(
        "of another association",
        issued(signer=ELSEWHERE),
        Kind.VALID,
        PRINTED,
        signer=ELSEWHERE,
        lists=("lünen", "elsewhere"),
    )
    yield vector("in its last second", issued(), Kind.VALID_OLD_LIST, PRINTED, now=end - SECOND)
    yield vector("at its end", issued(), Kind.EXPIRED, PRINTED, now=end, beyond_cwt=LEEWAY)
    yield vector("expired", issued(), Kind.EXPIRED, PRINTED, now=end + MINUTE)
    yield vector("not yet valid", issued(later), Kind.NOT_YET_VALID, later)
    yield vector("in its first second", issued(later), Kind.VALID_OLD_LIST, later, now=begin)
    yield vector("withdrawn", issued(withdrawn), Kind.REVOKED, withdrawn, beyond_cwt=LIST)
    yield vector(
        "withdrawn on an old list",
        issued(withdrawn),
        Kind.REVOKED,
        withdrawn,
        lists=("lünen, 24 hours and a second old",),
        about="Whoever is withdrawn stays so.",
        beyond_cwt=LIST,
    )
    yield vector(
        "withdrawn and expired", issued(withdrawn), Kind.REVOKED, withdrawn, now=end + MINUTE
    )
    yield vector("list of 24 hours", issued(), Kind.VALID, PRINTED, lists=("lünen, 24 hours old",))
    yield vector(
        "list of more than 24 hours",
        issued(),
        Kind.VALID_OLD_LIST,
        PRINTED,
        lists=("lünen, 24 hours and a second old",),
    )
    yield vector("list ended", issued(), Kind.VALID_OLD_LIST, PRINTED, lists=("lünen, ended",))
    yield vector("no list", issued(), Kind.VALID_OLD_LIST, PRINTED, lists=())
    yield vector("list of another town", issued(), Kind.VALID_OLD_LIST, PRINTED, lists=("selm",))
    yield vector("list in a minute", issued(), Kind.VALID, PRINTED, lists=("lünen, in a minute",))
    yield vector(
        "list of the future",
        issued(),
        Kind.CLOCK_WRONG,
        PRINTED,
        lists=("lünen, in a minute and a second",),
        about="Nobody signs a list tomorrow: the verifier's clock is slow.",
        beyond_cwt=LIST,
    )
    yield vector(
        "beyond the list",
        issued(far),
        Kind.UNREADABLE,
        reason=Code.NOT_ON_LIST,
        beyond_cwt=LIST,
    )


def _of_addresses() -> Iterator[dict[str, Any]]:
    digits = to_digits(issued())
    for name, text in {
        "lower case": f"https://karte.example/k#1{digits}",
        "mixed case": f"hTTps://Karte.Example/k#1{digits}",
        "another host": f"HTTPS://MUSTER.EXAMPLE/K#1{digits}",
        "with port": f"HTTP://127.0.0.1:8000/K#1{digits}",
        "with slash": f"HTTPS://KARTE.EXAMPLE/K/#1{digits}",
        "with line end": f"HTTPS://KARTE.EXAMPLE/K#1{digits}\r\n",
        "fragment": f"#1{digits}",
        "fragment without #": f"1{digits}",
    }.items():
        yield vector(f"address: {name}", text, Kind.VALID, PRINTED)


def _of_phones() -> Iterator[dict[str, Any]]:
    def phone(name: str, code: bytes, kind: VerdictKind, *args: Any, **options: Any) -> Any:
        return vector(f"phone: {name}", code, kind, *args, version=2, **options)

    yield phone("valid", shown(), Kind.VALID, DIGITAL)
    yield phone("a minute old", shown(at=NOW - MINUTE), Kind.VALID, DIGITAL)
    yield phone(
        "screenshot", shown(at=NOW - MINUTE - SECOND), Kind.SCREENSHOT, DIGITAL, beyond_cwt=AGE
    )
    yield phone("a minute ahead", shown(at=NOW + MINUTE), Kind.VALID, DIGITAL)
    yield phone(
        "from the future",
        shown(at=NOW + MINUTE + SECOND),
        Kind.CLOCK_WRONG,
        DIGITAL,
        about="Either the phone's clock is fast, or the verifier's is slow.",
        beyond_cwt=AGE,
    )
    end = DIGITAL.expires
    after = end + MINUTE
    yield phone("expired", shown(at=after), Kind.EXPIRED, DIGITAL, now=after)
    withdrawn = replace(DIGITAL, status_index=4711)
    yield phone("withdrawn", shown(withdrawn), Kind.REVOKED, withdrawn, beyond_cwt=LIST)
    yield phone(
        "screenshot of a withdrawn card",
        shown(withdrawn, at=NOW - 2 * MINUTE),
        Kind.REVOKED,
        withdrawn,
        beyond_cwt=LIST,
    )
    yield phone("no list", shown(), Kind.VALID_OLD_LIST, DIGITAL, lists=())
    yield phone("of another phone", shown(key=OTHER_PHONE), Kind.FORGED, reason=Code.BAD_SIGNATURE)
    yield phone(
        "of an unknown issuer",
        shown(signer=STRANGER),
        Kind.UNKNOWN_ISSUER,
        reason=Code.UNKNOWN_ISSUER,
    )
    yield phone(
        "printed card inside",
        shown(PRINTED),
        Kind.FORGED,
        reason=Code.NOT_BOUND,
        about="The credential names no phone.",
    )
    yield vector(
        "phone's credential alone",
        issued(DIGITAL),
        Kind.FORGED,
        reason=Code.BOUND_ALONE,
        about="An EK1 with cnf, as somebody might print it from a screenshot.",
        beyond_cwt=PROFILE,
    )
    altered = bytearray(shown())
    altered[-70] ^= 1
    yield phone("altered time", bytes(altered), Kind.FORGED, reason=Code.BAD_SIGNATURE)
    inside = replaced(shown(), b"Erika", b"Erich")
    yield phone("altered inside", inside, Kind.FORGED, reason=Code.BAD_SIGNATURE)
    now = encode({ISSUED_AT: int(NOW.timestamp())})
    for name, header, payload, reason in (
        ("no time", {KCWT: issued(DIGITAL)}, encode({}), Code.BAD_CLAIMS),
        ("time of text", {KCWT: issued(DIGITAL)}, encode({ISSUED_AT: "now"}), Code.BAD_CLAIMS),
        ("time with fraction", {KCWT: issued(DIGITAL)}, encode({ISSUED_AT: 1.5}), Code.MALFORMED),
        ("nothing inside", {KCWT: b""}, now, Code.MALFORMED),
        ("text inside", {KCWT: "EK1"}, now, Code.MALFORMED),
        ("a presentation inside", {KCWT: shown()}, now, Code.MALFORMED),
        (
            "critical header",
            {KCWT: issued(DIGITAL), CRITICAL: [99], 99: 1},
            now,
            Code.NOT_SUPPORTED,
        ),
    ):
        code = sign(header, payload, PHONE)
        kind, beyond = Kind.UNREADABLE, PROFILE if "time" in name or "critical" in name else ""
        yield phone(name, code, kind, reason=reason, beyond_cwt=beyond)
    yield vector(
        "phone: called a card",
        shown(),
        Kind.UNREADABLE,
        reason=Code.MALFORMED,
        about="The text says 1, the bytes are an EK2.",
        beyond_cwt=PROFILE,
    )
    yield phone(
        "is a card",
        issued(),
        Kind.UNREADABLE,
        reason=Code.MALFORMED,
        about="The text says 2, the bytes are an EK1.",
        beyond_cwt=PROFILE,
    )


def _forged() -> Iterator[dict[str, Any]]:
    def forged(name: str, code: bytes, about: str = "") -> dict[str, Any]:
        return vector(name, code, Kind.FORGED, reason=Code.BAD_SIGNATURE, about=about)

    card = issued()
    yield vector(
        "unknown issuer",
        issued(signer=STRANGER),
        Kind.UNKNOWN_ISSUER,
        reason=Code.UNKNOWN_ISSUER,
    )
    yield forged(
        "wrong key",
        raw(write_claims(PRINTED), {KEY_ID: LUENEN.kid}, STRANGER),
        "Lünen's kid, but another's signature.",
    )
    yield forged("kid of another town", replaced(card, LUENEN.kid, SELM.kid))
    yield forged("altered byte", replaced(card, b"Erika", b"Erica"))
    yield forged(
        "altered type",
        replaced(card, b"mann\x00", b"mann\x01"),
        "A standard card that says to be a jubilee card.",
    )
    yield forged("altered index", replaced(card, b"\x1a\x00\x01\x11\x70", b"\x1a\x00\x01\x11\x71"))
    yield forged("altered signature", card[:-1] + bytes([card[-1] ^ 1]))
    yield forged("signature of nothing", card[:-64] + bytes(64))
    yield forged("signature of the largest", card[:-64] + b"\xff" * 64)


def _strange_claims() -> Iterator[dict[str, Any]]:
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


def _strange_messages() -> Iterator[dict[str, Any]]:
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


def _strange_texts() -> Iterator[dict[str, Any]]:
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
