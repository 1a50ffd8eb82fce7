from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.listing import ListFilters
from core.models.listings import ListingPage


class OpportunityIndexPage(ListingPage):
    """All open opportunities of all towns, newest first: `/angebote/`."""

    template = "pages/opportunity_index_page.html"
    page_description = _("The list of all opportunities.")

    class Meta:
        verbose_name = _("list of opportunities")
        verbose_name_plural = _("lists of opportunities")

    def get_filters(self, request: HttpRequest) -> ListFilters:
        # The catalogue that answers them is made of these models.
        filter_set: Any = import_string("opportunities.filters.OpportunityFilterSet")
        filters: ListFilters = filter_set(request.GET)
        return filters
