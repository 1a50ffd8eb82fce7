"""Lists in pages; parameters that make no sense mean the first page and the usual size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, QueryDict
from pydantic import BaseModel, Field

from core.api.words import later as _
from core.listing import PAGE_PARAMETER, Found, page_number

SIZE_PARAMETER = "je_seite"
USUAL_SIZE = 20
LARGEST_SIZE = 100

T = TypeVar("T")


class ResultPage(BaseModel, Generic[T]):
    """One page of a list."""

    count: int = Field(description=_("how many there are on all pages together"))
    page: int = Field(description=_("the number of this page, from 1"))
    pages: int = Field(description=_("how many pages there are"))
    per_page: int = Field(description=_("how many stand on one page"))
    next: str | None = Field(description=_("address of the next page; null on the last one"))
    previous: str | None = Field(
        description=_("address of the previous page; null on the first one")
    )
    results: list[T] = Field(description=_("what stands on this page"))


@dataclass(frozen=True)
class Paging:
    """Which page of which size was asked for."""

    number: int
    size: int

    @classmethod
    def of(cls, request: HttpRequest) -> "Paging":
        return cls(page_number(request), _page_size(request.GET))

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        return self.start + self.size

    def page(self, request: HttpRequest, *, count: int, results: Sequence[Any]) -> dict[str, Any]:
        """The fields of a `ResultPage`. Past the end, `previous` leads to the last page."""
        pages = max(-(-count // self.size), 1)
        address = _address_of_page(request)
        return {
            "count": count,
            "page": self.number,
            "pages": pages,
            "per_page": self.size,
            "next": address(self.number + 1) if self.number < pages else None,
            "previous": address(min(self.number - 1, pages)) if self.number > 1 else None,
            "results": results,
        }


def page_of_results(
    request: HttpRequest, found: Found, read: Callable[[list[int]], Sequence[Any]]
) -> dict[str, Any]:
    """The page that was asked for, read by its keys; as the fields of a `ResultPage`."""
    paging = Paging.of(request)
    results = read(found.keys(paging.start, paging.stop))
    return paging.page(request, count=found.count, results=results)


def _page_size(parameters: QueryDict) -> int:
    raw = parameters.get(SIZE_PARAMETER, "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 7):
        return USUAL_SIZE
    return min(int(raw), LARGEST_SIZE) or USUAL_SIZE


def _address_of_page(request: HttpRequest) -> Callable[[int], str]:
    def address(number: int) -> str:
        query = request.GET.copy()
        query[PAGE_PARAMETER] = str(number)
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    return address
