"""The citizen's pages: apply, confirm, see how things stand, withdraw."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Application
from tests.factories import (
    ApplicationFactory,
    OpportunityPageFactory,
    UserFactory,
    VolunteerFactory,
)


@pytest.fixture(autouse=True)
def _people_take_their_time(monkeypatch):
    monkeypatch.setattr("core.forms.FASTEST_PERSON", -1)


def filled(client, offer, **more):
    """What a person would send: the form as it came, with name and address."""
    html = client.get(reverse("applications:apply", args=[offer.pk])).content.decode()
    shown = re.search(r'name="shown" value="([^"]+)"', html)[1]
    return {
        "shown": shown,
        "name": "Erika Muster",
        "email": "erika@example.org",
        "of_age": "yes",
        **more,
    }


def apply(client, offer, **more):
    address = reverse("applications:apply", args=[offer.pk])
    return client.post(address, filled(client, offer, **more), follow=True)


def last_link():
    return re.search(r"http\S+/l/\S+", mail.outbox[-1].body)[0].split("/", 3)[3]


def open_mail(client):
    return client.get("/" + last_link(), follow=True)


def test_from_the_offer_to_the_status_without_account(
    client, offer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = apply(client, offer)
    assert "erika@example.org" in response.content.decode()
    page = open_mail(client)
    application = Application.objects.get()
    assert application.state == ApplicationState.UNCONFIRMED
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(page.request["PATH_INFO"] + "bestaetigen/", follow=True)
    application.refresh_from_db()
    assert application.state == ApplicationState.SENT
    assert (
        "Your offer of help has arrived" in page.content.decode()
        or "angekommen" in page.content.decode()
    )
