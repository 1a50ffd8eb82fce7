"""What is wrong with the environment, said before anybody notices."""

from base64 import urlsafe_b64decode

from django.conf import settings
from django.core.checks import CheckMessage, Error

from ehrenamtskarte.keys.encryption import encryption_keys
from ehrenamtskarte.keys.errors import CardKeyError

# Of the settings for the own machine, and for the tests: everybody can read it.
KNOWN_TO_ALL = b"only-for-the-own-machine-32bytes"
HINT = (
    'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
    " makes one; docs/card-keys.md"
)


def check_encryption_keys(**kwargs: object) -> list[CheckMessage]:
    """Keys that are none would only be found out when the first card is made."""
    try:
        encryption_keys()
    except CardKeyError as error:
        if error.code == CardKeyError.Code.BAD_ENCRYPTION_KEY:
            return [Error(str(error), hint=HINT, id="ehrenamtskarte.E001")]
    return []


def check_encryption_keys_are_secret(**kwargs: object) -> list[CheckMessage]:
    """For a site that others reach (`check --deploy`)."""
    keys = settings.CARD_KEY_ENCRYPTION_KEYS
    if not keys:
        return [
            Error(
                str(CardKeyError(CardKeyError.Code.NO_ENCRYPTION_KEY)),
                hint=HINT,
                id="ehrenamtskarte.E002",
            )
        ]
    if any(_decoded(key) == KNOWN_TO_ALL for key in keys):
        return [
            Error(
                "CARD_KEY_ENCRYPTION_KEYS holds the key of the demo, which everybody can read.",
                hint=HINT,
                id="ehrenamtskarte.E003",
            )
        ]
    return []


def _decoded(key: str) -> bytes:
    try:
        return urlsafe_b64decode(key)
    except ValueError:
        return b""
