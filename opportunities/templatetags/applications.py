"""An application in words, and the addresses of its pages."""

from typing import Any

from django import template

from opportunities.applications.access import Access
from opportunities.applications.words import STANDINGS, booking_in_words, state_of_booking
from opportunities.models import Application, Booking

register = template.Library()


@register.simple_tag
def applicant_url(access: Access, name: str, **arguments: Any) -> str:
    """Another page of the same application, reached in the same way."""
    return access.address(name, **arguments)


@register.filter
def in_words(booking: Booking) -> str:
    """Day and time of a booked date."""
    return booking_in_words(booking)


@register.filter
def stands(booking: Booking) -> str:
    """How a booked date stands, where that needs to be said."""
    return state_of_booking(booking)


@register.filter
def standing(application: Application) -> str:
    """How an application stands, in one line."""
    return str(STANDINGS[application.state].title)
