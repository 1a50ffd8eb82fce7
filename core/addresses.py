"""Addresses of many pages of one tree, without asking for each where the tree hangs."""

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site


class HasPath(Protocol):
    """A page, or a row read from one."""

    pk: int
    url_path: str


def address_book(request: HttpRequest | None) -> Callable[[HasPath], str]:
    """A function that gives a page's address, the shortest for pages of the request's site.

    `Page.get_url` walks over all sites and resolves a route each time, which a list of twenty
    cards feels; below one root, the address is the tree path without the root's own.
    """
    site = Site.find_for_request(request) if request is not None else None
    own_root = site.root_page.url_path if site else None
    prefix = reverse("wagtail_serve", args=[""])

    def address(page: HasPath) -> str:
        path = page.url_path
        if own_root and path.startswith(own_root):
            return prefix + path[len(own_root) :]
        for root in Site.get_site_root_paths():
            if path.startswith(root.root_path):
                return str(root.root_url) + prefix + path[len(root.root_path) :]
        return ""

    return address
