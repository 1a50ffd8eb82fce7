"""What a device that is no longer a stranger asks: its token for a code."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.limits import client_of, is_within
from partners.devices.errors import DeviceError
from partners.devices.pairing import pair
from partners.devices.tokens import refused

LONGEST_BODY = 1_000  # bytes
LONGEST_CODE = 60  # letters; ours have 14
TRIES = (30, 3600)  # times, seconds: a chain pairs all its tills from one address

Code = DeviceError.Code
STATUS = {Code.UNREADABLE: 400, Code.UNKNOWN_CODE: 404, Code.TOO_MANY: 409, Code.TRIED_OFTEN: 429}


@require_POST
@never_cache
@csrf_exempt
def pair_device(request: HttpRequest) -> HttpResponse:
    """A token for whoever has the code of the owner's screen; no account, no cookie."""
    try:
        code = _code_in(request)
        # Whoever guesses codes does it many times.
        if not is_within("pairing code", client_of(request), TRIES):
            raise DeviceError(Code.TRIED_OFTEN)
        token, device = pair(code=code)
    except DeviceError as error:
        return refused(error, status=STATUS[Code(error.code)])
    return JsonResponse(
        {
            "token": token,
            "device": {"key": str(device.key), "name": device.name},
            "partner": {"name": device.partner.name},
            "pin": device.pin,
        }
    )


def _code_in(request: HttpRequest) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        raise DeviceError(Code.UNREADABLE)
    try:
        said: Any = json.loads(request.body)
    except ValueError as error:
        raise DeviceError(Code.UNREADABLE) from error
    code = said.get("code") if isinstance(said, dict) else None
    if not isinstance(code, str) or len(code) > LONGEST_CODE:
        raise DeviceError(Code.UNREADABLE)
    return code
