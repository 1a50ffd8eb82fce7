from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage

if TYPE_CHECKING:
    from opportunities.filters import OpportunityFilterSet


class OpportunityIndexPage(ListingPage):
    """All open opportunities of all towns, newest first: `/angebote/`."""

    template = "pages/opportunity_index_page.html"
    page_description = _("The list of all opportunities.")

    class Meta:
        verbose_name = _("list of opportunities")
        verbose_name_plural = _("lists of opportunities")

    def get_filters(self, request: HttpRequest) -> "OpportunityFilterSet":
        # The catalogue that answers them is made of these models.
        from opportunities.filters import OpportunityFilterSet

        return OpportunityFilterSet(request.GET)
