"""Addresses of the API: each named once, and what it answers with."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.http import Http404
from ninja import Router

from core.api.linked_data import JSON_LD_TYPE
from core.api.streaming import LINES_TYPE
from core.api.throttling import ClientThrottle

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., Any])


class OpenRouter(Router):
    """Addresses that can be read.

    `name` is what Django calls the address, as in `organisations_bulk`; programs know it by the
    same words joined: `organisationsBulk`.
    """

    def __init__(self, *, tag: str) -> None:
        super().__init__(tags=[tag])

    def json(
        self, path: str, name: str, shape: Any, *, summary: str, description: str
    ) -> Callable[[View], View]:
        """Data in `shape`, a model or a list of them."""
        return self.get(
            path, response=shape, **_named(name), summary=summary, description=description
        )

    def json_lines(
        self, path: str, name: str, *, summary: str, description: str
    ) -> Callable[[View], View]:
        """All results of a search in one file; one may ask for fewer of them than of pages."""
        return self.get(
            path,
            throttle=ClientThrottle("bulk"),
            openapi_extra=_answers(LINES_TYPE, {"type": "string"}),
            **_named(name),
            summary=summary,
            description=description,
        )

    def linked_data(
        self, path: str, name: str, *, summary: str, description: str
    ) -> Callable[[View], View]:
        """JSON-LD in a vocabulary that `description` names."""
        return self.get(
            path,
            openapi_extra=_answers(JSON_LD_TYPE, {"type": "object"}),
            **_named(name),
            summary=summary,
            description=description,
        )


def first_or_404(found: Iterable[T]) -> T:
    """What one address stands for, if it was found."""
    for one in found:
        return one
    raise Http404


def _named(name: str) -> dict[str, Any]:
    return {
        "url_name": name,
        "operation_id": re.sub(r"_(.)", lambda match: match[1].upper(), name),
    }


def _answers(media_type: str, schema: dict[str, str]) -> dict[str, Any]:
    return {"responses": {200: {"content": {media_type: {"schema": schema}}}}}
