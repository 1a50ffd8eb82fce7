from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core.context_processors import association_settings
from core.pictures import rendition
from ehrenamtskarte.models import Card, Credential
from ehrenamtskarte.wallet.access import holder_view, remember, shown_card
from ehrenamtskarte.wallet.apple import CONTENT_TYPE, pkpass
from ehrenamtskarte.wallet.content import PassContent, content_for
from ehrenamtskarte.wallet.errors import WalletError
from ehrenamtskarte.wallet.google import save_link
from ehrenamtskarte.wallet.kinds import Wallet
from ehrenamtskarte.wallet.making import end_pass, is_over, make_pass, pass_of, wallet_of
from ehrenamtskarte.wallet.pictures import NEUTRAL
from ehrenamtskarte.wallet.setup import (
    apple_certificates,
    google_account,
    offered_wallets,
    usable,
)
from organisations.addresses import absolute

LOGO = "max-200x200|format-png"  # as Google fetches it


@require_POST
@never_cache
def from_phone(request: HttpRequest) -> HttpResponse:
    """Let the phone in that shows the card; whoever holds it needs no account."""
    if not offered_wallets():
        raise Http404
    card = shown_card(request.POST)
    if card is None:
        return render(request, "ehrenamtskarte/wallet/refused.html", status=403)
    remember(request, card)
    return redirect("wallet:card", card.pk)


@require_safe
@holder_view
def card_page(request: HttpRequest, card: Card) -> HttpResponse:
    """The pass that there is, what a new one tells to whom, and the buttons."""
    return _page(request, card)


@require_POST
@holder_view
def make(request: HttpRequest, card: Card) -> HttpResponse:
    """Make a pass, on the button below the text about it."""
    try:
        wallet = Wallet(request.POST.get("wallet", ""))
    except ValueError as error:
        raise Http404 from error
    try:
        make_pass(card=card, wallet=wallet, by=_user(request))
    except WalletError as error:
        return _page(request, card, refusal=str(error))
    return redirect("wallet:card", card.pk)


@require_POST
@holder_view
def end(request: HttpRequest, card: Card) -> HttpResponse:
    if end_pass(card=card, by=_user(request)):
        messages.success(request, _("The pass is not valid any more. You can delete it."))
    return redirect("wallet:card", card.pk)


@require_safe
@holder_view
def apple_file(request: HttpRequest, card: Card) -> HttpResponse:
    """The pass as a file, again and again the same."""
    credential, certificates = pass_of(card), usable(apple_certificates)
    if credential is None or certificates is None or wallet_of(credential) != Wallet.APPLE:
        raise Http404
    return HttpResponse(
        pkpass(_content(request, card, credential), certificates),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": 'inline; filename="ehrenamtskarte.pkpass"'},
    )


def _page(request: HttpRequest, card: Card, *, refusal: str = "") -> HttpResponse:
    credential, offered = pass_of(card), offered_wallets()
    wallet = wallet_of(credential) if credential else None
    return render(
        request,
        "ehrenamtskarte/wallet/card.html",
        {
            "card": card,
            "wallets": offered,
            "is_over": is_over(card, on=timezone.localdate()),
            "credential": credential,
            "is_file": wallet == Wallet.APPLE and wallet in offered,
            "link": _link(request, card, credential) if credential else "",
            "refusal": refusal,
        },
        status=422 if refusal else 200,
    )


def _link(request: HttpRequest, card: Card, credential: Credential) -> str:
    """The address at Google that saves the pass; empty for another wallet."""
    account = usable(google_account)
    if account is None or wallet_of(credential) != Wallet.GOOGLE:
        return ""
    content = _content(request, card, credential)
    logo = rendition(content.design.logo, LOGO)
    address = logo.url if logo else static(NEUTRAL)
    return save_link(content, account, now=timezone.now(), logo=absolute(address))


def _content(request: HttpRequest, card: Card, credential: Credential) -> PassContent:
    return content_for(card, credential, association=association_settings(request).name)


def _user(request: HttpRequest) -> User | None:
    """Who acts; nobody knows where the phone has opened the page without an account."""
    return request.user if isinstance(request.user, User) else None
