"""How much it was: by year and organisation. Corrections count, what was taken back does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear

from engagement.enums import HoursState
from engagement.querysets import HoursQuerySet


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Hours that the organisation has confirmed, and those that it has not (yet)."""

    label: str
    confirmed: Decimal
    waiting: Decimal


@dataclass(frozen=True, kw_only=True)
class YearSums(Sums):
    year: int
    organisations: list[Sums]


def sums_by_year(hours: HoursQuerySet) -> list[YearSums]:
    """The years with hours, newest first, each with its organisations, in one query."""
    rows = (
        hours.standing()
        .order_by()
        .annotate(year=ExtractYear("worked_on"))
        .values("year", "engagement__organisation", "engagement__organisation__name")
        .annotate(
            confirmed=Sum("hours", filter=Q(state=HoursState.CONFIRMED), default=Decimal(0)),
            waiting=Sum("hours", filter=~Q(state=HoursState.CONFIRMED), default=Decimal(0)),
        )
        .order_by("-year", "engagement__organisation__name", "engagement__organisation")
    )
    return list(_years(rows))


def _years(rows: HoursQuerySet) -> Iterator[YearSums]:
    for year, of_year in groupby(rows, key=itemgetter("year")):
        organisations = [
            Sums(
                label=row["engagement__organisation__name"],
                confirmed=row["confirmed"],
                waiting=row["waiting"],
            )
            for row in of_year
        ]
        yield YearSums(
            year=year,
            label=str(year),
            confirmed=sum((one.confirmed for one in organisations), Decimal(0)),
            waiting=sum((one.waiting for one in organisations), Decimal(0)),
            organisations=organisations,
        )
