"""What people call the fields of a list."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: dict[str, str | Promise] = {
    "name": _("name"),
    "number": _("number in the list"),
    "street": _("street and number"),
    "house_number": _("house number"),
    "address": _("address"),
    "postcode": _("postcode"),
    "city": _("town"),
    "postcode_city": _("postcode and town"),
    "locality": _("part of town"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "coordinates": _("coordinates"),
    "phone": _("telephone"),
    "email": _("e-mail"),
    "website": _("web site"),
    "benefit": _("benefit"),
    "benefits": _("benefit"),
    "terms": _("terms"),
    "category": _("category"),
    "opening_hours": _("opening hours"),
    "about": _("about the shop"),
    "contact": _("contact person"),
    "valid_from": pgettext_lazy("benefit", "first day"),
    "valid_until": pgettext_lazy("benefit", "last day"),
}


def column_label(name: str) -> str:
    """The label of a field, or the name itself."""
    return str(LABELS.get(name, name))
