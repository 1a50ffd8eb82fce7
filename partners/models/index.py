from django.utils.translation import gettext_lazy as _

from core.models.listings import ListingPage


class PartnerIndexPage(ListingPage):
    """All partner shops of all towns: `/partner/`."""

    template = "pages/partner_index_page.html"
    filter_set = "partners.filters.PartnerFilterSet"
    page_description = _("The list of all places that take the Ehrenamtskarte.")

    class Meta:
        verbose_name = _("list of partner shops")
        verbose_name_plural = _("lists of partner shops")
