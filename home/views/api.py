"""The open API explained: to programs (OpenAPI) and to people, in German."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.api.problems import ProblemCode, problem
from core.page_cache import cache_for_anonymous
from home.api import description
from home.licences import open_data_licence


class Field(NamedTuple):
    """A field of an answer."""

    name: str
    type: str
    text: str


class Shape(NamedTuple):
    """An object of an answer with its fields."""

    name: str
    text: str
    fields: list[Field]


class Operation(NamedTuple):
    """One address, explained."""

    key: str
    path: str
    example: str
    summary: str
    text: str
    parameters: list[dict[str, Any]]


class Group(NamedTuple):
    title: str
    operations: list[Operation]


def openapi(request: HttpRequest) -> JsonResponse:
    host = request.build_absolute_uri("/").rstrip("/")
    return JsonResponse(
        {**description(), "servers": [{"url": host}]}, json_dumps_params={"ensure_ascii": False}
    )


def nothing_there(request: HttpRequest, rest: str) -> HttpResponse:
    """For whatever else stands below the API's address, instead of the page for people."""
    return problem(ProblemCode.NOT_FOUND)


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The description as a page."""
    described = description()
    context = {
        "info": described["info"],
        "groups": _groups(described, request.build_absolute_uri("/").rstrip("/")),
        "shapes": _shapes(described),
        "licence": open_data_licence(),
        "requests": settings.API_LIMITS["usual"][0],
        "files": settings.API_LIMITS["bulk"][0],
    }
    return cache_for_anonymous(render(request, "pages/api.html", context))


def _groups(described: dict[str, Any], host: str) -> list[Group]:
    groups: dict[str, list[Operation]] = {}
    for path, methods in described["paths"].items():
        operation = methods["get"]
        [tag] = operation["tags"]
        groups.setdefault(tag, []).append(
            Operation(
                key=operation["operationId"],
                path=path,
                example=host + path,
                summary=operation["summary"],
                text=operation.get("description", ""),
                parameters=[
                    {**parameter, "values": parameter.get("x-values", {})}
                    for parameter in operation["parameters"]
                    if parameter["in"] == "query"
                ],
            )
        )
    return [Group(title, operations) for title, operations in groups.items()]


def _shapes(described: dict[str, Any]) -> list[Shape]:
    return [
        Shape(name, schema.get("description", ""), list(_fields(schema)))
        for name, schema in sorted(described["components"]["schemas"].items())
    ]


def _fields(schema: dict[str, Any]) -> Iterable[Field]:
    for name, field in schema.get("properties", {}).items():
        yield Field(name, _type(field), field.get("description", ""))


def _type(field: dict[str, Any]) -> str:
    """The type of a field in words: `text`, `list of TermReference`, `number or null`."""
    if "anyOf" in field:
        return _(" or ").join(_type(one) for one in field["anyOf"])
    if "$ref" in field:
        return str(field["$ref"].rsplit("/", 1)[-1])
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "const" in field:
        return str(field["const"])
    if field.get("type") == "array":
        return _("list of {things}").format(things=_type(field["items"]))
    words = {
        "string": {"date": _("date"), "date-time": _("moment")}.get(
            field.get("format", ""), _("text")
        ),
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("yes or no"),
        "object": _("object"),
        "null": "null",
    }
    return words.get(field.get("type", ""), "")
