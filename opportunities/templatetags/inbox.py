"""Applications as they are shown at the desk."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities.applications.places import CURRENT
from opportunities.applications.words import state_of_booking
from opportunities.enums import BookingState
from opportunities.inbox.people import Day
from opportunities.models import Application, Booking
from opportunities.timewords import date_in_words

register = template.Library()


@register.filter
def dates_in_short(application: Application) -> str:
    """The first day that an application asks for, and how many more; wants `bookings` read."""
    days = [
        booking.takes_place_on
        for booking in application.bookings.all()
        if booking.takes_place_on and booking.state in CURRENT
    ]
    if not days:
        return ""
    first = date_format(days[0], "j. F")
    more = len(days) - 1
    if not more:
        return first
    words = ngettext("%(day)s and %(number)d more date", "%(day)s and %(number)d more dates", more)
    return words % {"day": first, "number": more}


@register.filter
def stands_at_desk(booking: Booking) -> str:
    """How a booked date stands, where the organisation needs to know."""
    if booking.state == BookingState.OFFERED:
        return _("a place is kept, we wait for the answer")
    return state_of_booking(booking)


@register.filter
def day_in_words(day: Day) -> str:
    """Day and time of a date."""
    if day.takes_place_on is None:
        return ""
    return date_in_words(day.takes_place_on, day.starts_at, day.ends_at)


@register.filter
def phone_digits(phone: str) -> str:
    """A telephone number as an address: digits, and the plus in front."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")
