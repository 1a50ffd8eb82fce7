"""Reminded 60 days before, once; renewed with one button."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from accounts.models import Volunteer
from ehrenamtskarte.enums import (
    AttestationState,
    CardApplicationSource,
    CardApplicationState,
    CardEnd,
    CardEventKind,
    Shortcut,
)
from ehrenamtskarte.issuing import IssueError, issue_card
from ehrenamtskarte.issuing.due import do_what_is_due
from ehrenamtskarte.issuing.renewing import REMIND_BEFORE, begin_renewal, remind, renew
from ehrenamtskarte.issuing.services import replace_card, revoke_card
from ehrenamtskarte.models import CardApplication
from tests.ehrenamtskarte.applications.factories import AttestationFactory
from tests.ehrenamtskarte.issuing.factories import approved, issued
from tests.factories import UserFactory


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.fixture
def card(town):
    application = approved(town, first_name="Eva", last_name="Treu")
    AttestationFactory(application=application, organisation_name="Tafel", role="Fahrerin")
    AttestationFactory(application=application, organisation_name="Chor", until=dt.date(2026, 1, 1))
    AttestationFactory(
        application=application, organisation_name="Nein", state=AttestationState.DECLINED
    )
    return issue_card(application, None)


def days_before(card, days):
    return dt.datetime.combine(card.valid_until - dt.timedelta(days=days), dt.time(12), dt.UTC)


def reminders():
    return [mail for mail in Email.objects.all() if "endet bald" in mail.subject]


def test_reminded_60_days_before_and_never_again(card):
    assert remind(days_before(card, 61)) == 0
    do_what_is_due(days_before(card, 60))
    (mail,) = reminders()
    assert mail.to == [card.application.email]
    assert card.number in mail.message
    for days in (60, 59, 10, 0):
        assert remind(days_before(card, days)) == 0
    assert card.events.filter(kind=CardEventKind.RENEWAL_DUE).count() == 1


def test_a_clock_that_stood_still_reminds_late_but_not_of_what_is_over(card, town):
    assert remind(days_before(card, -1)) == 0
    assert remind(days_before(card, 3)) == 1


def test_nobody_is_reminded_in_vain(card, town):
    revoked = issued(town)
    revoke_card(card=revoked, end=CardEnd.GIVEN_UP, by=None)
    begin_renewal(card=card)
    issued(town, email="")
    lost = issued(town)
    new = replace_card(card=lost, end=CardEnd.LOST, by=None)
    assert remind(days_before(card, REMIND_BEFORE.days)) == 1
    new.refresh_from_db()
    assert new.renewal_reminded_at


def test_one_button_asks_only_who_is_still_there(card):
    application = renew(card=card)
    assert (application.source, application.renews) == (CardApplicationSource.RENEWAL, card)
    assert application.state == CardApplicationState.ATTESTING
    assert (application.name, application.street) == ("Eva Treu", "Marktweg 1")
    (attestation,) = application.attestations.all()
    assert (attestation.organisation_name, attestation.state) == ("Tafel", AttestationState.OPEN)
    assert attestation.asked_at
    with pytest.raises(IssueError) as error:
        renew(card=card)
    assert error.value.code == IssueError.Code.RENEWED


def test_what_is_missing_is_asked_for(town):
    card = issued(town, shortcuts=[], pay="")
    assert renew(card=card).state == CardApplicationState.DRAFT


def test_whoever_needs_no_organisation_is_not_asked_for_one(town):
    card = issued(town, shortcuts=[Shortcut.JULEICA])
    assert renew(card=card).state == CardApplicationState.READY


def opened(client):
    (mail,) = reminders()
    address = next(line for line in mail.message.splitlines() if line.startswith("http"))
    return client.get("/" + address.split("/", 3)[3], follow=True)


def test_the_link_of_the_mail_renews_once(card, client):
    remind(timezone.now() + (card.valid_until - timezone.localdate()) - dt.timedelta(days=30))
    page = opened(client)
    assert page.status_code == 200
    assert "Tafel" in page.content.decode()
    assert "Chor" not in page.content.decode()
    address = page.request["PATH_INFO"]
    assert CardApplication.objects.count() == 1  # looking at it does nothing
    assert client.post(address).status_code == 200
    assert CardApplication.objects.get(renews=card).state == CardApplicationState.ATTESTING
    assert client.post(address).status_code == 410
    assert CardApplication.objects.count() == 2


def test_who_changes_something_goes_on_in_the_form(card, client):
    remind(days_before(card, 30))
    address = opened(client).request["PATH_INFO"]
    page = client.post(address, {"change": "1"}, follow=True)
    application = CardApplication.objects.get(renews=card)
    assert application.state == CardApplicationState.DRAFT
    assert f"/antrag/{application.pk}/" in page.request["PATH_INFO"]


def test_from_the_reminder_to_the_new_card(card, client):
    with time_machine.travel(days_before(card, 40), tick=False):
        do_what_is_due(timezone.now())
        client.post(opened(client).request["PATH_INFO"])
        renewal = CardApplication.objects.get(renews=card)
        CardApplication.objects.filter(pk=renewal.pk).update(
            state=CardApplicationState.APPROVED, decided_at=timezone.now()
        )
        new = issue_card(CardApplication.objects.get(pk=renewal.pk), None)
    assert (new.replaces, new.valid_from) == (card, card.valid_until + dt.timedelta(days=1))


def test_the_account_renews_its_own_card_in_its_last_days(card, client):
    person, stranger = UserFactory(), UserFactory()
    Volunteer.objects.filter(pk=card.volunteer_id).update(user=person)
    address, account = f"/ehrenamtskarte/meine-karten/{card.pk}/erneuern/", "/konto/"

    def asked_by(user, days):
        with time_machine.travel(days_before(card, days), tick=False):
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            return client.get(address).status_code, address in client.get(account).content.decode()

    assert asked_by(person, 61) == asked_by(stranger, 60) == asked_by(person, -91) == (404, False)
    assert asked_by(person, 60) == asked_by(person, -90) == (200, True)

    with time_machine.travel(days_before(card, 30), tick=False):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(address).status_code == 200
        renewal = CardApplication.objects.get(renews=card)
        assert renewal.state == CardApplicationState.ATTESTING
        assert "<form method" not in client.get(address).content.decode().partition("<main")[2]
        assert client.post(address).status_code == 422
        assert address not in client.get(account).content.decode()
    assert CardApplication.objects.filter(renews=card).count() == 1
