"""Mails about stepping in. Subjects name the offer and nobody's name, as all of them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import send_mail
from opportunities.applications.links import status_address
from opportunities.cover.links import request_link
from opportunities.dates.calendars import dates_to_take_over
from opportunities.inbox.recipients import desk_address, mailboxes
from opportunities.models import Booking, CoverCall, CoverRequest
from organisations.addresses import absolute


def ask(request: CoverRequest) -> None:
    """Ask somebody whether they step in."""
    application = request.call.booking.application
    send_mail(
        to=[request.volunteer.email],
        subject=_("Can you step in? “%(title)s”") % {"title": application.title},
        template="opportunities/mail/cover_request.txt",
        context={
            "name": request.volunteer.name,
            "application": application,
            "booking": request.call.booking,
            "link": request_link(request),
        },
        key=f"cover:{request.pk}",
    )


def thank(request: CoverRequest, booking: Booking) -> None:
    """Confirm the date to whoever was in already; others are told that they are accepted."""
    application = booking.application
    send_mail(
        to=[request.volunteer.email],
        subject=_("Thank you for stepping in: “%(title)s”") % {"title": application.title},
        template="opportunities/mail/cover_thanks.txt",
        context={
            "application": application,
            "booking": booking,
            "link": status_address(application),
        },
        key=f"cover:{request.pk}:thanks",
        attachments=dates_to_take_over(application),
    )


def tell_of_cover(request: CoverRequest, booking: Booking) -> None:
    """Tell the organisation who steps in."""
    application = booking.application
    for mailbox in mailboxes(application):
        send_mail(
            to=[mailbox.email],
            subject=_("Somebody steps in: “%(title)s”") % {"title": application.title},
            template="opportunities/mail/desk_covered.txt",
            context={
                "application": application,
                "booking": booking,
                "at_desk": mailbox.sits_at_desk,
                "link": desk_address(application, mailbox),
            },
            key=f"cover:{request.pk}:{mailbox.key}",
        )


def tell_that_nobody_is_left(call: CoverCall) -> None:
    """Tell the organisation that everybody who fits has been asked, and a place is still free."""
    application = call.booking.application
    for mailbox in mailboxes(application):
        context: dict[str, Any] = {
            "application": application,
            "booking": call.booking,
            "asked": call.requests.count(),
            "at_desk": mailbox.sits_at_desk,
            "link": desk_address(application, mailbox),
        }
        if mailbox.sits_at_desk:
            context["link"] = absolute(
                reverse("cover:calls", kwargs={"organisation": application.organisation_id})
            )
        send_mail(
            to=[mailbox.email],
            subject=_("Nobody has stepped in yet: “%(title)s”") % {"title": application.title},
            template="opportunities/mail/desk_nobody_left.txt",
            context=context,
            key=f"cover:call:{call.pk}:{call.created_at.timestamp():.0f}:{mailbox.key}",
        )
