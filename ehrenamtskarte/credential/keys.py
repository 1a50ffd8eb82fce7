"""Issuers' keys: P-256, named by four bytes, published as JWK set (RFC 7517).

Each key belongs to exactly one status list, so that a card need not say which; a list outlives its
keys and may have several, one after the other (ADR 29).
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ehrenamtskarte.credential.errors import CredentialError

CURVE = ec.SECP256R1()
KEY_ID_LENGTH = 4
POINT_LENGTH = 65
MAX_KEYS = 1_000  # in one set
MAX_TEXT = 100  # letters of a town's name

# Of a status list, with which a verifier compares letter by letter.
_ADDRESS = re.compile(r"https?://[!-~]{1,200}")
_COORDINATE = re.compile(r"[A-Za-z0-9_-]{43}")


def make_private_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(CURVE)


def kid_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """A key's short name in the header of cards: 4 bytes that follow from the key itself."""
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(info).digest()[:KEY_ID_LENGTH]


def kid_text(kid: bytes) -> str:
    """The name as a JWK says it: base64url without padding, six letters."""
    return _to_base64(kid)


def point_of(point: bytes) -> tuple[bytes, bytes]:
    """Both coordinates of an uncompressed point."""
    half = POINT_LENGTH // 2
    return point[1 : 1 + half], point[1 + half :]


# A phone's code is often judged many times; finding out that a point lies on the curve costs as
# much as a tenth of the whole verdict.
@lru_cache(maxsize=512)
def public_key_of(point: bytes) -> ec.EllipticCurvePublicKey:
    """The key that an uncompressed point of P-256 is (SEC 1, 2.3.3; 65 bytes).

    Raises:
        CredentialError: BAD_KEY.
    """
    try:
        if len(point) != POINT_LENGTH or point[0] != 4:
            raise ValueError
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError:
        raise CredentialError(CredentialError.Code.BAD_KEY) from None


def point_from_jwk(jwk: Any) -> bytes:
    """The point of a public key that a phone exported as JWK.

    Raises:
        CredentialError: BAD_KEY.
    """
    if not isinstance(jwk, Mapping) or (jwk.get("kty"), jwk.get("crv")) != ("EC", "P-256"):
        raise CredentialError(CredentialError.Code.BAD_KEY)
    x, y = jwk.get("x"), jwk.get("y")
    if not all(isinstance(half, str) and _COORDINATE.fullmatch(half) for half in (x, y)):
        raise CredentialError(CredentialError.Code.BAD_KEY)
    point = b"\x04" + urlsafe_b64decode(f"{x}=") + urlsafe_b64decode(f"{y}=")
    public_key_of(point)
    return point


@dataclass(frozen=True, slots=True)
class Issuer:
    """A town that issues cards.

    Attributes:
        ags: official key of the municipality, 8 digits.
        association: the name under which another association is trusted; empty for our own towns.
    """

    ags: str
    name: str
    association: str = ""


@dataclass(frozen=True)
class IssuerKey:
    """A key that verifiers know.

    Attributes:
        status_list: address of the list in which this key's cards have their bits.

    Raises:
        CredentialError: BAD_KEY.
    """

    public_key: ec.EllipticCurvePublicKey
    issuer: Issuer
    status_list: str
    kid: bytes = field(init=False)

    def __post_init__(self) -> None:
        if not (
            isinstance(self.public_key.curve, ec.SECP256R1)
            and re.fullmatch(r"[0-9]{8}", self.issuer.ags)
            and 1 <= len(self.issuer.name) <= MAX_TEXT
            and len(self.issuer.association) <= MAX_TEXT
            and _ADDRESS.fullmatch(self.status_list)
        ):
            raise CredentialError(CredentialError.Code.BAD_KEY)
        object.__setattr__(self, "kid", kid_of(self.public_key))

    def to_jwk(self) -> dict[str, Any]:
        """The key for publishing (RFC 7517, 4; RFC 7518, 6.2), with two members of our own."""
        point = self.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        x, y = point_of(point)
        issuer = {"ags": self.issuer.ags, "name": self.issuer.name}
        if self.issuer.association:
            issuer["association"] = self.issuer.association
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": _to_base64(x),
            "y": _to_base64(y),
            "kid": kid_text(self.kid),
            "alg": "ES256",
            "use": "sig",
            "issuer": issuer,
            "status_list": self.status_list,
        }

    @classmethod
    def from_jwk(cls, jwk: Any, *, association: str | None = None) -> Self:
        """The key of a JWK.

        Args:
            association: whose key it is, whatever the JWK says of that; None to believe it.

        Raises:
            CredentialError: BAD_KEY; also where `kid` does not follow from the key.
        """
        issuer = jwk.get("issuer") if isinstance(jwk, Mapping) else None
        if not isinstance(issuer, Mapping):
            raise CredentialError(CredentialError.Code.BAD_KEY)
        if association is None:
            association = issuer.get("association", "")
        if (jwk.get("alg", "ES256"), jwk.get("use", "sig")) != ("ES256", "sig"):
            raise CredentialError(CredentialError.Code.BAD_KEY)
        key = cls(
            public_key=public_key_of(point_from_jwk(jwk)),
            issuer=Issuer(_text(issuer.get("ags")), _text(issuer.get("name")), _text(association)),
            status_list=_text(jwk.get("status_list")),
        )
        if jwk.get("kid") != kid_text(key.kid):
            raise CredentialError(CredentialError.Code.BAD_KEY)
        return key


class IssuerKeySet:
    """All that a verifier knows of issuers.

    Of two associations that name the same status list, it belongs to the one whose key comes first,
    and the other's keys are left out: nobody may speak for another's cards.
    """

    def __init__(self, keys: Iterable[IssuerKey] = ()) -> None:
        self._keys: list[IssuerKey] = []
        self._by_kid: dict[bytes, list[IssuerKey]] = {}
        owners: dict[str, str] = {}
        for key in keys:
            owner = owners.setdefault(key.status_list, key.issuer.association)
            if owner == key.issuer.association:
                self._keys.append(key)
                self._by_kid.setdefault(key.kid, []).append(key)

    def __iter__(self) -> Iterator[IssuerKey]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def with_kid(self, kid: bytes) -> list[IssuerKey]:
        """The keys of that name: one, or by chance several of different associations."""
        return self._by_kid.get(kid, [])

    def of_list(self, address: str) -> list[IssuerKey]:
        """The keys that may sign the status list at `address`."""
        return [key for key in self._keys if key.status_list == address]

    def to_jwks(self) -> dict[str, Any]:
        return {"keys": [key.to_jwk() for key in self._keys]}

    @classmethod
    def from_jwks(
        cls, document: Any, *, association: str | None = None, origin: str | None = None
    ) -> Self:
        """The keys of a JWK set, as text, bytes or read already.

        Keys of other kinds and keys that are wrong in themselves are passed over (RFC 7517, 5).

        Args:
            association: whose keys these are, whatever they say of that themselves.
            origin: only keys whose status list lies there are taken ("https://karte.example").

        Raises:
            CredentialError: BAD_KEY_SET.
        """
        if isinstance(document, str | bytes):
            try:
                document = json.loads(document)
            except (ValueError, RecursionError):
                raise CredentialError(CredentialError.Code.BAD_KEY_SET) from None
        jwks = document.get("keys") if isinstance(document, Mapping) else None
        if not isinstance(jwks, list) or len(jwks) > MAX_KEYS:
            raise CredentialError(CredentialError.Code.BAD_KEY_SET)
        keys = []
        for jwk in jwks:
            try:
                key = IssuerKey.from_jwk(jwk, association=association)
            except CredentialError:
                continue
            if origin is None or key.status_list.startswith(f"{origin}/"):
                keys.append(key)
        return cls(keys)


def _to_base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise CredentialError(CredentialError.Code.BAD_KEY)
    return value
