"""The one place that sets the Content-Security-Policy (Django 6 brings its own)."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from core.maps.tiles import tile_server

# The CMS's own screens carry inline styles and scripts; nobody without a password gets there.
ADMIN_ADDITIONS = {
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
    "media-src": [SELF],
}


class ContentSecurityMiddleware(CSPMiddleware):
    """The strict policy of the settings everywhere, a wider one in the admin only.

    Pages may show pictures from outside only where the operator has named a tile server.
    """

    @cached_property
    def admin_prefix(self) -> str:
        return reverse("wagtailadmin_home")

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(self.admin_prefix):
            parts.update = ADMIN_ADDITIONS
        elif (tiles := tile_server()) and tiles.origin:
            parts.update = {"img-src": [tiles.origin]}
        return parts
