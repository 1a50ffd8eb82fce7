"""The search over everything, as a frame: each app says what it has for some words.

    @hooks.register("site_search")
    def opportunities(words, request):
        return Group(…)

So this app knows nobody, and whoever is added later is found without a change here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail import hooks

from core.addresses import address_book
from core.content_version import kept
from core.german import excerpt, mark
from core.german.spelling import fold
from core.german.words import WORD
from core.listing import Found
from core.models.listings import ListingPage

HOOK = "site_search"
SHOWN = 5  # of what a list has found
LONGEST_TEXT = 200  # characters of a result's text


class Hit(NamedTuple):
    """A page that was found, its words marked."""

    title: SafeString
    url: str
    preline: str  # whose it is or what it is
    text: SafeString
    is_named: bool = False  # its title begins with all the words


@dataclass(frozen=True, kw_only=True)
class Group:
    """What one app has found."""

    key: str
    title: str
    count: int
    hits: list[Hit] = field(default_factory=list)
    url: str = ""  # of the list of all of them
    all_label: str = ""
    suggestion: str | None = None
    order: int = 100


def hit(*, title: str, url: str, preline: str, text: str, words: str) -> Hit:
    """A result, with the part of its text that has the words."""
    return Hit(
        title=mark(title, words),
        url=url,
        preline=preline,
        text=mark(excerpt(text, words, LONGEST_TEXT), words),
        is_named=_begins_with(title, words),
    )


def _begins_with(title: str, words: str) -> bool:
    """Whether somebody typed a name, or its beginning: `Datenschutz`, `lesebrücke`."""
    asked = [fold(word) for word in WORD.findall(words)]
    return bool(asked) and [fold(word) for word in WORD.findall(title)[: len(asked)]] == asked


def best_hits(
    found: Found,
    pages: QuerySet[Any],
    request: HttpRequest,
    *,
    words: str,
    preline: str,
    text: str,
) -> list[Hit]:
    """The first of what was found among `pages`; `preline` and `text` are columns of theirs."""
    keys = found.keys(0, SHOWN)
    rows = pages.filter(pk__in=keys).values("pk", "url_path", "title", preline, text)
    by_key = {row["pk"]: row for row in rows}
    address_of = address_book(request)
    return [
        hit(
            title=row["title"],
            url=address_of(SimpleNamespace(**row)),
            preline=row[preline] or "",
            text=row[text],
            words=words,
        )
        for key in keys
        if (row := by_key.get(key))
    ]


def list_address(model: type[ListingPage]) -> Callable[[HttpRequest, str], str]:
    """A function that gives the address of the list of this kind with a query string.

    Nothing if there is no such list.
    """

    @kept
    def page() -> ListingPage | None:
        found: ListingPage | None = model.objects.live().first()
        return found

    def address(request: HttpRequest, query: str) -> str:
        index = page()
        return f"{address_book(request)(index)}?{query}" if index else ""

    return address


def search_everywhere(words: str, request: HttpRequest) -> list[Group]:
    """What all apps have found, in order; apps without a result only as far as they suggest.

    Who types the name of something wants that: what has it comes first.
    """
    found: Iterable[Group | None] = (search(words, request) for search in hooks.get_hooks(HOOK))
    return sorted(
        (group for group in found if group),
        key=lambda group: (not any(hit.is_named for hit in group.hits), group.order),
    )
