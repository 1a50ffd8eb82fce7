"""Paged lists whose address is their whole state."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol, overload

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

PAGE_PARAMETER = "seite"
PER_PAGE = 20


class Found(Protocol):
    """What a search found, in order, without reading all of it."""

    @property
    def count(self) -> int: ...

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys from `start` up to `stop`."""
        ...


class ListFilters(Protocol):
    """What a list's page needs of its filters (`core.filters` has them).

    A protocol, because pages are models and filters are made of models: the two import each other
    only when a page is served.
    """

    @property
    def answer(self) -> Found: ...

    @property
    def hints(self) -> dict[str, str]: ...

    @property
    def query(self) -> str: ...

    def no_such_page(self, raw: str, *, last: bool = False) -> str: ...


class FoundRows:
    """What a queryset finds, for those who take whatever was found."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows

    @cached_property
    def count(self) -> int:
        return self._rows.count()

    def keys(self, start: int, stop: int) -> list[int]:
        return list(self._rows.values_list("pk", flat=True)[start:stop])


class FoundKeys(Sequence[int]):
    """What was found as a sequence of primary keys, for a paginator."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __len__(self) -> int:
        return self._found.count

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            start, stop, _step = index.indices(len(self))
            return self._found.keys(start, stop)
        return self._found.keys(index, index + 1)[0]


def asked_page(raw: str) -> int | None:
    """The page that a parameter names; None if it is no sensible number."""
    number = int(raw) if raw.isascii() and raw.isdigit() and 0 < len(raw) < 7 else 0
    return number or None


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything that is no sensible number means the first."""
    return asked_page(request.GET.get(PAGE_PARAMETER, "1")) or 1


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
