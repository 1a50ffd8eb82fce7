"""The search over everything, as a frame: each app says what it has for some words.

    @hooks.register("site_search")
    def opportunities(words, request):
        return Group(…)

So this app knows nobody, and whoever is added later is found without a change here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail import hooks

from core.german import excerpt, mark

HOOK = "site_search"
LONGEST_TEXT = 200  # characters of a result's text


class Hit(NamedTuple):
    """A page that was found, its words marked."""

    title: SafeString
    url: str
    preline: str  # whose it is or what it is
    text: SafeString


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
    return Hit(mark(title, words), url, preline, mark(excerpt(text, words, LONGEST_TEXT), words))


def search_everywhere(words: str, request: HttpRequest) -> list[Group]:
    """What all apps have found, in order; apps without a result only as far as they suggest."""
    found: Iterable[Group | None] = (search(words, request) for search in hooks.get_hooks(HOOK))
    return sorted((group for group in found if group), key=lambda group: group.order)
