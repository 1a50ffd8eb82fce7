"""Errors as problem details (RFC 9457): German for people, a stable code for programs."""

from typing import Literal

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from pydantic import BaseModel, Field

from core.api.words import later as _

PROBLEM_TYPE = "application/problem+json"


class ProblemCode(models.TextChoices):
    """What went wrong; the label says it to people."""

    NOT_FOUND = "not_found", _("There is nothing at this address.")
    METHOD_NOT_ALLOWED = "method_not_allowed", _("This address can only be read.")
    TOO_MANY_REQUESTS = "too_many_requests", _("Too many requests.")


STATUS = {
    ProblemCode.NOT_FOUND: 404,
    ProblemCode.METHOD_NOT_ALLOWED: 405,
    ProblemCode.TOO_MANY_REQUESTS: 429,
}
DETAIL = {
    ProblemCode.NOT_FOUND: _(
        "The address is wrong, or what was here has expired or is no longer public."
    ),
    ProblemCode.METHOD_NOT_ALLOWED: _("Only GET, HEAD and OPTIONS are answered."),
    ProblemCode.TOO_MANY_REQUESTS: _(
        "Please wait as long as the header Retry-After says, and ask with If-None-Match: "
        "unchanged answers are not counted."
    ),
}


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: Literal["about:blank"] = "about:blank"
    title: str = Field(description=_("what went wrong, in German"))
    status: int = Field(description=_("the HTTP status"))
    detail: str = Field(description=_("what to do about it, in German"))
    code: Literal["not_found", "method_not_allowed", "too_many_requests"] = Field(
        description=_("what went wrong, for programs; never changes")
    )


def problem(code: ProblemCode) -> HttpResponse:
    body = Problem.model_validate(
        {
            "title": str(code.label),
            "status": STATUS[code],
            "detail": str(DETAIL[code]),
            "code": code.value,
        }
    )
    return HttpResponse(
        body.model_dump_json(),
        status=STATUS[code],
        content_type=PROBLEM_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def answer_errors_as_problems(api: NinjaAPI) -> None:
    """Replace ninja's own error answers; what is none of these is a bug and goes on to Django."""

    def nothing_there(request: HttpRequest, error: object) -> HttpResponse:
        return problem(ProblemCode.NOT_FOUND)

    def too_many(request: HttpRequest, error: object) -> HttpResponse:
        return problem(ProblemCode.TOO_MANY_REQUESTS)

    api.add_exception_handler(Http404, nothing_there)
    # Every parameter takes any text, so only an address itself could be invalid.
    api.add_exception_handler(ValidationError, nothing_there)
    api.add_exception_handler(Throttled, too_many)
