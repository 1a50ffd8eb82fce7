"""Codes of cards, genuine and forged, and the verdict on each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ehrenamtskarte.credential.cbor import encode
from ehrenamtskarte.credential.claims import (
    ISSUED_AT,
    first_moment,
    write_claims,
)
from ehrenamtskarte.credential.cose import CRITICAL, KCWT, KEY_ID, sign
from ehrenamtskarte.credential.numerals import to_digits
from ehrenamtskarte.credential.verdicts import VerdictKind
from tests.ehrenamtskarte.credential.vectors.making import (
    AGE,
    DIGITAL,
    JUBILEE,
    LEEWAY,
    LIST,
    MINUTE,
    PRINTED,
    PROFILE,
    SECOND,
    Code,
    Kind,
    issued,
    raw,
    replaced,
    shown,
    vector,
)
from tests.ehrenamtskarte.credential.vectors.signers import (
    ELSEWHERE,
    LUENEN,
    NOW,
    OTHER_PHONE,
    PHONE,
    SELM,
    STRANGER,
)
from tests.ehrenamtskarte.credential.vectors.strange import (
    of_strange_claims,
    of_strange_messages,
    of_strange_texts,
)


def codes() -> Iterator[dict[str, Any]]:
    yield from _of_cards()
    yield from _of_addresses()
    yield from _of_phones()
    yield from _forged()
    yield from of_strange_claims()
    yield from of_strange_messages()
    yield from of_strange_texts()


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
