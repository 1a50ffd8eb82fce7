"""One's own dates as a calendar to subscribe to, by an address that is secret (`core.links`)."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User, Volunteer
from core.links import Purpose, make_link, revoke_links
from core.models import SecretLink
from opportunities.applications.states import ENDED, HOLDING
from opportunities.dates.calendars import events_of
from opportunities.enums import ApplicationState, BookingState
from opportunities.feeds.calendars import calendar_file
from opportunities.models import Booking
from opportunities.querysets import BookingQuerySet
from organisations.addresses import absolute

FEED = Purpose(name="calendar_feed", view_name="dates:feed", is_for_programs=True)
KEPT: Final = dt.timedelta(days=366)  # dates that were
# So long calendars are told that a date is given back: more seldom none of them looks.
KEPT_CANCELLED: Final = dt.timedelta(days=31)
MOST: Final = 500

# Whose dates they are: an account's, or those of whoever reads a volunteer's mailbox.
Owner = User | Volunteer


def open_feeds(owner: Owner) -> int:
    """How many addresses of the owner's calendar work."""
    return SecretLink.objects.filter(
        purpose=FEED.name,
        subject_type__app_label=owner._meta.app_label,
        subject_type__model=owner._meta.model_name,
        subject_id=owner.pk,
        revoked_at=None,
    ).count()


@transaction.atomic
def renew_feed(owner: Owner) -> str:
    """A new address of the owner's calendar; earlier ones show nothing any more."""
    revoke_links(FEED, owner)
    return make_link(FEED, owner)


def revoke_feed(owner: Owner) -> None:
    """Let no address of the owner's calendar show anything."""
    revoke_links(FEED, owner)


def feed_calendar(owner: Owner, *, now: dt.datetime) -> bytes:
    """The owner's dates, and for a while those that were given back."""
    bookings = _bookings(owner, today=now.date())
    return calendar_file(
        events_of(bookings[:MOST], now=now), name=_("My volunteering"), url=absolute("/")
    )


def _bookings(owner: Owner, *, today: dt.date) -> BookingQuerySet:
    held = Q(
        state=BookingState.HELD,
        takes_place_on__gte=today - KEPT,
        application__state__in=(*HOLDING, ApplicationState.DONE),
    )
    given_back = Q(
        state=BookingState.GIVEN_BACK,
        takes_place_on__gte=today - KEPT_CANCELLED,
        held_at__isnull=False,
        application__state__in=(*HOLDING, ApplicationState.WAITING, *ENDED),
    )
    return (
        Booking.objects.filter(held | given_back, application__volunteer__in=_volunteers(owner))
        .with_offers()
        .order_by("-takes_place_on", "-pk")
    )


def _volunteers(owner: Owner) -> list[int]:
    if isinstance(owner, User):
        found = Volunteer.objects.of(owner)
    elif owner.email:
        found = Volunteer.objects.with_mailbox(owner.email)
    else:
        found = Volunteer.objects.filter(pk=owner.pk)
    return list(found.values_list("pk", flat=True))
