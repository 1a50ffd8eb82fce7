"""What one does with a single date; each function is one business act."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from opportunities.applications import services
from opportunities.applications.steps import locked
from opportunities.dates import notices
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Application, Booking


@transaction.atomic
def cancel_date(
    *, booking: Booking, by: User | None = None, note: str = "", now: dt.datetime | None = None
) -> Application:
    """The applicant can't come on this date: the place goes to the next, the organisation knows.

    Whoever gives back their last date withdraws, which has a mail of its own. A second call does
    nothing. Raises ApplicationError.
    """
    now = now or timezone.now()
    application = booking.application
    with locked(application):
        booking.refresh_from_db(fields=["state"])
        if booking.state != BookingState.HELD:
            return application
        services.give_back_booking(booking=booking, by=by, note=note, now=now)
        application.refresh_from_db(fields=["state"])
        if application.state != ApplicationState.WITHDRAWN:
            notices.tell_of_given_back(booking, note=note)
    return application
