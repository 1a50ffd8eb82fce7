from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.listing import ListFilters
from core.models.listings import ListingPage


class OrganisationIndexPage(ListingPage):
    """All organisations of all towns: `/organisationen/`."""

    template = "pages/organisation_index_page.html"
    page_description = _("The list of all organisations.")

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")

    def get_filters(self, request: HttpRequest) -> ListFilters:
        # The directory that answers them is made of these models.
        filter_set: Any = import_string("organisations.filters.OrganisationFilterSet")
        filters: ListFilters = filter_set(request.GET)
        return filters
