"""A card is renewed: by the link of the reminder, or in the own account."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.links import opened_link, use_link
from core.models import SecretLink
from ehrenamtskarte.applications.access import remember
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.enums import CardApplicationState
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.renewing import (
    CARD_RENEWAL,
    begin_renewal,
    is_under_way,
    last_application,
    renew,
    renewable_cards,
    works_of,
)
from ehrenamtskarte.models import Card


@opened_link(CARD_RENEWAL)
def renew_card(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """What the link of the reminder opens."""
    return _page(request, cast(Card, link.subject), before=lambda: use_link(link))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew_own_card(request: HttpRequest, card: int) -> HttpResponse:
    """The same for who is signed in, for the own cards in their last days."""
    own = renewable_cards(cast(User, request.user), timezone.localdate())
    return _page(request, get_object_or_404(own, pk=card), before=lambda: None)


def _page(request: HttpRequest, card: Card, *, before: Callable[[], None]) -> HttpResponse:
    """Renew with one button, or change something first; `before` comes first in the transaction."""
    refusal = ""
    if request.method == "POST":
        try:
            return _begun(request, card, before)
        except (IssueError, CardApplicationError) as error:
            refusal = str(error)
    begun = is_under_way(card)
    return render(
        request,
        "ehrenamtskarte/issuing/renew.html",
        {
            "card": card,
            "before": last_application(card),
            "works": works_of(card),
            "is_over": card.valid_until is not None and card.valid_until < timezone.localdate(),
            "refusal": refusal or (str(IssueError(IssueError.Code.RENEWED)) if begun else ""),
            "is_begun": begun,
        },
        status=422 if refusal else 200,
    )


def _begun(request: HttpRequest, card: Card, before: Callable[[], None]) -> HttpResponse:
    wants_change = "change" in request.POST
    with transaction.atomic():
        before()
        application = begin_renewal(card=card) if wants_change else renew(card=card)
    if application.state == CardApplicationState.DRAFT:
        remember(request, application)
        return redirect("card_applications:page", application.pk)
    return render(
        request, "ehrenamtskarte/issuing/renewed.html", {"card": card, "application": application}
    )
