"""What time brings to applications; the clock calls it every minute (`do_what_is_due`).

Everything here may run twice or at the same time in two processes.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from opportunities.applications import mails, places
from opportunities.applications.erasing import erase_unconfirmed
from opportunities.applications.steps import locked, move, offer_to_the_next
from opportunities.enums import ApplicationState, BookingState, OpportunityState, Party
from opportunities.models import Application, Booking, HeldPlace, Intake


def do_what_is_due(now: dt.datetime) -> None:
    """Let offered places lapse, offer free ones, end what is over, erase what nobody confirmed."""
    lapse_offers(now)
    offer_everywhere(now)
    correct_full_dates(now)
    end_what_is_over(now)
    erase_unconfirmed(now)


def lapse_offers(now: dt.datetime) -> int:
    """Take back places that were offered and not taken in time; returns how many people lost one.

    Whoever was on the waiting list leaves it; whoever waited for one more date only loses that.
    """
    due = Application.objects.filter(
        bookings__state=BookingState.OFFERED, bookings__offered_until__lte=now
    )
    lapsed = 0
    for application in due.distinct().order_by("pk").select_related("volunteer"):
        with transaction.atomic(), locked(application) as intake:
            late = list(
                application.bookings.filter(state=BookingState.OFFERED, offered_until__lte=now)
            )
            if not late:  # answered or lapsed meanwhile
                continue
            places.free(intake, late, state=BookingState.LAPSED)
            if application.state == ApplicationState.WAITING:
                mails.tell_of_lapse(application)
                move(intake, application, ApplicationState.WITHDRAWN, party=Party.CLOCK, now=now)
            else:
                offer_to_the_next(intake, now)
            lapsed += 1
    return lapsed


def offer_everywhere(now: dt.datetime) -> None:
    """Offer places that became free without anybody here, as when an offer was edited."""
    offers = (
        Booking.objects.filter(state=BookingState.WAITING, number__gt=0)
        .exclude(application__opportunity=None)
        .order_by("application__opportunity")
        .values_list("application__opportunity", flat=True)
        .distinct()
    )
    for key in offers:
        offer_places_of(key, now=now)


@transaction.atomic
def offer_places_of(opportunity: int, *, now: dt.datetime | None = None) -> None:
    """Offer what is free at one offer to those who wait."""
    if Booking.objects.filter(
        application__opportunity=opportunity, state=BookingState.WAITING
    ).exists():
        offer_to_the_next(places.lock_intake(opportunity), now or timezone.now())


def correct_full_dates(now: dt.datetime) -> None:
    """Dates pass: an offer of which only full ones are left is full."""
    today = timezone.localdate(now)
    with_held_dates = HeldPlace.objects.exclude(slot="").values("intake")
    for key in Intake.objects.filter(pk__in=with_held_dates).values_list("opportunity", flat=True):
        if key is not None:
            with transaction.atomic():
                places.update_page(places.lock_intake(key), today=today)


def end_what_is_over(now: dt.datetime) -> None:
    """End accepted applications whose last date is over, and waiting lists of expired offers."""
    today = timezone.localdate(now)
    for application in _helped(today):
        with transaction.atomic(), locked(application) as intake:
            if application.state == ApplicationState.ACCEPTED:
                move(intake, application, ApplicationState.DONE, party=Party.CLOCK, now=now)
    waiting = Application.objects.filter(state=ApplicationState.WAITING)
    for application in waiting.select_related("opportunity"):
        offer = application.opportunity
        if offer is not None and offer.state(today) != OpportunityState.EXPIRED:
            continue
        with transaction.atomic(), locked(application) as intake:
            if application.state == ApplicationState.WAITING:
                move(intake, application, ApplicationState.DECLINED, party=Party.CLOCK, now=now)


def _helped(today: dt.date) -> QuerySet[Application]:
    """Accepted for dates of which the last one was before today."""
    dates = Booking.objects.filter(application=OuterRef("pk"), slot__isnull=False)
    return Application.objects.filter(
        Exists(dates.filter(state=BookingState.HELD)),
        ~Exists(dates.filter(state__in=places.CURRENT, takes_place_on__gte=today)),
        state=ApplicationState.ACCEPTED,
    )
