"""The links by mail that lead to an application for a card, or to one thing to confirm of it."""

import datetime as dt

from django.urls import reverse

from core.links import Purpose, make_link
from ehrenamtskarte.models import CardApplication
from organisations.addresses import absolute

# One link for the whole life of an application: it opens the draft, the button that confirms the
# mailbox, and later the page that shows how things stand.
CARD_APPLICATION = Purpose(
    name="card_application", view_name="card_applications:open", lifetime=dt.timedelta(days=400)
)
# Subject: the attestation that somebody in the organisation is asked for.
CARD_ATTESTATION = Purpose(
    name="card_attestation",
    view_name="card_attestations:answer",
    lifetime=dt.timedelta(days=90),
    once=True,
)
# The same, for the second person where a town wants two to confirm.
CARD_SECOND = Purpose(
    name="card_second",
    view_name="card_attestations:second",
    lifetime=dt.timedelta(days=90),
    once=True,
)


def application_link(application: CardApplication) -> str:
    """A new address of the application for a mail to the applicant, and to nobody else."""
    return make_link(CARD_APPLICATION, application, email=address_of(application))


def status_address(application: CardApplication) -> str:
    """Where the applicant sees how things stand: in the account, else by a new secret link."""
    volunteer = application.volunteer
    if volunteer and volunteer.user_id:
        return absolute(reverse("card_applications:page", args=[application.pk]))
    return application_link(application)


def address_of(application: CardApplication) -> str:
    """Where the applicant reads mail; empty for who applied on paper without an address."""
    volunteer = application.volunteer
    if volunteer and volunteer.user:
        return volunteer.user.email
    return application.email
