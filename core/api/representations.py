"""Small things that several answers of the API contain."""

import datetime as dt
from collections.abc import Callable
from typing import Literal, Protocol

from django.http import HttpRequest
from pydantic import BaseModel, Field

from core.addresses import HasPath, address_book
from core.api.words import later as _
from core.enums import Weekday
from core.models.places import PublicPlace

WeekdayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY_NAMES: dict[int, WeekdayName] = {
    Weekday.MONDAY: "monday",
    Weekday.TUESDAY: "tuesday",
    Weekday.WEDNESDAY: "wednesday",
    Weekday.THURSDAY: "thursday",
    Weekday.FRIDAY: "friday",
    Weekday.SATURDAY: "saturday",
    Weekday.SUNDAY: "sunday",
}


class TermReference(BaseModel):
    """An entry of a list (see /lists)."""

    slug: str = Field(description=_("as in addresses; never changes"))
    label: str = Field(description=_("German words for people"))


class Whereabout(BaseModel):
    """A place; what is not known or not public is null or empty."""

    venue: str = Field(description=_("name of the place"))
    street: str = Field(description=_("street and number"))
    postcode: str = Field(description=_("five digits"))
    city: str = Field(description=_("town"))
    locality: str = Field(description=_("part of town"))
    latitude: float | None = Field(description=_("degrees, WGS 84"))
    longitude: float | None = Field(description=_("degrees, WGS 84"))


class HasTerm(Protocol):
    slug: str
    label: str


def term_reference(term: HasTerm) -> TermReference:
    return TermReference(slug=term.slug, label=term.label)


def whereabout(place: PublicPlace) -> Whereabout | None:
    """What everybody may know of a place; None if that is nothing."""
    if not place:
        return None
    return Whereabout(
        venue=place.venue,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        locality=place.locality,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def clock(time: dt.time | None) -> str | None:
    return f"{time:%H:%M}" if time else None


def full_addresses(request: HttpRequest) -> Callable[[HasPath], str]:
    """A function that gives a page's whole address, without a query for each."""
    address_of = address_book(request)
    return lambda page: request.build_absolute_uri(address_of(page))
