import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User, Volunteer
from accounts.volunteers import claim_volunteers, volunteer_for
from core.mail import send_outbox
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    user = UserFactory(email="erika@example.org", first_name="Erika", last_name="Beispiel")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_the_same_person_is_found_again():
    first = volunteer_for(name="Erika Beispiel", email="Erika@Example.org")
    assert first.email == "erika@example.org"
    assert volunteer_for(name=" erika  beispiel ", email="erika@example.org ") == first
    assert Volunteer.objects.count() == 1


def test_a_family_shares_a_mailbox_but_not_a_name():
    mother = volunteer_for(name="Erika Beispiel", email="familie@example.org")
    assert volunteer_for(name="Max Beispiel", email="familie@example.org") != mother
    assert volunteer_for(name="Erika Beispiel", email="andere@example.org") != mother


def test_without_a_mailbox_the_telephone_tells():
    first = volunteer_for(name="Erika Beispiel", phone="02306 / 123 45")
    assert volunteer_for(name="Erika Beispiel", phone="02306 12345") == first
    assert volunteer_for(name="Erika Beispiel", phone="02306 54321") != first
    # Somebody with a mailbox is not found by what stands in a telephone book.
    reachable = volunteer_for(name="Max", email="max@example.org", phone="02306 1")
    assert volunteer_for(name="Max", phone="02306 1") != reachable


def test_who_has_proved_nothing_changes_nobody(person):
    known = volunteer_for(name="Erika Beispiel", phone="02306 12345", user=person)
    found = volunteer_for(name="Erika Beispiel", email=person.email, phone="0900 666")
    assert found == known
    assert Volunteer.objects.get().phone == "02306 12345"


def test_an_account_is_reached_at_a_confirmed_address(person):
    volunteer = volunteer_for(name="Erika Beispiel", email="fremd@example.org", user=person)
    assert (volunteer.user, volunteer.email) == (person, "erika@example.org")
    assert volunteer_for(name="Erika Beispiel", phone="02306 1", user=person) == volunteer
    volunteer.refresh_from_db()
    assert volunteer.phone == "02306 1"
    assert volunteer_for(name="Max Beispiel", user=person) != volunteer


def test_an_account_takes_over_who_came_without_one(person):
    before = volunteer_for(name="Erika Beispiel", email="erika@example.org")
    assert volunteer_for(name="Erika Beispiel", user=person) == before
    before.refresh_from_db()
    assert before.user == person


def test_somebody_who_cant_be_reached_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        volunteer_for(name="Erika Beispiel")


def test_only_confirmed_addresses_claim(person):
    EmailAddress.objects.create(user=person, email="zweite@example.org", verified=False)
    volunteer_for(name="Erika Beispiel", email="zweite@example.org")
    assert claim_volunteers(person) == 0
    EmailAddress.objects.update(verified=True)
    assert claim_volunteers(person) == 1


def test_nobody_takes_over_somebody_elses_volunteer(person):
    other = UserFactory()
    theirs = Volunteer.objects.create(name="Max", email="Erika@example.org", user=other)
    unclaimed = Volunteer.objects.create(name="Erika", email="Erika@Example.org")
    assert claim_volunteers(person) == 1
    theirs.refresh_from_db()
    unclaimed.refresh_from_db()
    assert (theirs.user, unclaimed.user) == (other, person)


def test_signing_in_claims(person, client):
    volunteer = volunteer_for(name="Erika Beispiel", email="erika@example.org")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    volunteer.refresh_from_db()
    assert volunteer.user == person


def test_registering_claims_when_the_address_is_confirmed(home, client):
    volunteer = volunteer_for(name="Max Muster", email="max@example.org")
    client.post(
        reverse("account_signup"),
        {
            "first_name": "Max",
            "last_name": "Muster",
            "email": "Max@Example.org",
            "password1": "lange-geheim-42",
        },
    )
    volunteer.refresh_from_db()
    assert volunteer.user is None
    send_outbox.call()
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{2,4})\s*$", mail.outbox[-1].body, re.M)[1]
    client.post(reverse("account_email_verification_sent"), {"code": code})
    volunteer.refresh_from_db()
    assert volunteer.user == User.objects.get(email="max@example.org")
