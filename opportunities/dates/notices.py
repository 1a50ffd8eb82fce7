"""Mails about single dates: reminders, and who can't come."""

from django.utils.translation import gettext as _

from core.mail import send_mail
from opportunities.applications.links import status_address
from opportunities.inbox.recipients import desk_address, mailboxes
from opportunities.models import Booking


def tell_of_given_back(booking: Booking, *, note: str = "") -> None:
    """Tell the organisation that somebody who is still in can't come on one date."""
    application = booking.application
    for mailbox in mailboxes(application):
        send_mail(
            to=[mailbox.email],
            subject=_("Somebody can't come on one date: “%(title)s”")
            % {"title": application.title},
            template="opportunities/mail/desk_date_given_back.txt",
            context={
                "application": application,
                "booking": booking,
                "word": note,
                "at_desk": mailbox.sits_at_desk,
                "link": desk_address(application, mailbox),
            },
        )


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
