"""How many cards and cases there were in each year: what is there, and what has been erased."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardType, FigureKind
from ehrenamtskarte.models import Card, CardApplication, CardFigure
from municipalities.models import Municipality


@dataclass(frozen=True)
class Year:
    """What a town has done in a year about one kind of card."""

    year: int
    town: Municipality
    card_type: CardType
    issued: int
    declined: int
    withdrawn: int


def count_once(
    kind: FigureKind, *, municipality: Municipality, card_type: int, at: datetime
) -> None:
    """Count what is erased now; in the transaction that erases it."""
    row, _made = CardFigure.objects.get_or_create(
        municipality=municipality,
        year=timezone.localtime(at).year,
        card_type=card_type,
        kind=kind,
    )
    CardFigure.objects.filter(pk=row.pk).update(number=F("number") + 1)


def yearly(towns: Iterable[Municipality]) -> list[Year]:
    """All years of these towns, the newest first."""
    known = {town.pk: town for town in towns}
    numbers: Counter[tuple[int, int, int, str]] = Counter()
    kept = CardFigure.objects.filter(municipality__in=known)
    for row in kept.values_list("year", "municipality", "card_type", "kind", "number"):
        numbers[row[:4]] += row[4]
    cases = CardApplication.objects.filter(municipality__in=known)
    there: tuple[tuple[FigureKind, QuerySet, str], ...] = (
        (
            FigureKind.ISSUED,
            Card.objects.filter(municipality__in=known, erased_at=None),
            "issued_at",
        ),
        (FigureKind.DECLINED, cases.filter(state=State.DECLINED), "decided_at"),
        (FigureKind.WITHDRAWN, cases.filter(state=State.WITHDRAWN), "waiting_since"),
    )
    for kind, rows, moment in there:
        grouped = (
            rows.order_by()
            .annotate(year=ExtractYear(moment))
            .values_list("year", "municipality", "card_type")
            .annotate(number=Count("pk"))
        )
        for year, town, card_type, number in grouped:
            numbers[year, town, card_type, kind] += number
    found = {(year, known[town].name, town, card_type) for year, town, card_type, _kind in numbers}
    return [
        Year(
            year,
            known[town],
            CardType(card_type),
            *(numbers[year, town, card_type, kind] for kind in FigureKind),
        )
        for year, _name, town, card_type in sorted(found, key=lambda one: (-one[0], one[1], one[3]))
    ]
