"""Booked dates as calendar events.

An event's UID is that of its booking, so a date that came by mail and again in a feed stays one
event. What changes has a later time stamp under the same number: the newer one counts (RFC 5546,
section 2.1.5).
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event

from core.mail import Attachment
from opportunities.enums import ApplicationState, BookingState, Whereabouts
from opportunities.feeds.calendars import CONTENT_TYPE, calendar_file
from opportunities.feeds.events import BERLIN, add_place
from opportunities.models import Application, ApplicationEvent, Booking, OpportunityPage
from opportunities.querysets import BookingQuerySet
from opportunities.timewords import clock_in_words

FILE_NAME = "termine.ics"
# With these an applicant is told that places are theirs.
MAILED_WITH = (ApplicationState.SENT, ApplicationState.ACCEPTED)
CERTAIN = (ApplicationState.ACCEPTED, ApplicationState.DONE)


def held_dates(application: Application) -> BookingQuerySet:
    """The dates at which the applicant has a place."""
    return Booking.objects.held_dates().filter(application=application)


def application_calendar(application: Application, *, now: dt.datetime) -> bytes:
    """The dates of one application, to be copied into one's own calendar."""
    events = events_of(held_dates(application).with_offers(), now=now)
    return calendar_file(events, name=application.title, url=_address_of(application.opportunity))


def dates_to_take_over(application: Application) -> list[Attachment]:
    """The calendar for a mail to the applicant; nothing for whoever holds no date."""
    if not held_dates(application).exists():
        return []
    content = application_calendar(application, now=timezone.now())
    return [Attachment(FILE_NAME, content, CONTENT_TYPE.partition(";")[0])]


def of_event(event: ApplicationEvent) -> list[Attachment]:
    """For the hook `application_mail_attachments`."""
    return dates_to_take_over(event.application) if event.to_state in MAILED_WITH else []


def events_of(bookings: Iterable[Booking], *, now: dt.datetime) -> list[Event]:
    """One event for each booked date; those that are no longer held are cancelled ones."""
    return [
        _event(booking, booking.takes_place_on, now)
        for booking in bookings
        if booking.takes_place_on is not None
    ]


def _event(booking: Booking, day: dt.date, now: dt.datetime) -> Event:
    application, offer = booking.application, booking.application.opportunity
    is_held = booking.state == BookingState.HELD
    title = (
        application.title if is_held else _("Cancelled: {title}").format(title=application.title)
    )
    event = Event()
    event.add("uid", str(booking.uid))
    event.add("summary", title)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    if booking.starts_at:
        event.add("dtstart", dt.datetime.combine(day, booking.starts_at, BERLIN))
        if booking.ends_at:
            event.add("dtend", dt.datetime.combine(day, booking.ends_at, BERLIN))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
    event.add("status", _status(booking))
    event.add("transp", "OPAQUE" if is_held else "TRANSPARENT")
    event.add("description", _text(booking, offer))
    if url := _address_of(offer):
        event.add("url", url)
    if is_held and offer and offer.whereabouts != Whereabouts.ONLINE:
        add_place(event, offer.public_place)
    return event


def _status(booking: Booking) -> str:
    if booking.state != BookingState.HELD:
        return "CANCELLED"
    return "CONFIRMED" if booking.application.state in CERTAIN else "TENTATIVE"


def _text(booking: Booking, offer: OpportunityPage | None) -> str:
    until = clock_in_words(None, booking.ends_at) if booking.ends_at else ""
    facts = [
        until if not booking.starts_at else "",
        booking.application.organisation.name,
        offer.time_note if offer else "",
        _address_of(offer),
    ]
    return "\n".join(filter(None, facts))


def _address_of(offer: OpportunityPage | None) -> str:
    # The offer's and not the application's: calendars are shown to others and kept by programs.
    return (offer.full_url or "") if offer and offer.live else ""
