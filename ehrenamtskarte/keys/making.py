"""A new key, and the list that its cards have their bits in."""

from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction

from ehrenamtskarte.credential.keys import kid_of, make_private_key
from ehrenamtskarte.keys.encryption import encrypt, is_readable
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.models import IssuerKey, StatusList
from municipalities.models import Municipality

ATTEMPTS = 5  # one in four billion is too many already


def add_key(
    *,
    municipality: Municipality,
    status_list: StatusList,
    signs_from: datetime,
    retired_at: datetime | None = None,
) -> IssuerKey:
    """Make a key whose number no other key has, not even a withdrawn one.

    Raises:
        CardKeyError: CLASH, NO_ENCRYPTION_KEY, BAD_ENCRYPTION_KEY.
        IntegrityError: the town has a key already that does not retire.
    """
    for _attempt in range(ATTEMPTS):
        private_key = make_private_key()
        public_key = private_key.public_key()
        kid = kid_of(public_key).hex()
        if IssuerKey.objects.filter(kid=kid).exists():
            continue
        with transaction.atomic():
            return IssuerKey.objects.create(
                municipality=municipality,
                status_list=status_list,
                kid=kid,
                public_key=public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
                private_key=encrypt(private_key),
                signs_from=signs_from,
                retired_at=retired_at,
            )
    raise CardKeyError(CardKeyError.Code.CLASH)


def list_with_room(municipality: Municipality, *, room_for: int = 1) -> StatusList:
    """The town's newest list if so many fit in and it is not nearly full, else a new one."""
    newest = (
        StatusList.objects.filter(keys__municipality=municipality)
        .select_for_update(no_key=True, of=("self",))
        .order_by("-pk")
        .first()
    )
    if newest and not newest.is_nearly_full and newest.room >= room_for:
        return newest
    return StatusList.objects.create()


def add_keys_for_orphaned_lists(*, municipality: Municipality, now: datetime) -> list[IssuerKey]:
    """For each list that no key can sign any more, one that signs it and never a card."""
    lists: dict[StatusList, list[IssuerKey]] = {}
    for key in municipality.card_keys.published().select_related("status_list", "municipality"):
        lists.setdefault(key.status_list, []).append(key)
    return [
        add_key(municipality=municipality, status_list=status_list, signs_from=now, retired_at=now)
        for status_list, keys in lists.items()
        if not any(map(is_readable, keys))
    ]
