"""After another encryption key was put first: everything once more, with that one.

Other apps keep secrets under the same keys; each encrypts its own anew:

    @hooks.register("reencrypt_card_secrets")
    def reencrypt_ours() -> tuple[int, list[str]]:  # how many, and names of those nothing can read
        ...
"""

from dataclasses import dataclass, field

from django.db import transaction
from wagtail import hooks

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
    others_unreadable: list[str] = field(default_factory=list)


@transaction.atomic
def reencrypt_keys() -> Reencrypted:
    """Encrypt all private halves, and what other apps keep, with the first key of the environment.

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
    for reencrypt in hooks.get_hooks("reencrypt_card_secrets"):
        count, unreadable = reencrypt()
        done.count += count
        done.others_unreadable += unreadable
    return done
