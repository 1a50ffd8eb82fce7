"""One key follows the other (docs/card-keys.md)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ehrenamtskarte.keys.encryption import is_readable
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.logbook import KeyEvent, note
from ehrenamtskarte.keys.making import add_key, add_keys_for_orphaned_lists, list_with_room
from ehrenamtskarte.keys.signing import signing_key
from ehrenamtskarte.keys.states import living_codes
from ehrenamtskarte.models import IssuerKey, StatusList
from municipalities.models import Municipality

if TYPE_CHECKING:
    from accounts.models import User

# So long a new key is published before it signs: whoever checks without network should have met
# the network once in between.
OVERLAP = timedelta(days=2)


@transaction.atomic
def make_key(
    *, municipality: Municipality, by: "User | None" = None, now: datetime | None = None
) -> IssuerKey:
    """The town's key, made if there is none yet that signs. Raises CardKeyError."""
    key = signing_key(municipality, now=now).key
    note(key, KeyEvent.MADE, by)
    return key


@transaction.atomic
def rotate_key(
    *,
    municipality: Municipality,
    at_once: bool = False,
    by: "User | None" = None,
    now: datetime | None = None,
) -> IssuerKey:
    """Make the key that follows; after `OVERLAP` it signs, and the present one retires.

    Where the present one can't be read any more, nobody could sign until then: so the new one
    takes over at once, and lists that only unreadable keys could sign get a key, too.

    Returns:
        The key that follows, or the first one of a town that had none.

    Raises:
        CardKeyError: UNDER_WAY (unless at once), NO_ENCRYPTION_KEY, BAD_ENCRYPTION_KEY.
    """
    now = now or timezone.now()
    present = [
        key for key in _locked(municipality) if key.retired_at is None or key.retired_at > now
    ]
    readable = {key.pk for key in present if is_readable(key)}
    somebody_signs = any(key.pk in readable and key.signs_from <= now for key in present)
    begins = now + OVERLAP if somebody_signs and not at_once else now
    follower = next(
        (
            key
            for key in present
            if key.pk in readable and key.retired_at is None and key.signs_from > now
        ),
        None,
    )
    if follower is not None and begins > now:
        raise CardKeyError(CardKeyError.Code.UNDER_WAY, follower)
    for key in present:
        if key != follower:
            end = begins if key.pk in readable else now
            _retire(key, end if key.retired_at is None else min(end, key.retired_at))
    if follower is None:
        follower = add_key(
            municipality=municipality,
            status_list=list_with_room(municipality),
            signs_from=begins,
        )
    else:
        _begin(follower, now)
    note(follower, KeyEvent.MADE, by)
    add_keys_for_orphaned_lists(municipality=municipality, now=now)
    return follower


@transaction.atomic
def retire_key(*, key: IssuerKey, by: "User | None" = None, now: datetime | None = None) -> None:
    """Let a key sign no more cards before its time is over; the one that follows begins.

    Its cards stay valid.

    Raises:
        CardKeyError: RETIRED, LAST_KEY if none follows.
    """
    now = now or timezone.now()
    keys = _locked(key.municipality)
    key.refresh_from_db()
    if key not in keys or (key.retired_at is not None and key.retired_at <= now):
        raise CardKeyError(CardKeyError.Code.RETIRED, key)
    if key.retired_at is None:
        raise CardKeyError(CardKeyError.Code.LAST_KEY, key)
    _retire(key, now)
    note(key, KeyEvent.RETIRED, by)
    _see_to_it_that_one_signs([one for one in keys if one != key], now)


@transaction.atomic
def withdraw_key(
    *,
    key: IssuerKey,
    was_stolen: bool = False,
    by: "User | None" = None,
    now: datetime | None = None,
) -> int:
    """Publish a key no longer: nothing that it has signed is valid from then on.

    The next card of the town is signed with a new one.

    Args:
        was_stolen: withdraw it although valid cards carry its signature; they have to be made anew.

    Returns:
        How many valid codes that concerns.

    Raises:
        CardKeyError: WITHDRAWN, LIVING_CARDS.
    """
    now = now or timezone.now()
    keys = _locked(key.municipality)
    key.refresh_from_db()
    if key not in keys:
        raise CardKeyError(CardKeyError.Code.WITHDRAWN, key)
    living = living_codes(key, timezone.localdate(now)).count()
    if living and not was_stolen:
        raise CardKeyError(CardKeyError.Code.LIVING_CARDS, key)
    if key.retired_at is None or key.retired_at > now:
        key.retired_at = now
    key.withdrawn_at = now
    key.save(update_fields=["retired_at", "withdrawn_at"])
    note(key, KeyEvent.WITHDRAWN, by)
    # Another key has to sign it.
    StatusList.objects.filter(pk=key.status_list_id).update(is_outdated=True)
    _see_to_it_that_one_signs([one for one in keys if one != key], now)
    return living


def _locked(municipality: Municipality) -> list[IssuerKey]:
    """The town's keys that count, the oldest first."""
    keys = IssuerKey.objects.filter(municipality=municipality).published()
    return list(
        keys.select_for_update(no_key=True, of=("self",))
        .select_related("municipality")
        .order_by("pk")
    )


def _retire(key: IssuerKey, at: datetime) -> None:
    key.retired_at = at
    key.save(update_fields=["retired_at"])


def _begin(key: IssuerKey, at: datetime) -> None:
    key.signs_from = at
    key.save(update_fields=["signs_from"])


def _see_to_it_that_one_signs(keys: list[IssuerKey], now: datetime) -> None:
    """When one of two has gone, the other goes on, or begins before its time."""
    signing = [
        key
        for key in keys
        if key.signs_from <= now and (key.retired_at is None or key.retired_at > now)
    ]
    last = next((key for key in keys if key.retired_at is None), None)
    if signing and last is None:
        signing[-1].retired_at = None
        signing[-1].save(update_fields=["retired_at"])
    elif last is not None and not signing:
        _begin(last, now)
