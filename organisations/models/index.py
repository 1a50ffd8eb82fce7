from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage


class OrganisationIndexPage(ListingPage):
    """All organisations of all towns: `/organisationen/`."""

    template = "pages/organisation_index_page.html"
    filter_set = "organisations.filters.OrganisationFilterSet"
    page_description = _("The list of all organisations.")

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")
