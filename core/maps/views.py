"""The two views of every map: the page with it, and the card above one of its markers."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.cards import CardShelf
from core.models.listings import ListingPage
from core.page_cache import cache_for_anonymous
from core.restrictions import PublicPageQuerySet


def render_map_page(
    request: HttpRequest,
    index: ListingPage | None,
    *,
    template: str,
    count_points: Callable[[Any], int],
) -> HttpResponse:
    """The list `index` with a map beside it, for the same address parameters.

    `count_points` says how many of what the list's filters find have a place on the map;
    `template` extends `pages/map_page.html`.
    """
    if index is None:
        raise Http404
    context = index.get_context(request)
    context.update(
        breadcrumbs=[*context["breadcrumbs"], index],
        is_map_open=True,
        on_map=count_points(context["filters"]),
    )
    return cache_for_anonymous(render(request, template, context))


def render_marker_card(
    request: HttpRequest, key: int, *, pages: PublicPageQuerySet, shelf: CardShelf[Any]
) -> HttpResponse:
    """One of `pages` as it stands in lists, for what opens above its marker."""
    if not pages.public().filter(pk=key).exists():
        raise Http404
    cards = shelf.html([key], request, level=3)
    response = render(request, "components/cards.html", {"cards": cards})
    response.headers["X-Robots-Tag"] = "noindex"
    return cache_for_anonymous(response)
