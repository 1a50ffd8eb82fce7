"""The signed list, made when it is needed and kept until then."""

import logging
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ehrenamtskarte.credential.status import (
    LIFETIME_OF_LISTS,
    TIME_TO_LIVE_OF_LISTS,
    sign_status_list,
)
from ehrenamtskarte.keys.encryption import private_key_of
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.published import address_of
from ehrenamtskarte.models import Credential, IssuerKey, StatusList
from ehrenamtskarte.status.errors import StatusListError

logger = logging.getLogger(__name__)

# The clock makes a list anew at this age: whoever fetches it has it fresh, and one that went on
# without network for a day may call a card valid nearly as long.
RENEWED_AFTER = TIME_TO_LIVE_OF_LISTS
# Where the clock stands still, whoever asks for an older one has it made.
OLDEST = 2 * RENEWED_AFTER


def is_fresh(status_list: StatusList, now: datetime, *, oldest: timedelta = OLDEST) -> bool:
    """Whether the list as it was published says what is so."""
    return (
        not status_list.is_outdated
        and status_list.made_at is not None
        and status_list.made_at > now - oldest
    )


def due_lists(now: datetime) -> "QuerySet[StatusList]":
    """Those to be made: outdated or no longer new, and known to some verifier."""
    return (
        StatusList.objects.filter(keys__withdrawn_at=None, keys__isnull=False)
        .filter(Q(is_outdated=True) | Q(made_at=None) | Q(made_at__lte=now - RENEWED_AFTER))
        .distinct()
        .order_by("pk")
    )


def revoked_indexes(status_list: StatusList) -> "QuerySet[Credential, int]":
    """Found by the partial index `revoked_credentials`, however many codes hold."""
    # Every index is at least 0: said, it lets SQLite see that the partial index serves better than
    # the list's own, also where it has counted nothing yet.
    revoked = Credential.objects.filter(revoked_at__isnull=False, status_index__gte=0)
    return revoked.filter(status_list=status_list).order_by().values_list("status_index", flat=True)


@transaction.atomic
def publish_list(
    status_list: StatusList, *, now: datetime | None = None, oldest: timedelta = OLDEST
) -> StatusList:
    """Sign the list as it is now, unless somebody else has just done so.

    Raises:
        StatusListError: NO_KEY.
    """
    now = now or timezone.now()
    # Whoever revokes locks the list, too: nothing is revoked between reading and "up to date".
    found = StatusList.objects.select_for_update(no_key=True).get(pk=status_list.pk)
    if is_fresh(found, now, oldest=oldest):
        return found
    key, private_key = _signer(found, now)
    found.token = sign_status_list(
        address=address_of(found),
        withdrawn=revoked_indexes(found).iterator(chunk_size=10_000),
        size=found.size,
        private_key=private_key,
        kid=bytes.fromhex(key.kid),
        now=now,
    )
    found.made_at, found.expires_at, found.is_outdated = now, now + LIFETIME_OF_LISTS, False
    found.save(update_fields=["token", "made_at", "expires_at", "is_outdated"])
    return found


def publish_due_lists(now: datetime) -> None:
    """What the clock does. A list that can't be signed is logged and holds up no other."""
    for status_list in due_lists(now):
        try:
            publish_list(status_list, now=now, oldest=RENEWED_AFTER)
        except StatusListError as error:
            logger.error("Status list %d: %s", status_list.pk, error)


def _signer(status_list: StatusList, now: datetime) -> tuple[IssuerKey, EllipticCurvePrivateKey]:
    """The newest key of the list that verifiers know for some time, if it can be read."""
    keys = status_list.keys.published().select_related("municipality")
    for key in sorted(keys, key=lambda key: (key.signs_from > now, -key.signs_from.timestamp())):
        try:
            return key, private_key_of(key)
        except CardKeyError:
            continue
    raise StatusListError(StatusListError.Code.NO_KEY)
