from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage


class PartnerIndexPage(ListingPage):
    """All partner shops of all towns: `/partner/`."""

    template = "pages/partner_index_page.html"
    filter_set = "partners.filters.PartnerFilterSet"
    show_in_menus_default = True
    page_description = _("The list of all places that take the Ehrenamtskarte.")

    class Meta:
        verbose_name = _("list of partner shops")
        verbose_name_plural = _("lists of partner shops")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        if "offen" in request.GET:  # what is open now is another in an hour
            response.for_anonymous = False  # type: ignore[attr-defined]  # for the middleware
        return response
