"""What is kept of single redemptions, and for how long (docs/redeeming.md).

A row is there as long as it can still change what happens at a till: the same report may arrive
again, its use may be disputed, its limit may still be running. After that its number remains.
"""

import datetime as dt
from collections import Counter
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from ehrenamtskarte.credential.claims import BERLIN
from partners.enums import LimitPeriod, RedemptionState
from partners.models import Benefit, PseudonymKey, Redemption, RedemptionCount
from partners.redeeming.services import OFFLINE_WITHIN

AT_ONCE: Final = 1_000  # in one transaction
# A month's limit may run for 31 days more, and a report may come as late as the last of them.
LEAST_KEPT: Final = dt.timedelta(days=31) + OFFLINE_WITHIN


def do_what_is_due(now: dt.datetime) -> None:
    """Once an hour is often enough."""
    if now.minute == 20:
        count_old_redemptions(now)
        destroy_old_keys(now)


def old_redemptions(now: dt.datetime) -> "QuerySet[Redemption]":
    """Those of which nothing but their number is needed any more."""
    kept = max(dt.timedelta(days=settings.REDEMPTIONS_KEPT_DAYS), LEAST_KEPT)
    settled = now - OFFLINE_WITHIN
    this_year = settled.astimezone(BERLIN).year
    runs_for_good = Q(slot__isnull=False, period="once") & ~Q(
        benefit__in=_over(Benefit.objects.all(), settled)
    )
    runs_this_year = Q(slot__isnull=False, period=str(this_year))
    return (
        Redemption.objects.filter(scanned_at__lt=now - kept, received_at__lt=now - kept)
        .exclude(runs_for_good)
        .exclude(runs_this_year)
    )


def count_old_redemptions(now: dt.datetime) -> int:
    """Turn them into numbers; how many there were. What was stopped goes on where it was."""
    done = 0
    while some := _count_some(now):
        done += some
    return done


@transaction.atomic
def _count_some(now: dt.datetime) -> int:
    found = old_redemptions(now).select_for_update(of=("self",)).order_by("pk")[:AT_ONCE]
    rows = list(found.select_related(None))
    counts = Counter(
        (
            row.benefit_id,
            row.partner_id,
            row.scanned_at.astimezone(BERLIN).date(),
            row.card_type,
            row.issued_by_id,
        )
        for row in rows
        if row.state == RedemptionState.DONE and row.card_type is not None
    )
    for (benefit, partner, day, card_type, town), count in counts.items():
        facts = {
            "benefit_id": benefit,
            "partner_id": partner,
            "day": day,
            "card_type": card_type,
            "issued_by_id": town,
        }
        same = RedemptionCount.objects.filter(**facts)
        if not same.update(count=F("count") + count):
            RedemptionCount.objects.create(**facts, count=count)
    Redemption.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def destroy_old_keys(now: dt.datetime) -> int:
    """Destroy the keys of past years that no benefit needs any more; how many there were.

    From then on nobody can find out, whatever they get hold of, what card a pseudonym was.
    """
    settled = now - OFFLINE_WITHIN
    once = Benefit.objects.filter(limit_period=LimitPeriod.ONCE)
    living = once.exclude(pk__in=_over(once, settled))
    needed = {
        made_at.astimezone(BERLIN).year for made_at in living.values_list("created_at", flat=True)
    }
    past = PseudonymKey.objects.filter(year__lt=settled.astimezone(BERLIN).year)
    return past.exclude(year__in=needed).delete()[0]


def _over(benefits: "QuerySet[Benefit]", moment: dt.datetime) -> "QuerySet[Benefit, Any]":
    """Those that could not be redeemed any more at that moment."""
    day = moment.astimezone(BERLIN).date()
    return benefits.filter(Q(ended_at__lt=moment) | Q(valid_until__lt=day)).values("pk")
