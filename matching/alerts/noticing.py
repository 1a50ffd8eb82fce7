"""Which offers are new: each is noticed once, when everybody can see it for the first time.

What is noticed together gets one number. A saved search remembers the number up to which it has
looked, so what changes an offer later (text, places, a pause, its way through the tree) does not
make it new, and neither do the dates that an import brings.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from matching.models import NoticedOffer, OfferNoticer
from opportunities.catalogue.reading import visible
from opportunities.models import OpportunityPage

AT_ONCE = 1_000  # rows in one statement


def notice_new_offers(now: dt.datetime) -> int:
    """Number the offers that nobody has noticed yet; returns the highest number so far."""
    if not _unnoticed(now).exists():
        return OfferNoticer.objects.values_list("number", flat=True).filter(pk=1).first() or 0
    with transaction.atomic():
        OfferNoticer.objects.get_or_create(pk=1)
        noticer = OfferNoticer.objects.select_for_update().get(pk=1)
        keys = list(_unnoticed(now).order_by().values_list("pk", flat=True))
        if keys:  # nobody was faster
            noticer.number += 1
            noticer.save(update_fields=["number"])
            NoticedOffer.objects.bulk_create(
                (NoticedOffer(pk=key, number=noticer.number, noticed_at=now) for key in keys),
                batch_size=AT_ONCE,
            )
        return noticer.number


def offers_between(after: int, up_to: int) -> frozenset[int]:
    """The keys of the offers noticed after one number and up to another."""
    noticed = NoticedOffer.objects.filter(number__gt=after, number__lte=up_to)
    return frozenset(noticed.values_list("pk", flat=True))


def _unnoticed(now: dt.datetime) -> "QuerySet[OpportunityPage]":
    known = NoticedOffer.objects.filter(pk=OuterRef("pk"))
    return visible(timezone.localdate(now)).filter(~Exists(known))
