"""The links by mail with which one applies without an account (`core.links`)."""

import datetime as dt

from django.urls import reverse

from core.links import Purpose, make_link
from opportunities.applications.erasing import KEPT_UNCONFIRMED
from opportunities.models import Application
from organisations.addresses import absolute

# One link for the whole life of an application: it opens the button that confirms, and later the
# page that shows how things stand. What is done there is done once because states follow a table.
APPLICATION = Purpose(
    name="application", view_name="applications:page_by_link", lifetime=dt.timedelta(days=400)
)
CONSENT = Purpose(
    name="application_consent", view_name="applications:consent", lifetime=KEPT_UNCONFIRMED
)


def application_link(application: Application) -> str:
    """A new address of the application's page for a mail to the applicant, and to nobody else."""
    return make_link(APPLICATION, application, email=application.volunteer.email)


def status_address(application: Application) -> str:
    """Where the applicant sees how things stand: in the account, else by a new secret link."""
    if application.volunteer.user_id:
        return absolute(reverse("applications:page", args=[application.pk]))
    return application_link(application)
