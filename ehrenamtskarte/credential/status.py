"""Lists of withdrawn cards: IETF Token Status List, one bit a card, as signed CWT.

draft-ietf-oauth-status-list, section 4 (the bits), 5.2 (the token). Entry 0 is the least bit of the
first byte; 1 is withdrawn.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from ehrenamtskarte.credential.cbor import encode
from ehrenamtskarte.credential.claims import (
    EXPIRES,
    ISSUED_AT,
    moment_of,
    read_claim_set,
    seconds_of,
)
from ehrenamtskarte.credential.cose import KEY_ID, SIGN1_TAG, TYPE, read_sign1, sign
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import IssuerKey

CONTENT_TYPE = "application/statuslist+cwt"
SUBJECT, STATUS_LIST, TIME_TO_LIVE = 2, 65533, 65534
MAX_ENTRIES = 2**24
MAX_LIST_BYTES = MAX_ENTRIES // 8
MAX_TOKEN_BYTES = MAX_LIST_BYTES + 4_096  # bits that don't get any smaller, and what is around them

# A verifier with a network asks again after the time to live; without one it goes on with the list
# and says how old it is.
TIME_TO_LIVE_OF_LISTS = timedelta(hours=1)
LIFETIME_OF_LISTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list whose signature was checked."""

    address: str
    bits: bytes
    issued_at: datetime
    expires_at: datetime | None = None
    time_to_live: timedelta | None = None

    def __len__(self) -> int:
        return 8 * len(self.bits)

    def is_withdrawn(self, index: int) -> bool:
        """Whether the card with that index is withdrawn.

        Raises:
            CredentialError: NOT_ON_LIST.
        """
        if not 0 <= index < len(self):
            raise CredentialError(CredentialError.Code.NOT_ON_LIST)
        return bool(self.bits[index // 8] >> (index % 8) & 1)


def status_bits(withdrawn: Iterable[int], size: int) -> bytes:
    """The bits of a list with `size` entries, filled up to whole bytes."""
    bits = bytearray((size + 7) // 8)
    for index in withdrawn:
        bits[index // 8] |= 1 << (index % 8)
    return bytes(bits)


def sign_status_list(
    *,
    address: str,
    withdrawn: Iterable[int],
    size: int,
    private_key: EllipticCurvePrivateKey,
    kid: bytes,
    now: datetime,
    lifetime: timedelta = LIFETIME_OF_LISTS,
    time_to_live: timedelta = TIME_TO_LIVE_OF_LISTS,
) -> bytes:
    """The list as it is served, with type `application/statuslist+cwt`.

    Args:
        address: where it is served, as the keys' JWKs say it.
        withdrawn: indexes of withdrawn cards, each below `size`.
        lifetime: after that nobody should rely on the list; `time_to_live`: when to ask again.
    """
    compressed = zlib.compress(status_bits(withdrawn, size), level=9)
    claims = {
        SUBJECT: address,
        ISSUED_AT: seconds_of(now),
        EXPIRES: seconds_of(now + lifetime),
        TIME_TO_LIVE: int(time_to_live.total_seconds()),
        STATUS_LIST: {"bits": 1, "lst": compressed},
    }
    header = {KEY_ID: kid, TYPE: CONTENT_TYPE}
    return SIGN1_TAG + sign(header, encode(claims), private_key)


def read_status_list(token: bytes, *, address: str, signers: Iterable[IssuerKey]) -> StatusList:
    """The list, if one of `signers` has signed it for that address.

    Args:
        signers: `IssuerKeySet.of_list(address)`.

    Raises:
        CredentialError: TOO_LARGE, MALFORMED, NOT_SUPPORTED, BAD_LIST, BAD_SIGNATURE, WRONG_LIST,
            BAD_CLAIMS.
    """
    if len(token) > MAX_TOKEN_BYTES:
        raise CredentialError(CredentialError.Code.TOO_LARGE)
    message = read_sign1(token.removeprefix(SIGN1_TAG), unsigned_header=True)
    if message.header.get(TYPE) != CONTENT_TYPE:
        raise CredentialError(CredentialError.Code.BAD_LIST)
    if not any(message.is_signed_by(key.public_key) for key in signers):
        raise CredentialError(CredentialError.Code.BAD_SIGNATURE)
    claims = read_claim_set(message.payload)
    if claims.get(SUBJECT) != address:
        raise CredentialError(CredentialError.Code.WRONG_LIST)
    content, wait = claims.get(STATUS_LIST), claims.get(TIME_TO_LIVE)
    if not isinstance(content, dict) or content.get("bits") != 1 or ISSUED_AT not in claims:
        raise CredentialError(CredentialError.Code.BAD_LIST)
    if wait is not None and not (isinstance(wait, int) and 0 < wait < 2**31):
        raise CredentialError(CredentialError.Code.BAD_LIST)
    compressed = content.get("lst")
    if not isinstance(compressed, bytes):
        raise CredentialError(CredentialError.Code.BAD_LIST)
    return StatusList(
        address=address,
        bits=_decompressed(compressed),
        issued_at=moment_of(claims[ISSUED_AT]),
        expires_at=moment_of(claims[EXPIRES]) if EXPIRES in claims else None,
        time_to_live=None if wait is None else timedelta(seconds=wait),
    )


def _decompressed(compressed: bytes) -> bytes:
    """The bits of a zlib stream (RFC 1950) that ends where the data ends, up to the limit."""
    stream = zlib.decompressobj()
    try:
        bits = stream.decompress(compressed, MAX_LIST_BYTES + 1)
    except zlib.error:
        raise CredentialError(CredentialError.Code.BAD_LIST) from None
    if not stream.eof or stream.unused_data or not 0 < len(bits) <= MAX_LIST_BYTES:
        raise CredentialError(CredentialError.Code.BAD_LIST)
    return bits
