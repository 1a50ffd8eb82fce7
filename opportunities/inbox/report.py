"""How many apply where: numbers for the town, by organisation and state, never the persons."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from municipalities.models import Municipality
from opportunities.applications.states import NOT_YET_SENT
from opportunities.enums import ApplicationState as State
from opportunities.models import Application

COLUMNS: Final[tuple[tuple[Promise, tuple[State, ...]], ...]] = (
    (_("new"), (State.SENT,)),
    (_("being looked at"), (State.SEEN, State.IN_CONTACT)),
    (_("waiting list"), (State.WAITING,)),
    (pgettext_lazy("application", "accepted"), (State.ACCEPTED,)),
    (pgettext_lazy("application", "done"), (State.DONE,)),
    (pgettext_lazy("application", "declined"), (State.DECLINED,)),
    (pgettext_lazy("application", "withdrawn"), (State.WITHDRAWN,)),
)
SPANS: Final = (("30", _("30 days")), ("365", _("12 months")), ("alle", _("all")))
USUAL_SPAN: Final = "365"
URL_NAME: Final = "applications_report"


@dataclass
class ReportRow:
    """One organisation, or the sum of all."""

    name: str
    town: str = ""
    counts: dict[str, int] = field(default_factory=dict)  # by state

    @property
    def cells(self) -> list[int]:
        """The numbers of the columns, in their order."""
        return [sum(self.counts.get(state, 0) for state in states) for _name, states in COLUMNS]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def may_see(request: HttpRequest) -> bool:
    """Whoever looks after the records of a town, or of all."""
    return Municipality.objects.managed_by(request.user).exists()


def report_rows(user: Any, *, since: dt.datetime | None) -> list[ReportRow]:
    """The organisations of the user's towns to which somebody applied, and their sum at the end."""
    applications = Application.objects.all().managed_by(user).exclude(state__in=NOT_YET_SENT)
    if since:
        applications = applications.filter(created_at__gte=since)
    counted = (
        applications.order_by("organisation__name", "organisation", "municipality__name")
        .values_list("organisation", "organisation__name", "municipality__name", "state")
        .annotate(number=Count("pk"))
    )
    rows: dict[tuple[int, str], ReportRow] = {}
    everything = ReportRow("")
    for key, name, town, state, number in counted:
        row = rows.setdefault((key, town or ""), ReportRow(name, town or ""))
        row.counts[state] = row.counts.get(state, 0) + number
        everything.counts[state] = everything.counts.get(state, 0) + number
    return [*rows.values(), everything] if rows else []


class ApplicationsReportView(WagtailAdminTemplateMixin, TemplateView):
    """The report in the admin, scoped to the towns that the user looks after."""

    page_title = _("Applications")
    header_icon = "mail"
    template_name = "opportunities/inbox/report.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        span = self.request.GET.get("zeitraum", USUAL_SPAN)
        if span not in dict(SPANS):
            span = USUAL_SPAN
        since = timezone.now() - dt.timedelta(days=int(span)) if span.isdecimal() else None
        rows = report_rows(self.request.user, since=since)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "columns": [name for name, _states in COLUMNS],
            "rows": rows[:-1],
            "total": rows[-1] if rows else None,
            "spans": SPANS,
            "span": span,
        }


class ApplicationsReportMenuItem(MenuItem):
    """Shown to whom the report is."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request)


def menu_item() -> MenuItem:
    """The entry below "Reports"."""
    address = reverse(URL_NAME)
    return ApplicationsReportMenuItem(_("Applications"), address, icon_name="mail", order=950)


def urls() -> list[URLPattern]:
    return [path("reports/bewerbungen/", ApplicationsReportView.as_view(), name=URL_NAME)]
