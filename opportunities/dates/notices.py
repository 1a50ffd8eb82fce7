"""Mails about single dates."""

from django.utils.translation import gettext as _

from core.mail import send_mail
from opportunities.applications.links import status_address
from opportunities.models import Booking


def remind(booking: Booking) -> None:
    """Remind of a date. Called once: whoever calls has noted it in the same transaction."""
    application = booking.application
    send_mail(
        to=[application.volunteer.email],
        subject=_("Your date is near: “%(title)s”") % {"title": application.title},
        template="opportunities/mail/reminder.txt",
        context={
            "application": application,
            "booking": booking,
            "link": status_address(application),
        },
    )
