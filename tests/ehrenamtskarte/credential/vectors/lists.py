"""Status lists, good and bad."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ehrenamtskarte.credential.cbor import encode
from ehrenamtskarte.credential.claims import EXPIRES, ISSUED_AT
from ehrenamtskarte.credential.cose import CRITICAL, KEY_ID, SIGN1_TAG, TYPE, sign
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.status import (
    CONTENT_TYPE,
    MAX_LIST_BYTES,
    STATUS_LIST,
    SUBJECT,
    TIME_TO_LIVE,
)
from tests.ehrenamtskarte.credential.vectors.signers import ELSEWHERE, LUENEN, NOW, SELM, Signer

Code = CredentialError.Code

SIZE = 131_072
WITHDRAWN = [7, 4711, 70_001, 131_071]
# The bits of these as zlib made them; another version of zlib makes other bytes of the same bits.
COMPRESSED = bytes.fromhex(
    "78daedd0410d000008042067f28b6e091fba410452b0230a00000000000000e081560000000000000070530659d50183"
)
# The bits of the example in draft-ietf-oauth-status-list, 4.1.
OF_DRAFT, OF_DRAFT_WITHDRAWN = bytes.fromhex("78dadbb918000217015d"), [0, 3, 4, 5, 7, 8, 9, 13, 15]


@dataclass(frozen=True)
class ListExample:
    signer: Signer
    token: bytes
    issued_at: datetime
    size: int = SIZE
    withdrawn: tuple[int, ...] = tuple(WITHDRAWN)


def token(
    signer: Signer = LUENEN,
    *,
    now: datetime = NOW - timedelta(hours=1),
    lifetime: timedelta = timedelta(days=7),
    compressed: Any = COMPRESSED,
    bits: int = 1,
    header: dict[int, Any] | None = None,
    claims: dict[int, Any] | None = None,
) -> bytes:
    said: dict[int, Any] = {
        SUBJECT: signer.address,
        ISSUED_AT: int(now.timestamp()),
        EXPIRES: int((now + lifetime).timestamp()),
        TIME_TO_LIVE: 3600,
        STATUS_LIST: {"bits": bits, "lst": compressed},
    } | (claims or {})
    said = {name: value for name, value in said.items() if value is not None}
    protected = {KEY_ID: signer.kid, TYPE: CONTENT_TYPE} if header is None else header
    return SIGN1_TAG + sign(protected, encode(said), signer.private)


def stored(bits: bytes) -> bytes:
    """A zlib stream that does not compress, which all make alike (RFC 1951, 3.2.4)."""
    length = len(bits)
    block = b"\x01" + length.to_bytes(2, "little") + (length ^ 0xFFFF).to_bytes(2, "little")
    return b"\x78\x01" + block + bits + zlib.adler32(bits).to_bytes(4, "big")


def zeros(count: int) -> bytes:
    """A zlib stream of `count` zero bytes, 13 bits for 258 of them (RFC 1951, 3.2.6)."""
    literal, repetition, end = "00110000", "11000101" + "00000", "0000000"
    whole, rest = divmod(count - 1, 258)
    bits = "1" + "10" + literal + repetition * whole + literal * rest + end
    bits += "0" * (-len(bits) % 8)
    body = bytes(int(bits[place : place + 8][::-1], 2) for place in range(0, len(bits), 8))
    return b"\x78\x01" + body + zlib.adler32(bytes(count)).to_bytes(4, "big")


def _example(
    age: timedelta = timedelta(hours=1), signer: Signer = LUENEN, **changes: Any
) -> ListExample:
    return ListExample(signer, token(signer, now=NOW - age, **changes), NOW - age)


LISTS = {
    "lünen": _example(),
    "lünen, 24 hours old": _example(timedelta(hours=24)),
    "lünen, 24 hours and a second old": _example(timedelta(hours=24, seconds=1)),
    "lünen, ended": _example(lifetime=timedelta(minutes=30)),
    "lünen, from now": _example(timedelta(0)),
    "lünen, in a minute": _example(-timedelta(minutes=1)),
    "lünen, in a minute and a second": _example(-timedelta(minutes=1, seconds=1)),
    "lünen, 16 cards": replace(_example(compressed=stored(bytes(2))), size=16, withdrawn=()),
    "selm": _example(signer=SELM),
    "elsewhere": _example(signer=ELSEWHERE),
}


def good_lists() -> Iterator[dict[str, Any]]:
    def good(
        name: str, about: str, token: bytes, size: int = SIZE, withdrawn: Any = WITHDRAWN
    ) -> dict[str, Any]:
        return {
            "name": name,
            "about": about,
            "address": LUENEN.address,
            "token": token.hex(),
            "error": None,
            "size": size,
            "withdrawn": list(withdrawn),
        }

    for name, example in LISTS.items():
        yield good(name, "", example.token, example.size, example.withdrawn) | {
            "address": example.signer.address
        }
    yield good(
        "bits of the draft",
        "The bits of the example in the draft of the Token Status List.",
        token(compressed=OF_DRAFT),
        16,
        OF_DRAFT_WITHDRAWN,
    )
    yield good("without tag", "Tag 18 may be left away.", token().removeprefix(SIGN1_TAG))
    yield good("the largest", "2 MiB of bits.", token(compressed=zeros(MAX_LIST_BYTES)), 2**24, [])
    yield good(
        "without end", "Claims exp and ttl may be missing.",
        token(claims={EXPIRES: None, TIME_TO_LIVE: None}),
    )  # fmt: skip
    unsigned = bytearray(token())
    place = unsigned.index(b"\xa0", 40)
    unsigned[place : place + 1] = b"\xa1\x18\x63\x41\x00"
    yield good(
        "unsigned header",
        "Header parameters that nobody signed are passed over in lists.",
        bytes(unsigned),
    )


def bad_lists() -> Iterator[dict[str, Any]]:
    def bad(
        name: str, token: bytes, error: CredentialError.Code, about: str = ""
    ) -> dict[str, Any]:
        return {
            "name": name,
            "about": about,
            "address": LUENEN.address,
            "token": token.hex(),
            "error": error.value,
        }

    altered = bytearray(token())
    altered[-80] ^= 1
    yield bad("altered", bytes(altered), Code.BAD_SIGNATURE)
    yield bad(
        "signed by another town",
        token(replace(SELM, address=LUENEN.address)),
        Code.BAD_SIGNATURE,
        "Selm's key is known, but its JWK names another list.",
    )
    yield bad(
        "of another address",
        token(replace(LUENEN, address=SELM.address)),
        Code.WRONG_LIST,
        "Claim sub is not the address where the list was fetched.",
    )
    yield bad("without type", token(header={KEY_ID: LUENEN.kid}), Code.BAD_LIST)
    critical = {KEY_ID: LUENEN.kid, TYPE: CONTENT_TYPE, CRITICAL: [99], 99: 1}
    yield bad("critical header", token(header=critical), Code.NOT_SUPPORTED)
    yield bad("without date", token(claims={ISSUED_AT: None}), Code.BAD_LIST)
    yield bad("date of text", token(claims={ISSUED_AT: "2026"}), Code.BAD_CLAIMS)
    yield bad("without bits", token(claims={STATUS_LIST: None}), Code.BAD_LIST)
    yield bad("negative time to live", token(claims={TIME_TO_LIVE: -1}), Code.BAD_LIST)
    yield bad("two bits a card", token(bits=2), Code.BAD_LIST)
    yield bad("bits as text", token(compressed="AAAA"), Code.BAD_LIST)
    yield bad("no stream", token(compressed=b"\x01\x02\x03"), Code.BAD_LIST)
    yield bad("nothing", token(compressed=stored(b"")), Code.BAD_LIST)
    yield bad("stream cut off", token(compressed=COMPRESSED[:-6]), Code.BAD_LIST)
    yield bad("stream with an appendix", token(compressed=COMPRESSED + b"\0"), Code.BAD_LIST)
    yield bad(
        "bomb",
        token(compressed=zeros(MAX_LIST_BYTES + 1)),
        Code.BAD_LIST,
        "One byte more than 2 MiB.",
    )
    yield bad("not CBOR", b"\xff\x00", Code.MALFORMED)
    yield bad("empty", b"", Code.MALFORMED)
    yield bad("trailing byte", token() + b"\0", Code.MALFORMED)
    yield bad("two tags", SIGN1_TAG + token(), Code.MALFORMED)
