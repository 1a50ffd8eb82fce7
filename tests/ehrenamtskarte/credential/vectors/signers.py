"""Whose keys the examples are signed with. They follow from texts that everybody can read here:
they sign nothing but these examples and must never be used for cards."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ehrenamtskarte.credential.keys import CURVE, Issuer, IssuerKey, IssuerKeySet, kid_of

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def key_for_tests(secret: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(sha256(secret.encode()).digest(), "big"), CURVE)


def point_of_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True)
class Signer:
    """An issuer with its key and the address of its list."""

    secret: str
    issuer: Issuer
    address: str

    @property
    def private(self) -> ec.EllipticCurvePrivateKey:
        return key_for_tests(self.secret)

    @property
    def kid(self) -> bytes:
        return kid_of(self.private.public_key())

    @property
    def public(self) -> IssuerKey:
        return IssuerKey(self.private.public_key(), self.issuer, self.address)


LUENEN = Signer(
    "Lünen, for tests only",
    Issuer("05978024", "Lünen"),
    "https://karte.example/ehrenamtskarte/status/1",
)
SELM = Signer(
    "Selm, for tests only",
    Issuer("05978032", "Selm"),
    "https://karte.example/ehrenamtskarte/status/2",
)
ELSEWHERE = Signer(
    "Elsewhere, for tests only",
    Issuer("99999999", "Musterstadt", "Verbund Musterland"),
    "https://muster.example/ehrenamtskarte/status/7",
)
STRANGER = Signer(
    "A stranger, for tests only",
    Issuer("99999998", "Fremdstadt"),
    "https://fremd.example/ehrenamtskarte/status/1",
)
PHONE = key_for_tests("A phone, for tests only")
OTHER_PHONE = key_for_tests("Another phone, for tests only")

KNOWN = IssuerKeySet([LUENEN.public, SELM.public, ELSEWHERE.public])
