"""Ending codes before their day."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.models import Credential, StatusList


def revoke(credential: Credential, *, end: CardEnd, now: datetime | None = None) -> bool:
    """End one code; whether it had not been ended before. See `revoke_all`."""
    return revoke_all([credential], end=end, now=now) == 1


@transaction.atomic
def revoke_all(
    credentials: Iterable[Credential], *, end: CardEnd, now: datetime | None = None
) -> int:
    """End codes, for instance all of a card; those that have ended keep their reason.

    Their lists are outdated from the same moment and published anew when next asked for, or
    within a minute. Lists are locked before codes, the newest list first.

    Returns:
        How many were ended.
    """
    now = now or timezone.now()
    codes = {credential.pk: credential for credential in credentials}
    lists = StatusList.objects.filter(pk__in={one.status_list_id for one in codes.values()})
    for status_list in lists.select_for_update(no_key=True).order_by("-pk"):
        StatusList.objects.filter(pk=status_list.pk).update(is_outdated=True)
    living = Credential.objects.filter(pk__in=codes, revoked_at=None).order_by("pk")
    ended = list(living.select_for_update(no_key=True).values_list("pk", flat=True))
    Credential.objects.filter(pk__in=ended).update(revoked_at=now, end=end)
    for pk in ended:
        codes[pk].revoked_at, codes[pk].end = now, end
    return len(ended)
