from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction

from core.content_version import KeptMap
from core.page_cache import cache_for_anonymous
from core.restrictions import is_restricted
from core.structured_data import breadcrumb_list

# The pages above a page, by its parent's tree path.
_trails: KeptMap[str, tuple[Page, ...]] = KeptMap(size=5_000)


class BasePage(Page):
    """What all our pages share: breadcrumbs, structured data, a picture for link previews."""

    # In the menu's order; a class that stands in the main navigation sets its own.
    show_in_menus_default = False

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        # A page behind a password or a login must never reach the next visitor.
        if not getattr(request, "is_preview", False) and not is_restricted(self):
            cache_for_anonymous(response)
        return response

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        # Asked at every request, and nearly always in vain.
        if not is_restricted(self):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        trail = self.breadcrumbs()
        context.update(
            breadcrumbs=trail,
            canonical_url=self.canonical_url(request),
            structured_data=[*self.structured_data(request), *breadcrumb_list(trail, request)],
        )
        return context

    def breadcrumbs(self) -> list[Page]:
        """The pages from the start page down to this one's parent."""
        return list(_trails.get_or_make(self.path[: -self.steplen], self._read_trail))

    def _read_trail(self) -> tuple[Page, ...]:
        return tuple(self.get_ancestors().filter(depth__gt=1).order_by("path"))

    def canonical_url(self, request: HttpRequest) -> str:
        """The one address of what is shown; pages with parameters extend it."""
        return self.get_full_url(request) or ""

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """schema.org objects about this page; each becomes one JSON-LD script."""
        return []

    @property
    def teaser(self) -> str:
        """One or two plain sentences, for search results and link previews."""
        return str(self.search_description)

    @property
    def share_image(self) -> models.Model | None:
        """The picture that a link preview shows, as a Wagtail image."""
        return None
