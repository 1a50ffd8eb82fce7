"""The OpenAPI description, completed with what every address has in common."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from core.api.paging import LARGEST_SIZE, SIZE_PARAMETER, USUAL_SIZE
from core.api.problems import PROBLEM_TYPE, Problem
from core.filters import ForgivingFilterSet
from core.forgiving import OptionsFilter
from core.listing import PAGE_PARAMETER

Parameter = dict[str, Any]
PROBLEM = {"$ref": "#/components/schemas/Problem"}


def describe(
    api: NinjaAPI, *, prefix: str, parameters: Mapping[str, Sequence[Parameter]]
) -> dict[str, Any]:
    """The API's description (OpenAPI 3.1); `parameters` are those of its lists, by operation id."""
    # Through JSON, so that lazy texts become German and numbers of responses text.
    plain = json.dumps(api.get_openapi_schema(path_prefix=prefix), cls=DjangoJSONEncoder)
    description: dict[str, Any] = json.loads(plain)
    problem = json.loads(json.dumps(Problem.model_json_schema(), cls=DjangoJSONEncoder))
    description["components"]["schemas"]["Problem"] = problem
    for path in description["paths"].values():
        for operation in path.values():
            operation["parameters"] += parameters.get(operation["operationId"], [])
            _describe_answers(operation)
    return description


def digest(description: dict[str, Any]) -> str:
    """Another one whenever the shape of the answers may have changed."""
    text = json.dumps(description, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def filter_parameters(filters: type[ForgivingFilterSet]) -> list[Parameter]:
    """The parameters of a list as its address has them, each with the values it knows.

    Their schema takes any text: what makes no sense is left out, as on the pages.
    """
    found = []
    unbound = filters()
    for name, filter_ in filters.base_filters.items():
        values = {value: str(option.label) for value, option in unbound.options_of(name).items()}
        text: dict[str, Any] = {"type": "string"}
        several = isinstance(filter_, OptionsFilter)
        label = str(filter_.label)
        found.append(
            {
                "in": "query",
                "name": name,
                "required": False,
                "description": _("{label}; several values are a union").format(label=label)
                if several
                else label,
                "schema": {"type": "array", "items": text} if several else text,
                "x-values": values,
            }
        )
    return found


def page_parameters() -> list[Parameter]:
    """Which page, and how much stands on it."""
    size = _("How many results on one page: {usual} if nothing is said, {largest} at most")
    texts = {
        PAGE_PARAMETER: _("Number of the page, from 1"),
        SIZE_PARAMETER: size.format(usual=USUAL_SIZE, largest=LARGEST_SIZE),
    }
    return [switch_or_text(name, description) for name, description in texts.items()]


def switch_or_text(name: str, description: str) -> Parameter:
    return {
        "in": "query",
        "name": name,
        "required": False,
        "description": description,
        "schema": {"type": "string"},
        "x-values": {},
    }


def _describe_answers(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    answers["200"]["headers"] = {
        "ETag": {
            "description": _("Send it as If-None-Match to learn whether anything has changed."),
            "schema": {"type": "string"},
            "required": True,
        },
        "Cache-Control": {"schema": {"type": "string"}, "required": True},
    }
    answers["304"] = {"description": _("Nothing has changed; not counted by the limit.")}
    texts = {
        "404": _("There is nothing at this address, or it is no longer public."),
        "429": _("Too many requests; Retry-After says how many seconds to wait."),
    }
    for status, text in texts.items():
        answers[status] = {"description": text, "content": {PROBLEM_TYPE: {"schema": PROBLEM}}}
    answers["429"]["headers"] = {
        "Retry-After": {"schema": {"type": "integer", "minimum": 0}, "required": True}
    }
    answers["405"] = {
        "description": _("This address can only be read."),
        "content": {PROBLEM_TYPE: {"schema": PROBLEM}},
    }
