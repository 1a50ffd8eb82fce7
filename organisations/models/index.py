from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage
from organisations.filters import OrganisationFilterSet
from organisations.models.pages import OrganisationPage


class OrganisationIndexPage(ListingPage):
    """All organisations of all towns: `/organisationen/`."""

    template = "pages/organisation_index_page.html"
    page_description = _("The list of all organisations.")

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")

    def get_filters(self, request: HttpRequest) -> OrganisationFilterSet:
        organisations = OrganisationPage.objects.live().public().order_by("title", "pk")
        return OrganisationFilterSet(request.GET, queryset=organisations)
