import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import forms
from organisations.due import do_what_is_due
from organisations.enums import MemberRole, OrganisationState, RegistrationState
from organisations.errors import OrganisationError
from organisations.models import Membership, Organisation, OrganisationKind, Registration
from organisations.registration.decisions import accept_registration, decline_registration
from organisations.registration.services import confirm_registration
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationPageFactory,
    RegistrationFactory,
    UserFactory,
)

ADDRESS = "/verein/registrieren/"


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(monkeypatch):
    monkeypatch.setattr(forms, "FASTEST_PERSON", 0)


def filled_in(client: Client, town, **other) -> dict[str, str]:
    form = client.get(ADDRESS).context["form"]
    return {
        "name": "Vorleseclub Lünen",
        "municipality": town.municipality.pk,
        "kind": OrganisationKind.objects.first().pk,
        "register_court": "",
        "register_number": "",
        "about": "Wir lesen Kindern vor.",
        "contact_name": "Mina Beispiel",
        "email": "Mina@Example.org",
        "phone": "",
        "website": "",
        "shown": form["shown"].value(),
        **other,
    }


def register(client: Client, town, **other):
    return client.post(ADDRESS, filled_in(client, town, **other))


def test_from_the_form_to_the_desk_and_on_line(client, luenen, mails):
    coordinator = UserFactory(groups=[luenen.municipality.coordinators])
    response = register(client, luenen)
    assert response.url == "/verein/registrieren/gesendet/"
    registration = Registration.objects.get()
    assert (registration.state, registration.organisation) == (RegistrationState.UNCONFIRMED, None)
    assert mails.to(coordinator.email) == []

    opened = client.get(mails.link_to("mina@example.org"))
    assert "mina@example.org" in client.get(opened.url).content.decode()
    assert not Organisation.objects.exists(), "opening a link changes nothing"
    response = client.post(opened.url)
    organisation = Organisation.objects.get()
    assert response.url == f"/verein/{organisation.pk}/"
    assert organisation.state == OrganisationState.WAITING
    [member] = organisation.memberships.all()
    assert (member.role, member.user.email) == (MemberRole.OWNER, "mina@example.org")
    assert (member.user.first_name, member.user.last_name) == ("Mina", "Beispiel")
    assert EmailAddress.objects.get(user=member.user).verified
    page = organisation.page
    assert (page.live, page.title, page.get_parent().pk) == (
        False,
        "Vorleseclub Lünen",
        luenen.page.pk,
    )
    # Nothing of the contact becomes public by itself.
    assert (page.email, page.contact_name, page.phone) == ("", "", "")
    assert client.get(response.url).status_code == 200, "signed in by the proven mailbox"
    assert Client().get(page.url).status_code == 404

    registration.refresh_from_db()
    [told] = mails.to(coordinator.email)
    assert f"/verwaltung/registrations/inspect/{registration.pk}/" in told.message

    accept_registration(registration=registration, by=coordinator)
    organisation.refresh_from_db()
    registration.refresh_from_db()
    assert organisation.state == OrganisationState.ACCEPTED
    assert registration.decided_by == coordinator
    assert Client().get(page.url).status_code == 200
    assert f"/verein/{organisation.pk}/" in mails.to("mina@example.org")[-1].message


def test_wrong_entries_are_told_in_german_and_kept(client, luenen):
    response = register(
        client, luenen, name="X1", email="mina@", phone="nein", register_number="keine", about=""
    )
    assert response.status_code == 422
    text = response.content.decode()
    for message in (
        "Bitte geben Sie den vollen Namen Ihrer Organisation an.",
        "Das ist keine vollständige E-Mail-Adresse.",
        "Das ist keine Telefonnummer.",
        "Eine Registernummer enthält Ziffern",
        "Bitte schreiben Sie in ein, zwei Sätzen, was Sie tun.",
    ):
        assert message in text
    assert 'value="mina@"' in text
    assert not Registration.objects.exists()


def test_machines_get_the_same_answer_and_nothing_is_kept(client, luenen, mails):
    response = register(client, luenen, website="https://spam.example")
    assert response.url == "/verein/registrieren/gesendet/"
    assert not Registration.objects.exists()


def test_duplicates_are_shown_once_and_new_ones_may_go_on(client, luenen, mails):
    known = OrganisationFactory(name="Lüner Vorleseclub e. V.", municipality=luenen.municipality)
    response = register(client, luenen)
    assert response.status_code == 200
    assert "Ist es eine von diesen?" in response.content.decode()
    assert "Lüner Vorleseclub e. V." in response.content.decode()
    assert 'value="Vorleseclub Lünen"' in response.content.decode(), "what was typed stays"
    assert not Registration.objects.exists()

    assert register(client, luenen, answer="neu").status_code == 302
    registration = Registration.objects.get()
    assert (registration.is_claim, registration.organisation) == (False, None)
    # An organisation that was not shown can't be claimed by guessing.
    Registration.objects.all().delete()
    other = OrganisationFactory(name="Sportverein", municipality=luenen.municipality)
    assert register(client, luenen, answer=str(other.pk)).status_code == 200
    assert not Registration.objects.exists()
    assert known.registrations.count() == 0


def claim(client: Client, luenen, mails, organisation: Organisation) -> Registration:
    register(client, luenen, answer=str(organisation.pk))
    opened = client.get(mails.link_to("mina@example.org"))
    client.post(opened.url)
    return Registration.objects.get(organisation=organisation)


def test_a_known_organisation_is_claimed_by_its_own_mailbox(client, luenen, mails):
    page = OrganisationPageFactory(
        parent=luenen.page, title="Vorleseclub Lünen", email="buero@vorlesen.example"
    )
    organisation = page.record
    registration = claim(client, luenen, mails, organisation)
    assert registration.state == RegistrationState.WAITING
    assert not Membership.objects.exists(), "nobody may look in before it is vouched for"

    office = Client()
    opened = office.get(mails.link_to("buero@vorlesen.example"))
    assert "Mina Beispiel" in office.get(opened.url).content.decode()
    assert not Membership.objects.exists()
    office.post(opened.url)
    organisation.refresh_from_db()
    [member] = organisation.memberships.all()
    assert (member.user.email, member.role) == ("mina@example.org", MemberRole.OWNER)
    assert organisation.state == OrganisationState.ACCEPTED
    assert "betreuen" in mails.to("mina@example.org")[-1].message
    # A second press changes nothing.
    assert office.post(opened.url).status_code == 200
    assert organisation.memberships.count() == 1


def test_where_no_mailbox_is_known_the_coordinator_decides(client, luenen, mails):
    organisation = OrganisationFactory(
        name="Vorleseclub Lünen", municipality=luenen.municipality, email=""
    )
    registration = claim(client, luenen, mails, organisation)
    assert len(mails.to("mina@example.org")) == 1
    accept_registration(registration=registration, by=UserFactory())
    assert organisation.memberships.get().user.email == "mina@example.org"


def test_who_sits_at_the_desk_is_asked_before_anybody_else(client, luenen, mails):
    organisation = OrganisationFactory(
        name="Vorleseclub Lünen", municipality=luenen.municipality, email="alt@example.org"
    )
    owner = MembershipFactory(organisation=organisation, role=MemberRole.OWNER).user
    claim(client, luenen, mails, organisation)
    assert mails.to("alt@example.org") == []
    assert len(mails.to(owner.email)) == 1


def test_declining_says_why_and_leaves_a_known_one_as_it_is(luenen, mails):
    registration = RegistrationFactory(municipality=luenen.municipality, email="a@example.org")
    organisation = confirm_registration(registration=registration, user=UserFactory())
    with pytest.raises(OrganisationError) as error:
        decline_registration(registration=registration, by=None, reason="  ")
    assert error.value.code == OrganisationError.Code.NO_REASON
    by = UserFactory()
    decline_registration(registration=registration, by=by, reason="Sie sind nicht in der Stadt.")
    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.DECLINED
    assert "Sie sind nicht in der Stadt." in mails.to("a@example.org")[-1].message
    # A change of mind is possible, the other way round it is not.
    accept_registration(registration=registration, by=by)
    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.ACCEPTED
    with pytest.raises(OrganisationError) as error:
        decline_registration(registration=registration, by=by, reason="Doch nicht.")
    assert error.value.code == OrganisationError.Code.DECIDED

    known = OrganisationFactory(municipality=luenen.municipality)
    claimed = RegistrationFactory(
        municipality=luenen.municipality,
        organisation=known,
        is_claim=True,
        state=RegistrationState.WAITING,
    )
    decline_registration(registration=claimed, by=by, reason="Wir kennen Sie nicht.")
    known.refresh_from_db()
    assert known.state == OrganisationState.ACCEPTED
    assert not known.memberships.exists()


def test_what_nobody_confirmed_can_not_be_decided(luenen):
    registration = RegistrationFactory(municipality=luenen.municipality)
    with pytest.raises(OrganisationError) as error:
        accept_registration(registration=registration, by=None)
    assert error.value.code == OrganisationError.Code.NOT_CONFIRMED


def test_confirming_and_accepting_twice_does_it_once(luenen, mails):
    registration = RegistrationFactory(municipality=luenen.municipality, email="a@example.org")
    user = UserFactory()
    first = confirm_registration(registration=registration, user=user)
    assert confirm_registration(registration=registration, user=user) == first
    accept_registration(registration=registration, by=None)
    accept_registration(registration=registration, by=None)
    assert Organisation.objects.count() == 1
    assert len(mails.to("a@example.org")) == 1


def test_sent_twice_the_second_replaces_the_first(client, luenen, mails):
    register(client, luenen, about="Erster Versuch.")
    first = mails.link_to("mina@example.org")
    register(client, luenen, about="Zweiter Versuch.")
    assert Registration.objects.get().about == "Zweiter Versuch."
    assert client.get(first).status_code == 410
    assert client.get(mails.link_to("mina@example.org")).status_code == 302


def test_who_is_signed_in_with_that_mailbox_needs_no_mail(signed_in, luenen, mails):
    user = UserFactory(email="mina@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    response = register(signed_in(user), luenen)
    organisation = Organisation.objects.get()
    assert response.url == f"/verein/{organisation.pk}/"
    assert organisation.memberships.get().user == user
    assert mails.to("mina@example.org") == []


def test_a_password_of_who_never_proved_the_mailbox_opens_nothing(client, luenen, mails):
    early = UserFactory(email="mina@example.org", password="von-jemand-anderem-1")
    EmailAddress.objects.create(user=early, email=early.email, verified=False, primary=True)
    register(client, luenen)
    client.post(client.get(mails.link_to("mina@example.org")).url)
    early.refresh_from_db()
    assert Organisation.objects.get().memberships.get().user == early
    assert not early.check_password("von-jemand-anderem-1")


def test_staff_are_not_signed_in_by_a_mailbox_alone(client, luenen, mails):
    staff = UserFactory(email="mina@example.org", groups=[luenen.municipality.coordinators])
    register(client, luenen)
    response = client.post(client.get(mails.link_to("mina@example.org")).url)
    assert Membership.objects.get().user == staff
    assert client.get(response.url).status_code == 302
    assert "_auth_user_id" not in client.session


def test_unconfirmed_ones_are_erased_after_fourteen_days(luenen):
    now = timezone.now()
    fresh = RegistrationFactory(municipality=luenen.municipality)
    old = RegistrationFactory(municipality=luenen.municipality)
    Registration.objects.filter(pk=old.pk).update(created_at=now - dt.timedelta(days=15))
    done = RegistrationFactory(municipality=luenen.municipality)
    confirm_registration(registration=done, user=UserFactory())
    Registration.objects.filter(pk=done.pk).update(created_at=now - dt.timedelta(days=15))
    do_what_is_due(now)
    do_what_is_due(now)
    assert set(Registration.objects.all()) == {fresh, done}


def test_a_deleted_page_or_account_loses_no_record(luenen):
    registration = RegistrationFactory(municipality=luenen.municipality)
    user = UserFactory()
    organisation = confirm_registration(registration=registration, user=user)
    organisation.page.delete()
    organisation.refresh_from_db()
    assert organisation.page is None
    User.objects.get(pk=user.pk).delete()
    registration.refresh_from_db()
    assert registration.organisation == organisation
    assert organisation.log.count() == 1
