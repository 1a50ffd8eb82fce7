"""What need not be known any more."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from matching.models import AlertRecipient, SavedSearch, ToldOffer

KEPT = dt.timedelta(days=14)  # what nobody confirmed, and mailboxes without a search
# Searches look only at what was noticed since their last mail, which is never so long ago.
KEPT_TOLD = dt.timedelta(days=365)


def erase_what_is_not_needed(now: dt.datetime) -> None:
    """Erase unconfirmed searches, mailboxes without any, and what was told long ago."""
    old = SavedSearch.objects.filter(confirmed_at=None, created_at__lt=now - KEPT)
    if old.exists():
        old.delete()
    empty = AlertRecipient.objects.filter(
        Q(emptied_at=None) | Q(emptied_at__lt=now - KEPT),
        user=None,
        searches=None,
        created_at__lt=now - KEPT,
    )
    with transaction.atomic():
        # Locked, so that nobody saves a search there at the same moment.
        locked = list(empty.select_for_update(of=("self",)).values_list("pk", flat=True))
        if locked:
            AlertRecipient.objects.filter(pk__in=locked).delete()
    told = ToldOffer.objects.filter(told_at__lt=now - KEPT_TOLD)
    if told.exists():
        told.delete()
