from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.sections import sections_for
from partners.desk.access import owner_view
from partners.desk.frame import tasks_of
from partners.models import Partner, PartnerProposal


@require_safe
@never_cache
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """`/partner/verwalten/`: to the only shop of whoever asks; with several or none, the list."""
    user: Any = request.user
    shops = list(Partner.objects.kept_by(user).select_related("municipality"))
    if len(shops) == 1:
        return redirect("partner_desk:home", partner=shops[0].pk)
    waiting = PartnerProposal.objects.waiting().filter(user=user).select_related("municipality")
    return render(request, "partners/desk/choose.html", {"shops": shops, "waiting": waiting})


@require_safe
@owner_view
def home(request: HttpRequest, partner: Partner) -> HttpResponse:
    """What needs the owner now, and what the parts of the app have to show."""
    return render(
        request,
        "partners/desk/home.html",
        {
            "partner": partner,
            "tasks": tasks_of(partner),
            "sections": sections_for("partner_desk", partner, request),
        },
    )
