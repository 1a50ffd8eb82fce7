from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.links import opened_link, use_link
from core.models import SecretLink
from opportunities.desk.asking import (
    STILL_OPEN,
    end_after_asking,
    keep_open,
    suggested_end,
)
from opportunities.models import Intake, OpportunityPage

YES, NO = "ja", "nein"


@opened_link(STILL_OPEN)
def still_open(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """From the mail "is this still current?": one button says yes, the other ends the offer."""
    intake = link.subject
    offer: OpportunityPage | None = intake.opportunity if isinstance(intake, Intake) else None
    if offer is None or not offer.live:
        return render(request, "opportunities/desk/still_open.html", {"is_gone": True})
    answer = request.POST.get("antwort", "") if request.method == "POST" else ""
    if request.method == "POST":
        if answer not in (YES, NO):
            raise Http404
        now = timezone.now()
        with transaction.atomic():
            use_link(link)
            if answer == YES:
                keep_open(offer=offer, now=now)
            else:
                end_after_asking(offer=offer, now=now)
        offer.refresh_from_db()
    return render(
        request,
        "opportunities/desk/still_open.html",
        {
            "offer": offer,
            "answer": answer,
            "until": suggested_end(offer, timezone.localdate()),
        },
    )
