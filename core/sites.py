"""Which of Wagtail's sites a request is for, without asking the database each time."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from core.content_version import KeptMap

_sites: KeptMap[tuple[str, str], Site] = KeptMap(size=100)


def site_of(request: HttpRequest) -> Site | None:
    """As `Site.find_for_request`, which finds it known from then on; kept until a site changes."""
    if not hasattr(request, "_wagtail_site"):
        known: Any = request
        # As Wagtail does: a host that is not allowed gets an answer, too.
        address = known._get_raw_host(), request.get_port()
        known._wagtail_site = _sites.get_or_make(address, lambda: Site.find_for_request(request))
    return Site.find_for_request(request)
