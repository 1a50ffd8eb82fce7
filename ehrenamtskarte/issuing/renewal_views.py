"""What the link of the reminder opens: what is known, and the button."""

from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.links import opened_link, use_link
from core.models import SecretLink
from ehrenamtskarte.applications.access import remember
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.enums import CardApplicationState
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.renewing import (
    CARD_RENEWAL,
    begin_renewal,
    last_application,
    renew,
    works_of,
)
from ehrenamtskarte.models import Card


@opened_link(CARD_RENEWAL)
def renew_card(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """Renew with one button, or change something first."""
    card = cast(Card, link.subject)
    refusal = ""
    if request.method == "POST":
        try:
            return _begun(request, card, link)
        except (IssueError, CardApplicationError) as error:
            refusal = str(error)
    return render(
        request,
        "ehrenamtskarte/issuing/renew.html",
        {
            "card": card,
            "before": last_application(card),
            "works": works_of(card),
            "is_over": card.valid_until is not None and card.valid_until < timezone.localdate(),
            "refusal": refusal,
        },
        status=422 if refusal else 200,
    )


def _begun(request: HttpRequest, card: Card, link: SecretLink) -> HttpResponse:
    wants_change = "change" in request.POST
    with transaction.atomic():
        use_link(link)
        application = begin_renewal(card=card) if wants_change else renew(card=card)
    if application.state == CardApplicationState.DRAFT:
        remember(request, application)
        return redirect("card_applications:page", application.pk)
    return render(
        request, "ehrenamtskarte/issuing/renewed.html", {"card": card, "application": application}
    )
