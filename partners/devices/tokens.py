"""Who a request comes from: a device, by the token that it got when it was paired.

    @device_view
    def state(request, device):
        ...

A token opens what a till needs and nothing personal; it stands in the header `Authorization`
(RFC 6750), never in an address or a cookie. What is kept of it is the digest.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from partners.devices.errors import DeviceError
from partners.enums import PartnerState
from partners.models import ScannerDevice

Arguments = ParamSpec("Arguments")
Code = DeviceError.Code

SCHEME: Final = "bearer "
LONGEST: Final = 200  # letters; ours have 43
SEEN_EVERY: Final = dt.timedelta(minutes=1)
# Whose devices rest; they work again when the shop takes part again.
RESTING: Final = (PartnerState.DECLINED, PartnerState.ENDED)


def new_token() -> tuple[str, str]:
    """A token of 256 bits and its digest."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def device_of(request: HttpRequest) -> ScannerDevice | None:
    """The device that asks, with its shop, if it may; one query."""
    try:
        return find_device(request)
    except DeviceError:
        return None


def find_device(request: HttpRequest) -> ScannerDevice:
    """The device that asks, with its shop; one query.

    Raises:
        DeviceError: DEVICE_UNKNOWN, DEVICE_REVOKED.
    """
    said = request.headers.get("Authorization", "")
    if not said.lower().startswith(SCHEME) or len(said) > LONGEST:
        raise DeviceError(Code.DEVICE_UNKNOWN)
    digest = digest_of(said[len(SCHEME) :].strip())
    device = ScannerDevice.objects.select_related("partner").filter(token_digest=digest).first()
    if device is None:
        raise DeviceError(Code.DEVICE_UNKNOWN)
    if device.revoked_at or device.partner.state in RESTING:
        raise DeviceError(Code.DEVICE_REVOKED)
    return device


def note_seen(device: ScannerDevice, *, now: dt.datetime) -> None:
    """Remember that the device was there, to the minute."""
    if device.last_seen_at is None or now - device.last_seen_at >= SEEN_EVERY:
        ScannerDevice.objects.filter(pk=device.pk).update(last_seen_at=now)
        device.last_seen_at = now


def device_view(
    view: Callable[Concatenate[HttpRequest, ScannerDevice, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a view in with a device's token only, and hand it the device.

    To all others the answer is 401 with `error`, which the device understands. There is no cookie
    that somebody else's page could misuse, so no token against forged forms is asked for.
    """

    @csrf_exempt
    @wraps(view)
    def for_device(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        response: HttpResponse
        try:
            device = find_device(request)
        except DeviceError as error:
            response = refused(error)
        else:
            note_seen(device, now=timezone.now())
            response = view(request, device, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return for_device


def refused(error: DeviceError, *, status: int = 401) -> JsonResponse:
    """What a device is told that is not let in."""
    body: dict[str, Any] = {"error": error.code, "message": str(error)}
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JsonResponse(body, status=status, headers=headers)
