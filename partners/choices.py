"""The values that the filters of the partner shops can have, with their labels."""

from django.utils.translation import gettext_lazy as _

from core.choices import terms_of
from core.forgiving import options
from partners.models import PartnerCategory

categories = terms_of(PartnerCategory)
kinds = options(
    ("rabatt", _("Discount")),
    ("preis", _("Reduced price")),
    ("eintritt", _("Free entry")),
    ("zugabe", _("Free extra")),
    ("verlosung", _("Raffle")),
    ("veranstaltung", _("Event")),
    ("anderes", _("Something else")),
)
