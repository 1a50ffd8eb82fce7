"""Paged lists whose address is their whole state."""

from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict

PAGE_PARAMETER = "seite"
PER_PAGE = 20


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything that is no sensible number means the first."""
    raw = request.GET.get(PAGE_PARAMETER, "1")
    return int(raw) if raw.isascii() and raw.isdigit() and 0 < len(raw) < 7 else 1


def paginate(request: HttpRequest, results: Any, *, count: int | None = None) -> ResultPage:
    """The page of `results` that the request asks for; past the end, the last one.

    `count` spares the counting query where the number is known.
    """
    paginator = Paginator(results, PER_PAGE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(page_number(request))


def query_without(parameters: QueryDict, *names: str) -> str:
    """The query string without `names`, to build links that keep the other filters."""
    rest = parameters.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()
