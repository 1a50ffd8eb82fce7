"""Views for devices that cost little more than what they do."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from time import time
from typing import Any, TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from core.limits import is_within
from partners.devices.errors import DeviceError
from partners.devices.tokens import refused
from partners.redeeming.device_api.requests import BadRequestError
from partners.redeeming.tills import Till, find_till, note_till

View: TypeAlias = Callable[[HttpRequest, Till, datetime], "HttpResponse | dict[str, Any]"]


class TooOftenError(Exception):
    """The device has asked more often than it may."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds  # until it may ask again


def till_view(*, method: str, limit: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Let a view in with a device's token only; what it returns is the JSON of the answer.

    Args:
        limit: which of `settings.DEVICE_LIMITS` each request counts for.
    """

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt  # there is no cookie that somebody else's page could misuse
        @wraps(view)
        def for_till(request: HttpRequest) -> HttpResponse:
            response = _answer(request, view, method, limit)
            response.headers["Cache-Control"] = "no-store"
            return response

        return for_till

    return decorate


def count_against(limit: str, till: Till, times: int = 1) -> None:
    """Count what a device does.

    Raises:
        TooOftenError: it is more than it may.
    """
    most, seconds = settings.DEVICE_LIMITS[limit]
    if not is_within(f"device {limit}", str(till.pk), (most, seconds), times=times):
        raise TooOftenError(int(seconds - time() % seconds) + 1)


def as_json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON without the detour over Django's encoder."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text.encode(), content_type="application/json", status=status)


def _answer(request: HttpRequest, view: View, method: str, limit: str) -> HttpResponse:
    if request.method != method:
        response = as_json({"error": "method_not_allowed"}, status=405)
        response.headers["Allow"] = method
        return response
    now = timezone.now()
    try:
        till = find_till(request.META.get("HTTP_AUTHORIZATION", ""))
        count_against(limit, till)
        note_till(till, now=now)
        answer = view(request, till, now)
    except DeviceError as error:
        return refused(error)
    except BadRequestError as error:
        return as_json({"error": error.code}, status=400)
    except TooOftenError as error:
        message = _("This device asks too often. Please wait a little.")
        response = as_json({"error": "too_often", "message": message}, status=429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    return answer if isinstance(answer, HttpResponse) else as_json(answer)
