"""How often benefits were used: by day, kind of card, town of issue; never by whom.

What is recent stands in the ledger, what is older in daily numbers (`retention`); a use is in one
of both.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Count, DateField, F, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncMonth

from ehrenamtskarte.credential.claims import BERLIN
from partners.models import Partner, Redemption, RedemptionCount

# What uses can be told apart by.
BENEFIT, PARTNER, DAY, MONTH = "benefit_id", "partner_id", "on_day", "in_month"
CARD_TYPE, ISSUED_BY = "card_type", "issued_by_id"
CATEGORY: Final = "category_id"


def count_uses(
    *by: str,
    partners: "QuerySet[Partner] | Sequence[Partner]",
    first: dt.date,
    last: dt.date,
) -> "Counter[tuple[Any, ...]]":
    """How often the benefits of these shops were used in these days, both included.

    Args:
        by: of the names above; the keys of the answer have their values in this order. A month
            is its first day.
    """
    since = dt.datetime.combine(first, dt.time(0), BERLIN)
    until = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BERLIN)
    recent = (
        Redemption.objects.counting()
        .filter(partner__in=partners, scanned_at__gte=since, scanned_at__lt=until)
        .annotate(
            on_day=TruncDate("scanned_at", tzinfo=BERLIN),
            in_month=TruncMonth("scanned_at", tzinfo=BERLIN, output_field=DateField()),
            category_id=F("partner__page__category"),
        )
    )
    older = RedemptionCount.objects.filter(
        partner__in=partners, day__gte=first, day__lte=last
    ).annotate(
        on_day=F("day"), in_month=TruncMonth("day"), category_id=F("partner__page__category")
    )
    counts: Counter[tuple[Any, ...]] = Counter()
    for rows, number in ((recent, Count("pk")), (older, Sum("count"))):
        for *key, count in rows.order_by().values_list(*by).annotate(uses=number):
            counts[tuple(key)] += count
    return counts
