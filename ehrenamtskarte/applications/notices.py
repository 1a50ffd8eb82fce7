"""Who is told what by mail of an application for a card. Written with what it reports."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.mail import send_mail
from ehrenamtskarte.applications.links import address_of, application_link, status_address
from ehrenamtskarte.enums import CardApplicationSource as Source
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind as Kind
from ehrenamtskarte.enums import CardParty
from ehrenamtskarte.models import Attestation, CardApplication, CardEvent
from organisations.addresses import absolute

TEMPLATES: Final = "ehrenamtskarte/applications/mail"

# What the applicant is told of a step, by its kind: (subject, template).
OF_STEP: Final[Mapping[str, tuple[Any, str]]] = {
    Kind.SUBMITTED: (gettext_lazy("Your application for the Ehrenamtskarte is here"), "received"),
    Kind.QUESTION: (gettext_lazy("A question about your Ehrenamtskarte"), "question"),
    Kind.APPROVED: (gettext_lazy("Your Ehrenamtskarte is approved"), "approved"),
    Kind.DECLINED: (gettext_lazy("Your application for the Ehrenamtskarte"), "declined"),
    Kind.REOPENED: (gettext_lazy("We look at your application once more"), "reopened"),
    Kind.WITHDRAWN: (gettext_lazy("Your application has been withdrawn"), "withdrawn"),
}


def tell_of_move(event: CardEvent, *, before: State) -> None:
    """Tell applicant and town of a step that has just been made."""
    application = event.application
    if application is None:
        return
    if application.state == State.UNCONFIRMED:
        ask_to_confirm(application)
    elif event.kind in OF_STEP:
        subject, template = OF_STEP[event.kind]
        if event.kind == Kind.SUBMITTED and application.source == Source.COLLECTIVE:
            template = "applied_for_you"
        _tell_applicant(
            application, str(subject), template, key=_key(event), note=event.note, event=event
        )
    elif event.party == CardParty.SITE and application.state == State.READY:
        subject = _("Everybody has answered: your Ehrenamtskarte")
        _tell_applicant(application, subject, "all_answered", key=_key(event))
    if application.state == State.READY and event.party != CardParty.TOWN:
        _tell_town(application, event)


def greet_draft(application: CardApplication, *, days: int) -> None:
    """Give somebody without an account the way back to what they have begun."""
    subject = _("Your application for the Ehrenamtskarte: go on whenever you like")
    _mail(
        application.email,
        subject,
        "draft",
        {"application": application, "link": application_link(application), "days": days},
    )


def propose(application: CardApplication, *, organisation: str, days: int) -> None:
    """Tell somebody that an organisation proposes them for the jubilee card."""
    subject = _("%(organisation)s proposes you for the jubilee Ehrenamtskarte") % {
        "organisation": organisation
    }
    _mail(
        application.email,
        subject,
        "proposed",
        {
            "application": application,
            "organisation": organisation,
            "link": application_link(application),
            "days": days,
        },
    )


def ask_to_confirm(application: CardApplication) -> None:
    """Ask whether it was really the owner of the mailbox who applied."""
    _mail(
        application.email,
        _("Please confirm your application for the Ehrenamtskarte"),
        "confirm",
        {"application": application, "link": application_link(application)},
    )


def attestation_was_declined(attestation: Attestation, event: CardEvent) -> None:
    """Tell the applicant that an organisation does not confirm, and what can be done."""
    subject = _("%(organisation)s does not confirm your volunteering") % {
        "organisation": attestation.organisation_name
    }
    _tell_applicant(
        attestation.application, subject, "not_confirmed", key=_key(event), attestation=attestation
    )


def contact_was_named(attestation: Attestation, event: CardEvent) -> None:
    """Tell the applicant whom the town has named at an organisation."""
    subject = _("We ask somebody else at %(organisation)s") % {
        "organisation": attestation.organisation_name
    }
    _tell_applicant(
        attestation.application, subject, "contact_named", key=_key(event), attestation=attestation
    )


def mail_came_back(attestation: Attestation, event: CardEvent, *, email: str) -> None:
    """Tell the applicant that an organisation could not be reached."""
    subject = _("We could not reach %(organisation)s") % {
        "organisation": attestation.organisation_name
    }
    _tell_applicant(
        attestation.application,
        subject,
        "not_reached",
        key=_key(event),
        attestation=attestation,
        # The organisation's own address is not the applicant's business.
        email=email if email == attestation.contact_email else "",
    )


def ask_organisation(
    attestation: Attestation, *, to: str, url: str, key: str, is_reminder: bool, at_desk: bool
) -> None:
    """Ask somebody in the organisation; the mail says only what there is to confirm.

    `at_desk`: the address is one of its desk, for which one signs in.
    """
    subject = (
        _("Reminder: please confirm the volunteering of %(name)s")
        if is_reminder
        else _("%(name)s applies for the Ehrenamtskarte: please confirm")
    )
    application = attestation.application
    _mail(
        to,
        subject % {"name": application.name},
        "ask_organisation",
        {
            "name": application.name,
            "town": application.municipality,
            "attestation": attestation,
            "is_reminder": is_reminder,
            "is_second": attestation.answered_at is not None,
            "at_desk": at_desk,
            "link": url,
        },
        key=key,
    )


def _tell_applicant(
    application: CardApplication, subject: str, template: str, *, key: str, **context: Any
) -> None:
    if email := address_of(application):
        is_over = application.state == State.WITHDRAWN
        link = "" if is_over else status_address(application)
        _mail(email, subject, template, {"application": application, "link": link, **context}, key)


def _tell_town(application: CardApplication, event: CardEvent) -> None:
    town = application.municipality
    if town and town.desk_email:
        subject = _("Ehrenamtskarte: an application waits for your decision")
        link = absolute(reverse("card_cases:inspect", args=[application.pk]))
        context = {"application": application, "link": link}
        _mail(town.desk_email, subject, "for_the_town", context, f"{_key(event)}:town")


def _key(event: CardEvent) -> str:
    return f"card-event:{event.pk}"


def _mail(email: str, subject: str, template: str, context: dict[str, Any], key: str = "") -> None:
    send_mail(
        to=[email],
        subject=subject,
        template=f"{TEMPLATES}/{template}.txt",
        context=context,
        key=key,
    )
