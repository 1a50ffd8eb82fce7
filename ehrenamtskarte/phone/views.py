import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.context_processors import association_settings
from core.limits import client_of, is_within
from core.page_cache import cache_for_anonymous
from ehrenamtskarte import offline
from ehrenamtskarte.enums import CardType, CredentialKind
from ehrenamtskarte.models import Credential
from ehrenamtskarte.open_files import open_file
from ehrenamtskarte.phone.binding import activate, bind_own, cards_of, give_up
from ehrenamtskarte.phone.errors import PhoneError
from ehrenamtskarte.phone.facts import facts_for_choice, facts_for_phone
from ehrenamtskarte.phone.looks import look_of
from ehrenamtskarte.wallet import offered_wallets
from municipalities.models import Municipality

MODULE = "js/karte/my-cards-page.js"
ICONS = {192: "icons/karte-192.png", 512: "icons/karte-512.png"}
LONGEST_BODY = 4_000  # bytes

Code = PhoneError.Code
STATUS = {
    Code.UNREADABLE: 400,
    Code.BAD_KEY: 400,
    Code.NOT_YOURS: 403,
    Code.UNKNOWN_CODE: 404,
    Code.ENDED: 409,
    Code.TOO_OFTEN: 409,
    Code.TRIED_OFTEN: 429,
}


@require_safe
def my_cards(request: HttpRequest) -> HttpResponse:
    """The app: the same for everybody, for the cards are on the phone alone."""
    return cache_for_anonymous(_page(request))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What lets the app come up without network."""
    return offline.worker_response(
        request,
        _page(request),
        kind="meine-karte",
        scope=reverse("my_cards"),
        module=MODULE,
        pictures=ICONS.values(),
    )


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the page an app on the home screen (W3C Web Application Manifest)."""
    address = reverse("my_cards")
    content = {
        "id": address,
        "start_url": address,
        "scope": address,
        "name": _("My Ehrenamtskarte"),
        "short_name": _("Ehrenamtskarte"),
        "description": association_settings(request).name,
        "lang": settings.LANGUAGE_CODE,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": static(path), "sizes": f"{size}x{size}", "type": "image/png"}
            for size, path in ICONS.items()
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@require_safe
def look(request: HttpRequest, town: str, card_type: int) -> HttpResponseBase:
    """How a town's cards look, with pictures; it says nothing of anybody's card."""
    municipality = get_object_or_404(Municipality, slug=town)
    if card_type not in CardType:
        raise Http404
    text = json.dumps(look_of(municipality, CardType(card_type)), ensure_ascii=False)
    return open_file(request, text.encode(), content_type="application/json")


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Which cards whoever is signed in may bring onto the phone, and the token for doing so."""
    found: dict[str, Any] = {
        "csrf": get_token(request),
        "isSignedIn": request.user.is_authenticated,
        "cards": [],
    }
    if request.user.is_authenticated:
        cards = list(cards_of(request.user, on=timezone.localdate()))
        on_phone = set(
            Credential.objects.filter(
                card__in=cards, kind=CredentialKind.DIGITAL, revoked_at=None
            ).values_list("card_id", flat=True)
        )
        found["cards"] = [facts_for_choice(card, is_on_phone=card.pk in on_phone) for card in cards]
    return JsonResponse(found)


@require_POST
@never_cache
def activate_card(request: HttpRequest) -> HttpResponse:
    """Certify the key of a phone, by a code or for a card of the own account."""
    try:
        said = _body(request)
        key, device = said.get("key"), _device_of(request)
        card = said.get("card")
        if card is not None:
            if not isinstance(card, int) or not request.user.is_authenticated:
                raise PhoneError(Code.NOT_YOURS)
            credential = bind_own(
                user=request.user, card_key=card, holder_key=key, device_name=device
            )
        else:
            # Whoever guesses codes does it many times.
            if not is_within("card code", client_of(request), settings.CARD_CODE_TRIES):
                raise PhoneError(Code.TRIED_OFTEN)
            code = str(said.get("code", ""))[:60]
            credential = activate(code=code, holder_key=key, device_name=device)
    except PhoneError as error:
        status = STATUS[Code(error.code)]
        return JsonResponse({"code": error.code, "message": str(error)}, status=status)
    return JsonResponse(facts_for_phone(credential))


@require_POST
@never_cache
def remove_card(request: HttpRequest) -> HttpResponse:
    """End a phone's code; the phone proves by a code of the moment that it is its own."""
    try:
        said = _body(request)
    except PhoneError as error:
        return JsonResponse({"code": error.code, "message": str(error)}, status=400)
    return JsonResponse({"ended": give_up(presentation=str(said.get("presentation", "")))})


def _page(request: HttpRequest) -> HttpResponse:
    context = {
        "module": MODULE,
        "theme": offline.theme_address(request),
        "sign_in": f"{reverse('account_login')}?next={reverse('my_cards')}",
        "wallets": offered_wallets(),
    }
    return render(request, "ehrenamtskarte/phone/my_cards.html", context)


def _body(request: HttpRequest) -> dict[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        raise PhoneError(Code.UNREADABLE)
    try:
        said = json.loads(request.body)
    except ValueError as error:
        raise PhoneError(Code.UNREADABLE) from error
    if not isinstance(said, dict):
        raise PhoneError(Code.UNREADABLE)
    return said


def _device_of(request: HttpRequest) -> str:
    """What the holder knows their phone by; the browser says more, which nobody needs."""
    agent = request.headers.get("User-Agent", "")
    kinds = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
    return next((name for part, name in kinds.items() if part in agent), _("another device"))
