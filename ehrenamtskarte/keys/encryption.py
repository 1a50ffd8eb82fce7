"""Private halves are kept encrypted (Fernet) with a key that only the environment knows.

`CARD_KEY_ENCRYPTION_KEYS` may hold several: the first one encrypts, all of them decrypt.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from django.conf import settings

from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.models import IssuerKey


def encryption_keys() -> list[Fernet]:
    """Those of the environment.

    Raises:
        CardKeyError: NO_ENCRYPTION_KEY, BAD_ENCRYPTION_KEY.
    """
    try:
        found = [Fernet(key) for key in settings.CARD_KEY_ENCRYPTION_KEYS]
    except ValueError:  # never with the key in a traceback
        raise CardKeyError(CardKeyError.Code.BAD_ENCRYPTION_KEY) from None
    if not found:
        raise CardKeyError(CardKeyError.Code.NO_ENCRYPTION_KEY)
    return found


def encrypt(private_key: EllipticCurvePrivateKey) -> bytes:
    """PKCS #8, encrypted with the first key of the environment."""
    plain = private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return MultiFernet(encryption_keys()).encrypt(plain)


def private_key_of(key: IssuerKey) -> EllipticCurvePrivateKey:
    """The key's private half.

    Raises:
        CardKeyError: UNREADABLE, also if it is not the half of this key; NO_ENCRYPTION_KEY,
            BAD_ENCRYPTION_KEY.
    """
    try:
        plain = MultiFernet(encryption_keys()).decrypt(bytes(key.private_key))
        found = load_der_private_key(plain, password=None)
    except (InvalidToken, ValueError):
        raise CardKeyError(CardKeyError.Code.UNREADABLE, key) from None
    if not isinstance(found, EllipticCurvePrivateKey):
        raise CardKeyError(CardKeyError.Code.UNREADABLE, key)
    public = found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if public != bytes(key.public_key):
        raise CardKeyError(CardKeyError.Code.UNREADABLE, key)
    return found


def is_readable(key: IssuerKey) -> bool:
    """Whether the environment has what the key's private half was encrypted with."""
    try:
        private_key_of(key)
    except CardKeyError:
        return False
    return True


def is_encrypted_with_first(key: IssuerKey) -> bool:
    """Whether the other encryption keys can be done without, as far as this key goes."""
    try:
        encryption_keys()[0].decrypt(bytes(key.private_key))
    except InvalidToken:
        return False
    return True
