from collections.abc import Hashable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from core.content_version import KeptMap
from core.listing import PAGE_PARAMETER, page_number, paginate, query_without
from core.models.pages import BasePage

_counts: KeptMap[Hashable, int] = KeptMap(size=2_000)


class ListingPage(BasePage):
    """A page that lists pages of all towns, filtered and paged by its address alone."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        abstract = True

    def get_filters(self, request: HttpRequest) -> Any:
        """A bound filter set over what may be listed, in order."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        filters = self.get_filters(request)
        keys = filters.qs.keys()
        # The same choice has the same number of results until something is published.
        choice = (type(self).__name__, timezone.localdate(), filters.choice)
        context.update(
            filters=filters,
            results=paginate(request, keys, count=_counts.get_or_make(choice, keys.count)),
            query=query_without(request.GET, PAGE_PARAMETER),
        )
        return context

    def canonical_url(self, request: HttpRequest) -> str:
        number = page_number(request)
        suffix = f"?{PAGE_PARAMETER}={number}" if number > 1 else ""
        return super().canonical_url(request) + suffix
