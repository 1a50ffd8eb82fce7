"""Mails with which applying itself works: confirm, agree, take a place.

Who is told of which change of state: `notices`.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from core.links import make_link
from core.mail import Attachment, send_mail
from opportunities.applications.erasing import KEPT_UNCONFIRMED
from opportunities.applications.links import CONSENT, application_link
from opportunities.dates.calendars import dates_to_take_over
from opportunities.enums import BookingState
from opportunities.models import Application


def ask_to_confirm(application: Application) -> None:
    """Ask whether it was really the owner of the mailbox who applied."""
    _mail_applicant(
        application,
        subject=_("Please confirm: “%(title)s”"),
        template="opportunities/mail/confirm_application.txt",
        days=KEPT_UNCONFIRMED.days,
    )


def ask_for_consent(application: Application) -> None:
    """Ask a parent whether their child may apply."""
    send_mail(
        to=[application.guardian_email],
        subject=_("Do you agree? %(name)s would like to volunteer")
        % {"name": application.volunteer.name},
        template="opportunities/mail/ask_for_consent.txt",
        context={
            "application": application,
            "link": make_link(CONSENT, application, email=application.guardian_email),
            "days": KEPT_UNCONFIRMED.days,
        },
    )


def tell_of_refusal(application: Application) -> None:
    """Tell the applicant that a parent did not agree; their link opens nothing any more."""
    if application.volunteer.email:
        send_mail(
            to=[application.volunteer.email],
            subject=_("Your parents did not agree: “%(title)s”") % {"title": application.title},
            template="opportunities/mail/consent_refused.txt",
            context={"application": application},
        )


def send_receipt(application: Application) -> None:
    """Tell the applicant that it has been sent, or that they are on the waiting list."""
    _mail_applicant(
        application,
        subject=_("You have applied: “%(title)s”"),
        template="opportunities/mail/application_sent.txt",
        attachments=dates_to_take_over(application),
        bookings=application.bookings.filter(slot__isnull=False),
    )


def offer_place(application: Application) -> None:
    """Ask whether the applicant takes the place that became free."""
    offered = application.bookings.filter(state=BookingState.OFFERED)
    _mail_applicant(
        application,
        subject=_("A place for you: “%(title)s”"),
        template="opportunities/mail/place_offered.txt",
        bookings=offered.filter(slot__isnull=False),
        until=offered.aggregate(until=Min("offered_until"))["until"],
    )


def confirm_dates(application: Application) -> None:
    """Give whoever has taken an offered place its dates to take along; nothing without dates."""
    if files := dates_to_take_over(application):
        held = application.bookings.filter(slot__isnull=False, state=BookingState.HELD)
        _mail_applicant(
            application,
            subject=_("The place is yours: “%(title)s”"),
            template="opportunities/mail/place_confirmed.txt",
            attachments=files,
            bookings=held,
        )


def tell_of_lapse(application: Application) -> None:
    """Tell the applicant that the place went to the next, because no answer came."""
    _mail_applicant(
        application,
        subject=_("The place has gone to somebody else: “%(title)s”"),
        template="opportunities/mail/place_lapsed.txt",
    )


def _mail_applicant(
    application: Application,
    *,
    subject: str,
    template: str,
    attachments: Sequence[Attachment] = (),
    **context: Any,
) -> None:
    if application.volunteer.email:
        send_mail(
            to=[application.volunteer.email],
            subject=subject % {"title": application.title},
            template=template,
            context={
                "application": application,
                "link": application_link(application),
                **context,
            },
            attachments=attachments,
        )
