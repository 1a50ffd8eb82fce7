"""What a search shows of the pages it found."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.text import Truncator, capfirst
from wagtail.models import Page

from core.addresses import address_book

LONGEST_TEASER = 240  # characters


class Hit(NamedTuple):
    title: str
    url: str
    kind: str  # what the page is, for people: "Opportunity", "Organisation"
    text: str


def hits(found: Iterable[Page], request: HttpRequest) -> list[Hit]:
    """`found` in its order, with what the pages' own types know; one query for each type."""
    keys = [page.pk for page in found]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    address_of = address_book(request)
    return [
        Hit(
            title=page.title,
            url=address_of(page),
            kind=capfirst(str(page._meta.verbose_name)),
            text=Truncator(getattr(page, "teaser", "")).chars(LONGEST_TEASER),
        )
        for key in keys
        if (page := pages.get(key))
    ]
