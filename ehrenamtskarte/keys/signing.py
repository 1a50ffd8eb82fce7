"""The key that signs a town's cards now."""

from datetime import datetime
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import IntegrityError, transaction
from django.utils import timezone

from ehrenamtskarte.keys.encryption import private_key_of
from ehrenamtskarte.keys.making import add_key, list_with_room
from ehrenamtskarte.models import IssuerKey, StatusList
from ehrenamtskarte.models.issuers import LIST_SIZE
from municipalities.models import Municipality


class SigningKey(NamedTuple):
    """What `sign_card` needs, and in `key.status_list` where to take an index."""

    key: IssuerKey
    private_key: EllipticCurvePrivateKey

    @property
    def kid(self) -> bytes:
        return bytes.fromhex(self.key.kid)


@transaction.atomic
def signing_key(
    municipality: Municipality, *, room_for: int = 1, now: datetime | None = None
) -> SigningKey:
    """The town's key, made on first use; also a new one where the list has no room left.

    Key and list stay locked until the caller's transaction ends: as long as that, the key is not
    withdrawn and the room is kept. Lock applications and cards before, credentials after.

    Args:
        room_for: how many indexes are about to be taken, at most half of `LIST_SIZE`.

    Raises:
        CardKeyError: UNREADABLE, NO_ENCRYPTION_KEY, BAD_ENCRYPTION_KEY.
    """
    if not 0 < room_for <= LIST_SIZE // 2:
        raise ValueError(f"no list has room for {room_for}")
    now = now or timezone.now()
    key = _locked_current(municipality, now) or _first_key(municipality, now)
    # Read before a new one is made: an operator has to hear of a lost encryption key.
    private_key = private_key_of(key)
    if key.status_list.room < room_for:
        key = _next_key(key, room_for, now)
        private_key = private_key_of(key)
    return SigningKey(key, private_key)


def _locked_current(municipality: Municipality, now: datetime) -> IssuerKey | None:
    keys = IssuerKey.objects.filter(municipality=municipality)
    key = keys.signing(now).select_for_update(no_key=True).first()
    if key is None:
        # Whatever signed until now is gone; who was to follow need not wait.
        key = keys.published().filter(retired_at=None).select_for_update(no_key=True).first()
        if key is None:
            return None
        key.signs_from = now
        key.save(update_fields=["signs_from"])
    key.municipality = municipality
    key.status_list = StatusList.objects.select_for_update(no_key=True).get(pk=key.status_list_id)
    return key


def _first_key(municipality: Municipality, now: datetime) -> IssuerKey:
    try:
        with transaction.atomic():
            return add_key(
                municipality=municipality,
                status_list=list_with_room(municipality),
                signs_from=now,
            )
    except IntegrityError:  # somebody else was faster
        key = _locked_current(municipality, max(now, timezone.now()))
        if key is None:
            raise
        return key


def _next_key(key: IssuerKey, room_for: int, now: datetime) -> IssuerKey:
    key.retired_at = now
    key.save(update_fields=["retired_at"])
    municipality = key.municipality
    # A rotation is under way: the new key takes over at once, if its list has room.
    successor = _locked_current(municipality, now)
    if successor is not None:
        if successor.status_list.room >= room_for:
            return successor
        return _next_key(successor, room_for, now)
    status_list = list_with_room(municipality, room_for=room_for)
    return add_key(municipality=municipality, status_list=status_list, signs_from=now)
