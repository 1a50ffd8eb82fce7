"""The one place that sets the Content-Security-Policy (Django 6 brings its own)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

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
# Lets WebAssembly of our own origin run; `eval` of script stays forbidden.
WASM = "'wasm-unsafe-eval'"

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def reads_codes(view: Callable[P, R]) -> Callable[P, R]:
    """For the pages on which a camera reads codes: their decoder is WebAssembly."""

    @wraps(view)
    def allowed(*args: P.args, **kwargs: P.kwargs) -> R:
        response = view(*args, **kwargs)
        response.reads_codes = True  # type: ignore[attr-defined]
        return response

    return allowed


class ContentSecurityMiddleware(CSPMiddleware):
    """The strict policy of the settings everywhere, a wider one in the admin only.

    Pages may show pictures from outside only where the operator has named a tile server, and run
    WebAssembly only where their view says `@reads_codes`.
    """

    @cached_property
    def admin_prefix(self) -> str:
        return reverse("wagtailadmin_home")

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        additions: dict[str, list[str]] = {}
        if request.path.startswith(self.admin_prefix):
            additions = dict(ADMIN_ADDITIONS)
        elif (tiles := tile_server()) and tiles.origin:
            additions = {"img-src": [tiles.origin]}
        if getattr(response, "reads_codes", False):
            additions["script-src"] = [*additions.get("script-src", []), WASM]
        if additions:
            parts.update = additions
        return parts
