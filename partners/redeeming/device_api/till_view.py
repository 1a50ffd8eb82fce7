"""Views for devices that cost little more than what they do."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from time import time
from typing import Any, TypeAlias

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from core.limits import is_within
from partners.devices.errors import DeviceError
from partners.devices.tokens import refused
from partners.redeeming.device_api.requests import BadRequestError, Form, body_of
from partners.redeeming.statements import BenefitFacts
from partners.redeeming.tills import Till, find_till, note_till


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device asks, read and let in."""

    till: Till
    form: Form
    benefits: dict[int, BenefitFacts]
    now: datetime


View: TypeAlias = Callable[[Asked], "HttpResponse | dict[str, Any]"]
Read: TypeAlias = Callable[[dict[str, Any], datetime], Form]


class TooOftenError(Exception):
    """The device has asked more often than it may."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds  # until it may ask again


def till_view(*, limit: str, read: Read) -> Callable[[View], Callable[[HttpRequest], HttpResponse]]:
    """Let a view in with a device's token only; what it returns is the JSON of the answer.

    Args:
        limit: which of `settings.DEVICE_LIMITS` each question counts for.
        read: makes a form of the JSON object that was sent.
    """

    def decorate(view: View) -> Callable[[HttpRequest], HttpResponse]:
        @csrf_exempt  # there is no cookie that somebody else's page could misuse
        @wraps(view)
        def for_till(request: HttpRequest) -> HttpResponse:
            response = _answer(request, view, limit, read)
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


def not_allowed(method: str) -> HttpResponse:
    response = as_json({"error": "method_not_allowed"}, status=405)
    response.headers["Allow"] = method
    return response


def _find(request: HttpRequest, form: Form) -> tuple[Till, dict[int, BenefitFacts]]:
    """The till and its benefits, also where the connection to the database has broken meanwhile.

    Django would ask before each request whether it lives (CONN_HEALTH_CHECKS). Here the first
    statement finds out; it only reads, so that it may be tried again.
    """
    authorization = request.META.get("HTTP_AUTHORIZATION", "")
    connection.health_check_done = True  # type: ignore[attr-defined]  # not in the stubs
    try:
        return find_till(authorization, form.benefit_ids)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return find_till(authorization, form.benefit_ids)


def _answer(request: HttpRequest, view: View, limit: str, read: Read) -> HttpResponse:
    if request.method != "POST":
        return not_allowed("POST")
    now, wrong = timezone.now(), None
    # Read first, so that one statement finds the till and what its report is about; a stranger
    # hears of nothing else than that it is one.
    try:
        form = read(body_of(request), now)
    except BadRequestError as error:
        form, wrong = Form(), error
    try:
        till, benefits = _find(request, form)
        count_against(limit, till, form.times)
        note_till(till, now=now)
        if wrong:
            raise wrong
        answer = view(Asked(till, form, benefits, now))
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
