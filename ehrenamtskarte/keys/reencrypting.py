"""After another encryption key was put first: everything once more, with that one."""

from dataclasses import dataclass, field

from django.db import transaction

from ehrenamtskarte.keys.encryption import (
    encrypt,
    encryption_keys,
    is_encrypted_with_first,
    private_key_of,
)
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.models import IssuerKey


@dataclass
class Reencrypted:
    """How many were encrypted anew, and those that nothing in the environment can read."""

    count: int = 0
    unreadable: list[IssuerKey] = field(default_factory=list)


@transaction.atomic
def reencrypt_keys() -> Reencrypted:
    """Encrypt all private halves with the first key of the environment.

    Raises:
        CardKeyError: NO_ENCRYPTION_KEY, BAD_ENCRYPTION_KEY.
    """
    encryption_keys()
    done = Reencrypted()
    keys = IssuerKey.objects.select_for_update(no_key=True, of=("self",))
    for key in keys.select_related("municipality").order_by("pk"):
        if is_encrypted_with_first(key):
            continue
        try:
            key.private_key = encrypt(private_key_of(key))
        except CardKeyError:
            done.unreadable.append(key)
        else:
            key.save(update_fields=["private_key"])
            done.count += 1
    return done
