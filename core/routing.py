"""From an address to its page with one query.

Wagtail looks up the site, then walks down the tree, two queries a level. Which page an address
led to last time stays true until public content changes, so it is kept; the page itself is
always read afresh.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from core import content_version
from core.content_version import KeptMap
from core.sites import site_of

_routes: KeptMap[tuple[int, str], tuple[type[Page], int]] = KeptMap(size=20_000)


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's own view, with site and route found beforehand."""
    site = site_of(request)
    if site is None:
        raise Http404
    # Wagtail's `Page.route_for_request` looks here first.
    known: Any = request
    version = content_version.current()
    if page := _page_known_at(site, path):
        known._wagtail_route_for_request = page.route(request, [])
        return wagtail_serve(request, path)
    response = wagtail_serve(request, path)
    route = getattr(request, "_wagtail_route_for_request", None)
    if isinstance(route, RouteResult) and _is_its_own_address(site, path, route):
        _routes.put((site.pk, path), (type(route.page), route.page.pk), version=version)
    return response


def _page_known_at(site: Site, path: str) -> Page | None:
    if found := _routes.get((site.pk, path)):
        model, pk = found
        page: Page | None = model._default_manager.filter(pk=pk).first()
        return page
    return None


def _is_its_own_address(site: Site, path: str, route: RouteResult) -> bool:
    """Whether `path` is just the page's place in the tree, not something it answers below it."""
    return (
        not route.args
        and not route.kwargs
        and bool(route.page.url_path == site.root_page.url_path + path)
    )
