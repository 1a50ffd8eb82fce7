"""Which change of an application is told to whom by mail.

Whoever changes something knows it; the other side is told, once, in the transaction of the
change: it is in the outbox if the change is in the database. What time does is told to the
applicant. Subjects name the offer and nobody's name, because they show on locked screens.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core.mail import send_mail
from opportunities.applications import mails
from opportunities.applications.links import status_address
from opportunities.applications.states import NOT_YET_SENT
from opportunities.applications.suggestions import suggested_offers
from opportunities.enums import ApplicationState as State
from opportunities.enums import BookingState, Party
from opportunities.inbox.recipients import desk_address, mailboxes
from opportunities.models import Application, ApplicationEvent, Booking, CoverCall


class Notice(NamedTuple):
    """A mail about a change; the subject has a place for the offer's title."""

    subject: Promise
    template: str


TO_APPLICANT: Mapping[str, Notice] = {
    State.SENT: Notice(_("A place for you: “%(title)s”"), "place_taken"),
    State.SEEN: Notice(_("Seen: “%(title)s”"), "seen"),
    State.IN_CONTACT: Notice(_("News for you: “%(title)s”"), "in_contact"),
    State.ACCEPTED: Notice(_("You are in: “%(title)s”"), "accepted"),
    State.DECLINED: Notice(_("An answer for you: “%(title)s”"), "declined"),
    State.WITHDRAWN: Notice(_("No longer on the waiting list: “%(title)s”"), "taken_off_list"),
    State.DONE: Notice(_("Thank you for helping: “%(title)s”"), "done"),
}
TO_ORGANISATION: Mapping[str, Notice] = {
    State.SENT: Notice(_("Somebody would like to help: “%(title)s”"), "desk_new"),
    State.WAITING: Notice(_("New on the waiting list: “%(title)s”"), "desk_waiting"),
    State.WITHDRAWN: Notice(_("Somebody has withdrawn: “%(title)s”"), "desk_withdrawn"),
}
DATES_GIVEN_BACK = _("Somebody can't come as planned: “%(title)s”")
DATES_CHANGED = _("Somebody has changed their dates: “%(title)s”")
PLACE_TAKEN = Notice(_("A place is taken again: “%(title)s”"), "desk_place_taken")
APPLICANTS_SIDE = (Party.APPLICANT, Party.GUARDIAN)


def tell(event: ApplicationEvent) -> None:
    """Mail whoever did not do it themselves; called in the transaction of the change."""
    if event.to_state in NOT_YET_SENT:
        return  # nobody has been told of anything yet; the parents are asked by `mails`
    if event.from_state in NOT_YET_SENT:
        if event.to_state == State.WITHDRAWN:
            return
        if event.to_state != State.ACCEPTED:
            mails.send_receipt(event.application)
    if event.party in APPLICANTS_SIDE:
        _tell_organisation(event)
    elif event.party == Party.CLOCK and event.to_state == State.WITHDRAWN:
        return  # `mails.tell_of_lapse` has said why
    else:
        _tell_applicant(event)


def tell_of_dates(
    application: Application,
    *,
    given_back: Iterable[Booking],
    taken: Iterable[Booking] = (),
    note: str = "",
) -> None:
    """Tell the organisation, in one mail, which dates an applicant gives back and takes.

    `given_back` are bookings as they were; those that were only waited for are no news.
    """
    free = [booking for booking in given_back if booking.state == BookingState.HELD]
    new = [booking for booking in taken if booking.state != BookingState.GIVEN_BACK]
    if not free and not new:
        return
    subject = DATES_CHANGED if new else DATES_GIVEN_BACK
    for mailbox in mailboxes(application):
        send_mail(
            to=[mailbox.email],
            subject=str(subject) % {"title": application.title},
            template="opportunities/mail/desk_dates_changed.txt",
            context={
                "application": application,
                "given_back": free,
                "taken": new,
                "word": note,
                "is_waiting": application.state == State.WAITING,
                "calls_for_cover": _is_called_for(free),
                "at_desk": mailbox.sits_at_desk,
                "link": desk_address(application, mailbox),
            },
        )


def _is_called_for(bookings: Iterable[Booking]) -> bool:
    """Whether others are asked to step in."""
    return CoverCall.objects.filter(booking__in=list(bookings), ended_at=None).exists()


def _tell_applicant(event: ApplicationEvent) -> None:
    application = event.application
    email = application.volunteer.email
    if not email:
        return
    notice = TO_APPLICANT[event.to_state]
    context = {**_context(event), "link": status_address(application)}
    if event.to_state == State.DECLINED:
        context["offers"] = suggested_offers(application)
    if event.to_state == State.ACCEPTED:
        context["bookings"] = application.bookings.filter(slot__isnull=False)
    send_mail(
        to=[email],
        subject=str(notice.subject) % {"title": application.title},
        template=f"opportunities/mail/{notice.template}.txt",
        context=context,
        key=f"application:{application.pk}:event:{event.pk}:applicant",
        attachments=_attachments(event),
    )


def _tell_organisation(event: ApplicationEvent) -> None:
    application = event.application
    is_back = event.from_state == State.WAITING and event.to_state == State.SENT
    notice = PLACE_TAKEN if is_back else TO_ORGANISATION[event.to_state]
    for mailbox in mailboxes(application):
        send_mail(
            to=[mailbox.email],
            subject=str(notice.subject) % {"title": application.title},
            template=f"opportunities/mail/{notice.template}.txt",
            context={
                **_context(event),
                "calls_for_cover": _is_called_for(application.bookings.all()),
                "at_desk": mailbox.sits_at_desk,
                "link": desk_address(application, mailbox),
            },
            key=f"application:{application.pk}:event:{event.pk}:{mailbox.key}",
        )


def _context(event: ApplicationEvent) -> dict[str, Any]:
    return {"application": event.application, "event": event}


def _attachments(event: ApplicationEvent) -> list[Any]:
    """What the hook `application_mail_attachments(event)` brings, as dates for the calendar."""
    found: list[Any] = []
    for hook in hooks.get_hooks("application_mail_attachments"):
        found += hook(event)
    return found
