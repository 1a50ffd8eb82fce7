"""How the card is used, for towns and the association: by shop, category, month, kind of card."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ehrenamtskarte.enums import CardType
from municipalities.models import Municipality
from partners.models import Partner, PartnerCategory
from partners.redeeming import figures
from partners.redeeming.desk.summary import town_names
from partners.redeeming.figures import count_uses
from partners.redeeming.months import recent_years, year_in
from partners.redeeming.tables import Cell, as_csv, as_xlsx

URL_NAME: Final = "redemptions_report"
# How many cards of one town were used in a year is said from here on.
SMALL: Final = 5
TITLE: Final = gettext_lazy("Use of the card")


@dataclass(frozen=True)
class ReportRow:
    """How often, with each kind of card."""

    label: str
    by_type: list[int]
    more: str = ""

    @property
    def total(self) -> int:
        return sum(self.by_type)


@dataclass(frozen=True)
class Report:
    """A year of the shops that somebody looks after."""

    year: int
    by_partner: list[ReportRow]
    by_category: list[ReportRow]
    by_month: list[ReportRow]
    by_town: list[tuple[str, str]]
    total: int


def may_see(request: HttpRequest) -> bool:
    """Whoever looks after the records of a town, or of all."""
    return Municipality.objects.managed_by(request.user).exists()


def report_of(user: Any, year: int) -> Report:
    partners = {
        partner.pk: partner
        for partner in Partner.objects.all().managed_by(user).select_related("municipality")
    }
    counts = _counts(
        user, year, figures.PARTNER, figures.CATEGORY, figures.MONTH, figures.CARD_TYPE
    )
    towns = _counts(user, year, figures.ISSUED_BY)
    categories = _categories()
    names = town_names()
    return Report(
        year=year,
        by_partner=[
            ReportRow(partners[key].name, numbers, partners[key].municipality.name)
            for key, numbers in _told_apart(counts, 0)
        ],
        by_category=[
            ReportRow(categories[key], numbers) for key, numbers in _told_apart(counts, 1)
        ],
        by_month=[
            ReportRow(_month(key), numbers) for key, numbers in sorted(_told_apart(counts, 2))
        ],
        by_town=_without_small([(names[town], count) for (town,), count in towns.most_common()]),
        total=counts.total(),
    )


def rounded(count: int) -> str:
    """A number that is too small to be told is told to be small."""
    return str(count) if count >= SMALL else _("fewer than %(number)d") % {"number": SMALL}


def _without_small(rows: list[tuple[str, int]]) -> list[tuple[str, str]]:
    """The numbers, most first; small ones hidden so that no total beside them gives them away.

    One hidden number alone is the rest of the total, so the next smallest is hidden, too.
    """
    shown = len(rows)
    while shown and _gives_away([count for _town, count in rows[shown:]], rows[shown - 1][1]):
        shown -= 1
    at_least = _("%(number)d or more") % {"number": SMALL}
    return [
        (town, str(count) if place < shown else at_least if count >= SMALL else rounded(count))
        for place, (town, count) in enumerate(rows)
    ]


def _gives_away(hidden: list[int], smallest: int) -> bool:
    """Whether the smallest number that is still shown has to be hidden with the others."""
    return smallest < SMALL or len(hidden) == 1 or 0 < sum(hidden) < SMALL


def table_of(user: Any, year: int) -> Iterator[list[Cell]]:
    """The same for spreadsheets: a row for each shop, month and kind of card."""
    yield [_("Shop"), _("Town"), _("Category"), _("Month"), _("Kind of card"), _("Uses")]
    partners = {
        partner.pk: partner
        for partner in Partner.objects.all().managed_by(user).select_related("municipality")
    }
    categories = _categories()
    counts = _counts(
        user, year, figures.PARTNER, figures.CATEGORY, figures.MONTH, figures.CARD_TYPE
    )
    for (partner, category, month, card_type), count in sorted(
        counts.items(), key=lambda item: (partners[item[0][0]].name, *item[0][2:])
    ):
        shop = partners[partner]
        yield [
            shop.name,
            shop.municipality.name,
            categories[category],
            f"{month:%Y-%m}",
            str(CardType(card_type).label),
            count,
        ]


class RedemptionsReportView(WagtailAdminTemplateMixin, TemplateView):
    """The report in the admin, scoped to the towns that the user looks after."""

    page_title = TITLE
    header_icon = "tag"
    template_name = "partners/redeeming/report.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.year = year_in(request.GET.get("jahr", ""), timezone.localdate())
        write = {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("datei", ""))
        if write:
            return write(table_of(request.user, self.year), name=f"kartennutzung-{self.year}")
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "report": report_of(self.request.user, self.year),
            "years": recent_years(timezone.localdate()),
            "card_types": [card_type.label for card_type in CardType],
        }


class RedemptionsReportMenuItem(MenuItem):
    """Shown to whom the report is."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request)


def menu_item() -> MenuItem:
    """The entry below "Reports"."""
    return RedemptionsReportMenuItem(TITLE, reverse(URL_NAME), icon_name="tag", order=960)


def urls() -> list[URLPattern]:
    return [path("reports/einloesungen/", RedemptionsReportView.as_view(), name=URL_NAME)]


def _counts(user: Any, year: int, *by: str) -> "Counter[tuple[Any, ...]]":
    return count_uses(
        *by,
        partners=Partner.objects.all().managed_by(user).order_by(),
        first=dt.date(year, 1, 1),
        last=dt.date(year, 12, 31),
    )


def _told_apart(counts: "Counter[tuple[Any, ...]]", place: int) -> list[tuple[Any, list[int]]]:
    """What the keys have at `place`, each with the number of each kind of card, the most first."""
    found: dict[Hashable, list[int]] = {}
    for dimensions, count in counts.items():
        numbers = found.setdefault(dimensions[place], [0] * len(CardType))
        numbers[dimensions[-1]] += count
    return sorted(found.items(), key=lambda item: -sum(item[1]))


def _categories() -> dict[int | None, str]:
    names: dict[int | None, str] = dict(PartnerCategory.objects.values_list("pk", "label"))
    return names | {None: _("no category")}


def _month(day: dt.date) -> str:
    return date_format(day, "F Y")
