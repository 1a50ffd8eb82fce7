from typing import Protocol

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.geo.fields import LatitudeField, LongitudeField

validate_postcode = RegexValidator(
    r"^\d{5}\Z", _("A German postcode has five digits, like 44532."), code="postcode"
)


class Place(models.Model):
    """An address that may be kept from the public (a women's shelter, a private home).

    Whoever shows a place asks `public_place`, never the fields: a protected address must not
    reach any page, map, feed, export or search index.
    """

    venue = models.CharField(_("name of the place"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(
        _("postcode"), max_length=5, blank=True, validators=[validate_postcode]
    )
    city = models.CharField(_("town"), max_length=80, blank=True)
    locality = models.CharField(_("part of town"), max_length=80, blank=True)
    latitude = LatitudeField(null=True, blank=True)
    longitude = LongitudeField(null=True, blank=True)
    address_hidden = models.BooleanField(
        _("keep the address secret"),
        default=False,
        help_text=_("Then only the town is shown: no street, no place on the map."),
    )

    place_panel = MultiFieldPanel(
        [
            FieldPanel("venue"),
            FieldPanel("street"),
            FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("locality")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("address_hidden"),
        ],
        heading=_("Place"),
    )

    class Meta:
        abstract = True

    @property
    def public_place(self) -> "PublicPlace":
        return PublicPlace(self)


class AnyPlace(Protocol):
    """A `Place`, or a row with its columns."""

    @property
    def venue(self) -> str: ...

    @property
    def street(self) -> str: ...

    @property
    def postcode(self) -> str: ...

    @property
    def city(self) -> str: ...

    @property
    def locality(self) -> str: ...

    @property
    def latitude(self) -> float | None: ...

    @property
    def longitude(self) -> float | None: ...

    @property
    def address_hidden(self) -> bool: ...


class PublicPlace:
    """What everybody may know of a `Place`."""

    def __init__(self, place: AnyPlace) -> None:
        shown = not place.address_hidden
        self.venue = place.venue if shown else ""
        self.street = place.street if shown else ""
        self.postcode = place.postcode if shown else ""
        self.city = place.city
        self.locality = place.locality if shown else ""
        self.latitude = place.latitude if shown else None
        self.longitude = place.longitude if shown else None

    def __bool__(self) -> bool:
        return bool(self.street or self.postcode or self.city or self.venue)

    @property
    def town_line(self) -> str:
        """`44532 Lünen`, as far as it is known."""
        return " ".join(part for part in (self.postcode, self.city) if part)

    @property
    def short(self) -> str:
        """`Lünen-Brambauer`, for cards and lists."""
        return "-".join(part for part in (self.city, self.locality) if part) or self.venue

    def as_schema_org(self) -> dict[str, object]:
        """A schema.org `PostalAddress`."""
        address = {
            "@type": "PostalAddress",
            "streetAddress": self.street,
            "postalCode": self.postcode,
            "addressLocality": self.city,
            "addressCountry": "DE",
        }
        return {key: value for key, value in address.items() if value}
