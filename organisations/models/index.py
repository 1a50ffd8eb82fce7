from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage

if TYPE_CHECKING:
    from organisations.filters import OrganisationFilterSet


class OrganisationIndexPage(ListingPage):
    """All organisations of all towns: `/organisationen/`."""

    template = "pages/organisation_index_page.html"
    page_description = _("The list of all organisations.")

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")

    def get_filters(self, request: HttpRequest) -> "OrganisationFilterSet":
        # The directory that answers them is made of these models.
        from organisations.filters import OrganisationFilterSet

        return OrganisationFilterSet(request.GET)
