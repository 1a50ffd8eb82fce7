from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from core.listing import PAGE_PARAMETER, FoundKeys, ListFilters, page_number, paginate
from core.models.pages import BasePage


class ListingPage(BasePage):
    """A page that lists pages of all towns, filtered and paged by its address alone."""

    # A dotted path: what answers filters is made of these very models.
    filter_set: ClassVar[str]

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        abstract = True

    def get_filters(self, request: HttpRequest) -> ListFilters:
        """What the address asks for."""
        filter_set: Any = import_string(self.filter_set)
        filters: ListFilters = filter_set(request.GET)
        return filters

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        filters = self.get_filters(request)
        results = paginate(request, FoundKeys(filters.answer))
        hints = filters.hints
        asked = page_number(request)
        if asked > results.paginator.num_pages:
            hints = {**hints, PAGE_PARAMETER: filters.no_such_page(str(asked), last=True)}
        context.update(
            filters=filters,
            results=results,
            hints=list(hints.values()),
            query=filters.query,
            is_map_open=False,  # `core.maps.views` open it
        )
        return context

    def canonical_url(self, request: HttpRequest) -> str:
        number = page_number(request)
        suffix = f"?{PAGE_PARAMETER}={number}" if number > 1 else ""
        return super().canonical_url(request) + suffix
