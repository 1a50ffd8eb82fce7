"""The coordinator's screen: wishes without an offer and offers without people, side by side."""

import csv
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.spreadsheets import harmless
from matching.unmet.kinds import Kind
from matching.unmet.needs import Need, needs_in
from matching.unmet.wishes import Wish, Wishes, wishes_in
from municipalities.models import Municipality
from opportunities.enums import InterestState
from opportunities.models import Interest, OpportunityIndexPage

URL_NAME: Final = "unmet_wishes_report"
KEPT_FOR: Final = 15 * 60  # seconds; with very many people it takes some to work out


def may_see(request: HttpRequest) -> bool:
    """Whoever looks after the records of a town, or of all."""
    return Municipality.objects.managed_by(request.user).exists()


class UnmetReportView(WagtailAdminTemplateMixin, TemplateView):
    """Numbers of people, never persons; only those are named who wrote to the desk themselves."""

    page_title = gettext_lazy("Unmet wishes")
    header_icon = "group"
    template_name = "matching/unmet/report.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("als") == "csv":
            return _table(*self._found())
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wishes, needs = self._found()
        open_interests = Interest.objects.all().managed_by(self.request.user)
        open_interests = open_interests.filter(
            state=InterestState.OPEN, municipality__in=self._chosen
        )
        index = OpportunityIndexPage.objects.live().first()
        list_url = index.get_url(self.request) if index else ""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "towns": self._towns,
            "town": self._chosen[0] if len(self._chosen) == 1 else None,
            "found": wishes,
            "by_kind": [
                (Kind(kind), [(wish, self._address(wish, list_url)) for wish in rows])
                for kind, rows in groupby(
                    sorted(wishes.waiting, key=_by_kind), key=lambda wish: wish.kind
                )
            ],
            "somebody_waits": not all(wish.is_brought for wish in wishes.waiting),
            "needs": needs,
            "interests": open_interests.count(),
        }

    def _address(self, wish: Wish, list_url: str) -> str:
        """Of the offers that were counted, where the public list can show just those."""
        search = wish.search(self._chosen)
        return f"{list_url}?{search}" if list_url and search else ""

    @cached_property
    def _towns(self) -> list[Municipality]:
        """The towns of whoever asks."""
        managed = Municipality.objects.managed_by(self.request.user)
        return list(managed.defer("boundary").order_by("name", "pk"))

    @cached_property
    def _chosen(self) -> list[Municipality]:
        """The one town that was chosen, else all of them."""
        towns, slug = self._towns, self.request.GET.get("ort", "")
        return [town for town in towns if town.slug == slug] or towns

    def _found(self) -> tuple[Wishes, list[Need]]:
        chosen = self._chosen
        everywhere = len(chosen) == Municipality.objects.count()
        key = "unmet:" + ",".join(str(town.pk) for town in chosen)
        wishes = cache.get(key)
        if wishes is None:
            wishes = wishes_in(chosen, everywhere=everywhere)
            cache.set(key, wishes, KEPT_FOR)
        return wishes, needs_in(chosen, self.request.user)


class UnmetReportMenuItem(MenuItem):
    """Shown to whom the report is."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request)


def menu_item() -> MenuItem:
    """The entry below "Reports"."""
    return UnmetReportMenuItem(
        gettext_lazy("Unmet wishes"), reverse(URL_NAME), icon_name="group", order=960
    )


def urls() -> list[URLPattern]:
    return [path("reports/unerfuellte-wuensche/", UnmetReportView.as_view(), name=URL_NAME)]


def _by_kind(wish: Wish) -> tuple[int, int, str]:
    return (list(Kind).index(wish.kind), -wish.waiting, wish.label)


def _table(wishes: Wishes, needs: Sequence[Need]) -> HttpResponse:
    """Both lists as one table for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"unerfuellte-wuensche-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.write("\ufeff")  # else spreadsheets take it for the code page of their system
    writer = csv.writer(response, delimiter=";")
    writer.writerows([harmless(cell) for cell in row] for row in _rows(wishes, needs))
    return response


def _rows(wishes: Wishes, needs: Sequence[Need]) -> Iterator[list[str]]:
    yield [
        _("Kind"),
        _("What"),
        _("People"),
        _("waiting without an offer"),
        _("open offers"),
        _("Organisation"),
        _("Town"),
        _("on line since"),
        _("suits people"),
    ]
    for wish in wishes.waiting:
        yield [
            str(wish.kind.label),
            wish.label,
            wish.people_told,
            "" if wish.is_brought else wish.waiting_told,
            str(wish.offers),
            *[""] * 4,
        ]
    for need in needs:
        offer = need.offer
        yield [
            _("Offer without people"),
            offer.title,
            *[""] * 3,
            offer.organisation.title if offer.organisation else "",
            offer.municipality.name if offer.municipality else "",
            date_format(need.since, "SHORT_DATE_FORMAT") if need.since else "",
            need.reach.told if need.reach and need.reach.is_known else "",
        ]
