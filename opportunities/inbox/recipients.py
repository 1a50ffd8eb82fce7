"""Who reads an organisation's mails."""

from typing import NamedTuple

from django.urls import reverse

from municipalities.staff import coordinator_emails
from opportunities.models import Application
from organisations.addresses import absolute
from organisations.models import Membership


class Mailbox(NamedTuple):
    """Where a mail goes; `key` tells recipients of the same mail apart without their address."""

    email: str
    key: str
    sits_at_desk: bool


def mailboxes(application: Application) -> list[Mailbox]:
    """Everybody at the organisation's desk; where nobody sits, its own address or the town's."""
    members = Membership.objects.filter(
        organisation=application.organisation_id, user__is_active=True
    ).select_related("user")
    found = [
        Mailbox(member.user.email, f"user:{member.user_id}", sits_at_desk=True)
        for member in members.order_by("pk")
    ]
    return found or _elsewhere(application)


def desk_address(application: Application, mailbox: Mailbox) -> str:
    """Where to read on: the application at the desk, or how to get a desk."""
    if mailbox.sits_at_desk:
        return absolute(
            reverse("inbox:application", args=[application.organisation_id, application.pk])
        )
    return absolute(reverse("registration:register"))


def _elsewhere(application: Application) -> list[Mailbox]:
    organisation = application.organisation
    page = organisation.page
    if email := organisation.email or (page.email if page else ""):
        return [Mailbox(email, "organisation", sits_at_desk=False)]
    town = application.municipality
    return [
        Mailbox(email, f"town:{number}", sits_at_desk=False)
        for number, email in enumerate(coordinator_emails(town) if town else (), start=1)
    ]
