"""Who may have a pass of a card: its holder, by account or by the phone that shows the card.

The phone signs a sentence of its own for that, never what it shows at the till: whoever scans the
card must not be able to make a pass of it.
"""

import re
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User, Volunteer
from ehrenamtskarte.credential.keys import point_from_jwk, public_key_of
from ehrenamtskarte.enums import CredentialKind
from ehrenamtskarte.models import Card, Credential
from ehrenamtskarte.wallet.setup import offered_wallets

Arguments = ParamSpec("Arguments")
PROVED: Final = "wallet_cards"  # in the session: until when a phone's proof holds, by card
PROOF_HOLDS: Final = 1800  # seconds
PROOF_IS_FRESH: Final = 120  # seconds between a phone's clock and ours
_ID, _SIGNATURE = re.compile(r"[0-9a-f]{16}"), re.compile(r"[A-Za-z0-9_-]{86}")
_SECONDS = re.compile(r"[0-9]{1,12}")


def holder_view(
    view: Callable[Concatenate[HttpRequest, Card, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a view in with the card's holder, if there are wallets at all."""

    @wraps(view)
    @never_cache
    def let_in(
        request: HttpRequest, pk: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if not offered_wallets():
            raise Http404
        card = Card.objects.select_related("municipality").filter(pk=pk).first()
        if card and (_is_own(request.user, card) or _is_proved(request, card)):
            return view(request, card, *args, **kwargs)
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())

    return let_in


def shown_card(said: Any, *, now: float | None = None) -> Card | None:
    """The card of the phone that has signed this a moment ago; None if it is none.

    Args:
        said: `credential` (id of its code, hexadecimal), `signed_at` (seconds since 1970),
            `signature` (ECDSA with SHA-256 over `statement`, base64url of both halves).
    """
    cti, seconds = str(said.get("credential", "")), str(said.get("signed_at", ""))
    signature = str(said.get("signature", ""))
    if not (_ID.fullmatch(cti) and _SECONDS.fullmatch(seconds) and _SIGNATURE.fullmatch(signature)):
        return None
    if abs((time.time() if now is None else now) - int(seconds)) > PROOF_IS_FRESH:
        return None
    found = (
        Credential.objects.select_related("card")
        .filter(cti=bytes.fromhex(cti), kind=CredentialKind.DIGITAL, revoked_at=None)
        .first()
    )
    if found is None:
        return None
    halves = urlsafe_b64decode(f"{signature}==")
    pair = encode_dss_signature(*(int.from_bytes(half) for half in (halves[:32], halves[32:])))
    key = public_key_of(point_from_jwk(found.holder_key))
    try:
        key.verify(pair, statement(cti, int(seconds)), ECDSA(SHA256()))
    except InvalidSignature:
        return None
    return found.card


def statement(cti: str, seconds: int) -> bytes:
    """What a phone signs; twin of `walletStatement` in static/js/karte/presentation.js."""
    return f"ehrenamtskarte wallet {cti} {seconds}".encode()


def remember(request: HttpRequest, card: Card) -> None:
    """Let this browser make the card's pass, for half an hour."""
    proved = {key: until for key, until in _proved(request).items() if until > time.time()}
    request.session[PROVED] = proved | {str(card.pk): time.time() + PROOF_HOLDS}


def _is_own(user: Any, card: Card) -> bool:
    if not isinstance(user, User) or card.volunteer_id is None:
        return False
    return Volunteer.objects.of(user).filter(pk=card.volunteer_id).exists()


def _is_proved(request: HttpRequest, card: Card) -> bool:
    return _proved(request).get(str(card.pk), 0) > time.time()


def _proved(request: HttpRequest) -> dict[str, float]:
    found: dict[str, float] = request.session.get(PROVED, {})
    return found
