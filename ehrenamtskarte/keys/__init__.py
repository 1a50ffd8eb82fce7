"""Towns' keys: made, followed by others, ended (docs/card-keys.md).

key, private_key = signing_key(municipality)
"""

from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.signing import SigningKey, signing_key

__all__ = ["CardKeyError", "SigningKey", "signing_key"]
