"""A month of a shop in numbers."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from municipalities.models import Municipality
from partners.models import Benefit, Partner, Redemption
from partners.redeeming import figures
from partners.redeeming.figures import count_uses
from partners.redeeming.months import first_of, last_of


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about, and how often."""

    label: Any
    count: int


@dataclass(frozen=True)
class MonthOfShop:
    """How often a shop's benefits were used in a month, each way with the most first."""

    month: dt.date
    total: int
    before: int  # in the month before
    by_benefit: list[Line]
    by_day: list[Line]  # in their order, only days with uses
    by_town: list[Line]

    @property
    def most_a_day(self) -> int:
        return max((line.count for line in self.by_day), default=0)


def month_of_shop(partner: Partner, month: dt.date) -> MonthOfShop:
    first, last = first_of(month), last_of(month)
    counts = count_uses(
        figures.BENEFIT,
        figures.DAY,
        figures.ISSUED_BY,
        partners=[partner],
        first=first,
        last=last,
    )
    before = first - dt.timedelta(days=1)
    titles = dict(Benefit.objects.filter(partner=partner).values_list("pk", "title"))
    return MonthOfShop(
        month=first,
        total=counts.total(),
        before=count_uses(
            figures.PARTNER, partners=[partner], first=first_of(before), last=before
        ).total(),
        by_benefit=_lines(counts, 0, titles),
        by_day=sorted(_lines(counts, 1), key=lambda line: line.label),
        by_town=_lines(counts, 2, town_names()),
    )


def conflicts_of(partner: Partner) -> "QuerySet[Redemption]":
    """What was done without network and could not be counted, the newest first."""
    found = Redemption.objects.conflicts().filter(partner=partner)
    return found.select_related("benefit", "device").order_by("-scanned_at", "-pk")


def town_names() -> dict[int | None, str]:
    """The towns that issue cards, by primary key."""
    names: dict[int | None, str] = dict(Municipality.objects.values_list("pk", "name"))
    return names | {None: _("other associations")}


def _lines(
    counts: "Counter[tuple[Any, ...]]", place: int, labels: dict[Any, Any] | None = None
) -> list[Line]:
    found: Counter[Any] = Counter()
    for key, count in counts.items():
        found[key[place]] += count
    return [
        Line(labels.get(key, key) if labels else key, count) for key, count in found.most_common()
    ]
