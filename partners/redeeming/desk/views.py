"""The figures of a shop, for its owners."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from partners.desk import owner_view
from partners.desk.frame import DeskTask
from partners.models import Partner
from partners.redeeming.desk.summary import conflicts_of, month_of_shop
from partners.redeeming.months import month_in, recent_months
from partners.redeeming.tables import Cell, as_csv

CONFLICTS_SHOWN = 50


@require_safe
@owner_view
def month(request: HttpRequest, partner: Partner) -> HttpResponse:
    """How often benefits were used in a month, and what could not be counted."""
    today = timezone.localdate()
    chosen = month_in(request.GET.get("monat", ""), today)
    conflicts = conflicts_of(partner)
    context = {
        "partner": partner,
        "figures": month_of_shop(partner, chosen),
        "months": recent_months(today),
        "conflicts": conflicts[:CONFLICTS_SHOWN],
        "unseen": conflicts.filter(conflict_seen_at=None).count(),
    }
    return render(request, "partners/redeeming/month.html", context)


@require_safe
@owner_view
def table(request: HttpRequest, partner: Partner) -> HttpResponse:
    """The days of a month as a table for spreadsheets."""
    chosen = month_in(request.GET.get("monat", ""), timezone.localdate())
    found = month_of_shop(partner, chosen)
    rows: list[list[Cell]] = [[_("Day"), _("Uses")]]
    rows += [[f"{line.label:%d.%m.%Y}", line.count] for line in found.by_day]
    return as_csv(rows, name=f"einloesungen-{chosen:%Y-%m}")


@require_POST
@owner_view
def seen(request: HttpRequest, partner: Partner) -> HttpResponse:
    """The owner knows of the conflicts so far."""
    found = conflicts_of(partner).filter(conflict_seen_at=None).order_by()
    count = found.update(conflict_seen_at=timezone.now())
    if count:
        said = ngettext(
            "One entry is marked as seen.", "%(count)d entries are marked as seen.", count
        )
        messages.success(request, said % {"count": count})
    return redirect("partner_figures:month", partner=partner.pk)


def tasks(partner: Partner) -> Iterable[DeskTask]:
    """What the owner should look at."""
    yield DeskTask(
        label=_("used without network, and could not be counted"),
        url=reverse("partner_figures:month", kwargs={"partner": partner.pk}) + "#konflikte",
        count=conflicts_of(partner).filter(conflict_seen_at=None).count(),
        order=200,
    )
