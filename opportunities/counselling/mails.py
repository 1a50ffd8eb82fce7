"""Mails between a person who doesn't know where to help and a town's desk."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.links import make_link
from core.mail import Attachment, send_mail
from municipalities.staff import coordinator_emails
from opportunities.counselling.links import INTEREST, page_address
from opportunities.models import CounsellingSlot, Interest, InterestAnswer
from organisations.addresses import absolute


def can_be_mailed(interest: Interest) -> bool:
    return bool(interest.volunteer.email)


def ask_to_confirm(interest: Interest) -> None:
    """Ask whether it was really the owner of the mailbox who wrote."""
    send_mail(
        to=[interest.volunteer.email],
        subject=_("Please confirm: you would like to help"),
        template="opportunities/mail/confirm_interest.txt",
        context={
            "interest": interest,
            "link": make_link(INTEREST, interest, email=interest.volunteer.email),
        },
    )


def tell_desk(interest: Interest) -> None:
    """Tell the town's desk once that somebody waits for its advice."""
    recipients = coordinator_emails(interest.municipality)
    if recipients:
        send_mail(
            to=recipients,
            subject=_("Somebody would like to help and does not know where"),
            template="opportunities/mail/interest_arrived.txt",
            context={
                "interest": interest,
                "link": absolute(reverse("interests:inspect", args=[interest.pk])),
            },
            key=f"interest:{interest.pk}:arrived",
        )


def send_answer(answer: InterestAnswer) -> None:
    """What the desk wrote, with the offers that it suggests."""
    interest = answer.interest
    _mail_person(
        interest,
        subject=_("Suggestions for you from %(town)s"),
        template="opportunities/mail/interest_answer.txt",
        key=f"interest_answer:{answer.pk}",
        answer=answer,
        offers=[
            {"title": offer.title, "url": offer.full_url}
            for offer in answer.offers.order_by("title", "pk")
        ],
    )


def send_appointment(slot: CounsellingSlot) -> None:
    """When and where the appointment is, as a file for the calendar, too."""
    interest = slot.interest
    if interest is None or not can_be_mailed(interest):
        return
    _mail_person(
        interest,
        subject=_("Your appointment in %(town)s"),
        template="opportunities/mail/appointment.txt",
        slot=slot,
        attachments=[Attachment("termin.ics", appointment_file(slot), "text/calendar")],
    )


def tell_desk_of_cancelling(interest: Interest, slot: CounsellingSlot) -> None:
    """Tell the desk that an appointment is free again."""
    recipients = coordinator_emails(interest.municipality)
    if recipients:
        send_mail(
            to=recipients,
            subject=_("An appointment was cancelled"),
            template="opportunities/mail/appointment_cancelled.txt",
            context={"interest": interest, "slot": slot},
        )


def appointment_file(slot: CounsellingSlot) -> bytes:
    """The appointment as iCalendar (RFC 5545)."""
    event = Event()
    host = settings.WAGTAILADMIN_BASE_URL.split("://")[-1].split("/")[0].split(":")[0]
    event.add("uid", f"counselling-{slot.pk}@{host}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", slot.starts_at.astimezone(dt.UTC))
    event.add("dtend", slot.ends_at.astimezone(dt.UTC))
    event.add("summary", _("Talk about volunteering"))
    if place := slot.place or slot.municipality.desk_address:
        event.add("location", place)
    calendar = Calendar()
    calendar.add("prodid", "-//Ehrenamtsverbund//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _mail_person(
    interest: Interest,
    *,
    subject: str,
    template: str,
    key: str = "",
    attachments: list[Attachment] | None = None,
    **context: Any,
) -> None:
    town = interest.municipality
    send_mail(
        to=[interest.volunteer.email],
        subject=subject % {"town": town.name},
        template=template,
        context={
            "interest": interest,
            "town": town,
            "link": page_address(interest),
            **context,
        },
        key=key,
        attachments=attachments or [],
    )
