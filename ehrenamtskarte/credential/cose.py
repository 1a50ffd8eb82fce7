"""Signed messages of one signer: COSE_Sign1 (RFC 9052, 4.2) with ES256 and nothing else."""

from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from ehrenamtskarte.credential.cbor import Item, decode, encode
from ehrenamtskarte.credential.errors import CredentialError

# Header parameters (RFC 9052, 3.1; RFC 9596; RFC 9528)
ALGORITHM, CRITICAL, KEY_ID, KCWT, TYPE = 1, 2, 4, 13, 16
ES256 = -7
COORDINATE = 32  # bytes of one half of a signature, and of one coordinate of a point
SIGN1_TAG = b"\xd2"

# The same claims under the same key are the same bytes again (RFC 6979), so that a batch that is
# made once more carries the codes it carried before.
_SIGNING = ECDSA(SHA256(), deterministic_signing=True)
_VERIFYING = ECDSA(SHA256())


@dataclass(frozen=True, slots=True)
class Sign1:
    """A message as it was read; nothing in it is believed before `is_signed_by`."""

    protected: bytes
    header: dict[int | str, Item]
    payload: bytes
    signature: bytes

    def is_signed_by(self, key: EllipticCurvePublicKey) -> bool:
        first, second = self.signature[:COORDINATE], self.signature[COORDINATE:]
        pair = encode_dss_signature(int.from_bytes(first, "big"), int.from_bytes(second, "big"))
        try:
            key.verify(pair, _to_be_signed(self.protected, self.payload), _VERIFYING)
        except InvalidSignature:
            return False
        return True


def sign(header: dict[int, Any], payload: bytes, key: EllipticCurvePrivateKey) -> bytes:
    """An untagged message; `header` is protected and gets the algorithm added."""
    protected = encode({ALGORITHM: ES256, **header})
    pair = key.sign(_to_be_signed(protected, payload), _SIGNING)
    signature = b"".join(
        number.to_bytes(COORDINATE, "big") for number in decode_dss_signature(pair)
    )
    return encode([protected, {}, payload, signature])


def read_sign1(data: bytes, *, unsigned_header: bool = False) -> Sign1:
    """The message that `data` is, its signature not yet checked.

    Args:
        unsigned_header: whether there may be header parameters that nobody signed. They are never
            looked at; a card has no room for them.

    Raises:
        CredentialError: MALFORMED; NOT_SUPPORTED for another algorithm and for a header parameter
            that must be understood.
    """
    message = decode(data)
    if not isinstance(message, list) or len(message) != 4:
        raise CredentialError(CredentialError.Code.MALFORMED)
    protected, unprotected, payload, signature = message
    if not (
        isinstance(protected, bytes)
        and isinstance(unprotected, dict)
        and isinstance(payload, bytes)
        and isinstance(signature, bytes)
    ):
        raise CredentialError(CredentialError.Code.MALFORMED)
    header = decode(protected)
    if not isinstance(header, dict) or header.keys() & unprotected.keys():
        raise CredentialError(CredentialError.Code.MALFORMED)
    if unprotected and not unsigned_header:
        raise CredentialError(CredentialError.Code.MALFORMED)
    if header.get(ALGORITHM) != ES256 or CRITICAL in header:
        raise CredentialError(CredentialError.Code.NOT_SUPPORTED)
    if len(signature) != 2 * COORDINATE:
        raise CredentialError(CredentialError.Code.MALFORMED)
    return Sign1(protected, header, payload, signature)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return encode(["Signature1", protected, b"", payload])
