from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.links import opened_link, use_link
from core.models import SecretLink
from partners.asking.services import STILL_RIGHT, confirm_partner
from partners.desk import owner_view
from partners.details import shown_benefits
from partners.models import Partner


@opened_link(STILL_RIGHT, even_used=True)
def answer(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail, with or without an account: what stands there, and one button."""
    partner = cast(Partner, link.subject)
    if request.method == "POST":
        with transaction.atomic():
            use_link(link)
            confirm_partner(partner=partner)
        return render(request, "partners/asking/thanks.html", {"partner": partner})
    page = partner.page
    return render(
        request,
        "partners/asking/answer.html",
        {
            "partner": partner,
            "town": partner.municipality,
            "benefits": shown_benefits(partner, today=timezone.localdate()),
            "branches": page.branches.all() if page else [],
            "has_owners": partner.memberships.exists(),
        },
    )


@require_POST
@owner_view
def confirm(request: HttpRequest, partner: Partner) -> HttpResponse:
    """The same button at the desk."""
    by: Any = request.user
    confirm_partner(partner=partner, by=by)
    messages.success(request, _("Thank you! We ask you again in a year."))
    return redirect("partner_desk:home", partner=partner.pk)
