"""Addresses of many pages of one tree, without asking for each where the tree hangs."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site


def address_book(request: HttpRequest | None) -> Callable[[Page], str]:
    """A function that gives a page's address below the request's site.

    `Page.get_url` walks over all sites and resolves a route each time, which a list of twenty
    cards feels; below one root, the address is the tree path without the root's own.
    """
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return lambda page: page.get_url(request) or ""
    root = site.root_page.url_path
    prefix = reverse("wagtail_serve", args=[""])

    def address(page: Page) -> str:
        path: str = page.url_path
        if path.startswith(root):
            return prefix + path[len(root) :]
        return page.get_url(request) or ""

    return address
