from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage


class OpportunityIndexPage(ListingPage):
    """All open opportunities of all towns, newest first: `/angebote/`."""

    template = "pages/opportunity_index_page.html"
    filter_set = "opportunities.filters.OpportunityFilterSet"
    page_description = _("The list of all opportunities.")

    class Meta:
        verbose_name = _("list of opportunities")
        verbose_name_plural = _("lists of opportunities")
