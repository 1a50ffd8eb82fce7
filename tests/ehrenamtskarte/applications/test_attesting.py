"""What organisations see and answer, by link and at their desk; reminders, bounces, two people."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from core.links import make_link
from core.models import MailAttempt, SecretLink
from ehrenamtskarte.applications import asking, attesting, contacts, due, services
from ehrenamtskarte.applications.attesting import Answer
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import facts_of, judgement_of
from ehrenamtskarte.applications.links import CARD_ATTESTATION, CARD_SECOND
from ehrenamtskarte.enums import AttestationState as Said
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.rules.judgement import Criterion, Verdict
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
Code = CardApplicationError.Code


def handed_in(town, **attestation) -> CardApplication:
    """An application whose organisation has just been asked."""
    application = CardApplicationFactory(state=State.DRAFT, municipality=town)
    AttestationFactory(application=application, state=Said.OPEN, **attestation)
    return services.submit(application=application)


@pytest.fixture
def asked(luenen):
    return handed_in(luenen.municipality).attestations.get()


@pytest.fixture
def asked_for_two(selm):
    """In Selm two people have to confirm."""
    return handed_in(selm.municipality).attestations.get()


def opened(purpose, attestation, email="") -> tuple[Client, str]:
    """A browser that has opened the link, and where it led to."""
    client = Client()
    link = make_link(purpose, attestation, email=email or attestation.contact_email)
    return client, client.get(link).url


def mails_to(address: str) -> int:
    return Email.objects.filter(to=address).count()


def test_the_page_and_the_mail_show_only_what_there_is_to_confirm(asked):
    application = asked.application
    application.phone = "02306 98765"
    application.save()
    AttestationFactory(application=application, organisation_name="Der andere Verein")
    client, address = opened(CARD_ATTESTATION, asked)
    mail = Email.objects.get(to=asked.contact_email).message
    for text in (client.get(address).content.decode(), mail):
        assert application.name in text
        assert asked.role in text
        for secret in (
            "1980", application.email, application.street, application.phone, "Der andere Verein",
        ):  # fmt: skip
            assert secret not in text


def test_an_organisation_confirms_by_a_button_and_once(asked):
    client, address = opened(CARD_ATTESTATION, asked)
    asked.refresh_from_db()
    assert asked.state == Said.OPEN  # looking changes nothing
    client.post(address, {"answer": "yes", "name": "Vera Vorstand, Vorsitzende"})
    client.post(address, {"answer": "no", "name": "Doch nicht", "word": "Nein"})
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (Said.CONFIRMED, "Vera Vorstand, Vorsitzende")
    assert asked.application.state == State.READY
    assert "Es ist bestätigt." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answer": "no", "word": " "}, "word"),
        ({"answer": "yes", "name": ""}, "name"),
        ({"answer": "corrected"}, "answer"),  # nothing is different
        ({"answer": "corrected", "since": "01.01.2999"}, "since"),
        ({"answer": "corrected", "hours_per_week": "100"}, "hours_per_week"),
        ({"answer": "maybe"}, "answer"),
    ],
)
def test_an_answer_that_can_not_be_changes_nothing(asked, given, field):
    client, address = opened(CARD_ATTESTATION, asked)
    answer = client.post(address, {"name": "Vera"} | given)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    asked.refresh_from_db()
    assert (asked.state, asked.answered_at) == (Said.OPEN, None)
    assert SecretLink.objects.filter(purpose=CARD_ATTESTATION.name, used_at=None).exists()


def test_what_the_organisation_puts_right_stands_beside_and_counts(asked):
    client, address = opened(CARD_ATTESTATION, asked)
    client.post(
        address,
        {"answer": "corrected", "since": "2018-05-01", "hours_per_week": "2,5", "name": "Vera"},
    )
    asked.refresh_from_db()
    assert (asked.state, asked.since) == (Said.CORRECTED, dt.date(2015, 1, 1))
    work = facts_of(asked.application).works[0]
    assert (work.since, float(work.hours_per_week)) == (dt.date(2018, 5, 1), 2.5)


def test_a_no_is_told_to_the_applicant_who_names_somebody_else(asked):
    old, old_address = opened(CARD_ATTESTATION, asked)
    client, address = opened(CARD_ATTESTATION, asked)
    client.post(address, {"answer": "no", "word": "Kennen wir nicht.", "name": "Vera"})
    application = CardApplication.objects.get()
    assert application.state == State.READY
    assert Email.objects.filter(to=application.email, message__contains="Kennen wir").count() == 1
    contacts.name_contact(attestation=asked, name="Karl", email="karl@chor.example")
    asked.refresh_from_db()
    application.refresh_from_db()
    assert (asked.state, asked.word, application.state) == (Said.OPEN, "", State.ATTESTING)
    assert mails_to("karl@chor.example") == 1
    assert old.get(old_address).status_code == 410  # who was asked before can't answer any more


def test_nobody_confirms_for_themselves(asked):
    for email in (asked.application.email, asked.application.email.upper()):
        with pytest.raises(CardApplicationError) as error:
            contacts.name_contact(attestation=asked, name="Ich", email=email)
        assert error.value.code == Code.OWN_ADDRESS


def test_two_people_confirm_where_the_town_wants_it(asked_for_two):
    attestation = asked_for_two
    client, address = opened(CARD_ATTESTATION, attestation)
    given = {"answer": "yes", "name": "Vera Vorstand"}
    assert client.post(address, given).context["form"].errors["second_email"]
    same = given | {"second_email": attestation.contact_email}
    assert client.post(address, same).context["form"].errors["second_email"]
    own = given | {"second_email": attestation.application.email}
    assert client.post(address, own).context["form"].errors["second_email"]
    client.post(address, given | {"second_email": "kasse@chor.example"})
    attestation.refresh_from_db()
    assert (attestation.state, attestation.application.state) == (Said.OPEN, State.ATTESTING)
    confirmed = judgement_of(attestation.application).of(Criterion.CONFIRMED)
    assert confirmed.verdict != Verdict.MET
    assert mails_to("kasse@chor.example") == 1

    second, address = opened(CARD_SECOND, attestation, "kasse@chor.example")
    assert second.post(address, given).status_code == 422  # the same name again
    second.post(address, {"answer": "yes", "name": "Karl Kasse"})
    application = CardApplication.objects.get()
    attestation.refresh_from_db()
    assert (attestation.state, application.state) == (Said.CONFIRMED, State.READY)
    assert judgement_of(application).of(Criterion.CONFIRMED).verdict == Verdict.MET


def test_the_second_person_may_say_no(asked_for_two):
    client, address = opened(CARD_ATTESTATION, asked_for_two)
    client.post(address, {"answer": "yes", "name": "Vera", "second_email": "kasse@chor.example"})
    second, address = opened(CARD_SECOND, asked_for_two, "kasse@chor.example")
    second.post(address, {"answer": "no", "name": "Karl", "word": "So viel war es nicht."})
    asked_for_two.refresh_from_db()
    assert (asked_for_two.state, asked_for_two.word) == (Said.DECLINED, "So viel war es nicht.")


def test_organisations_are_reminded_after_7_and_21_days_and_never_twice(asked):
    now = timezone.now()
    for days, mails in ((6, 1), (7, 2), (8, 2), (20, 2), (21, 3), (22, 3), (60, 3)):
        for _run in range(2):
            asking.remind(now + dt.timedelta(days=days, minutes=1))
        assert mails_to(asked.contact_email) == mails, days


def test_who_has_answered_is_not_reminded(asked):
    attesting.answer_attestation(attestation=asked, answer=Answer.YES, name="Vera")
    assert asking.remind(timezone.now() + dt.timedelta(days=30)) == 0


def test_the_second_person_is_reminded_and_not_the_first(asked_for_two):
    client, address = opened(CARD_ATTESTATION, asked_for_two)
    client.post(address, {"answer": "yes", "name": "Vera", "second_email": "kasse@chor.example"})
    asking.remind(timezone.now() + dt.timedelta(days=8))
    assert mails_to("kasse@chor.example") == 2
    assert mails_to(asked_for_two.contact_email) == 1


def refuse(address: str, error: str, status: int | None = STATUS.requeued) -> None:
    """The mail server does not take the mails to this address."""
    for email in Email.objects.filter(to=address):
        Email.objects.filter(pk=email.pk).update(status=status)
        MailAttempt.objects.create(email=email, begun_at=timezone.now(), error=error)


def test_a_report_that_comes_later_counts_as_well(asked):
    refuse(asked.contact_email, "", STATUS.sent)
    MailAttempt.objects.update(bounced_at=timezone.now(), error="Returned 5.1.1")
    due.note_bounces(timezone.now())
    asked.refresh_from_db()
    assert asked.bounced_at


@pytest.mark.parametrize(
    ("error", "status", "is_noted"),
    [
        ("SMTPRecipientsRefused 550", STATUS.requeued, True),
        ("SMTPRecipientsRefused 450", STATUS.requeued, False),  # busy, tried again
        ("SMTPServerDisconnected", STATUS.failed, True),  # given up after days
        ("", STATUS.sent, False),
    ],
)
def test_mail_that_comes_back_is_shown_and_told_once(asked, error, status, is_noted):
    refuse(asked.contact_email, error, status)
    for _run in range(2):
        due.note_bounces(timezone.now())
    asked.refresh_from_db()
    assert bool(asked.bounced_at) == is_noted
    told = Email.objects.filter(to=asked.application.email, message__contains="kam zurück")
    assert told.count() == int(is_noted)
    contacts.name_contact(attestation=asked, name="Karl", email="karl@chor.example")
    asked.refresh_from_db()
    due.note_bounces(timezone.now())  # the old mail is still there
    asked.refresh_from_db()
    assert asked.bounced_at is None


@pytest.fixture
def at_desk(luenen):
    """An organisation with two people at its desk, and what they are asked."""
    organisation = OrganisationFactory(name="Chor am Kanal", municipality=luenen.municipality)
    first, second = MembershipFactory.create_batch(2, organisation=organisation)
    application = handed_in(
        luenen.municipality,
        organisation=organisation,
        organisation_name=organisation.name,
        contact_email="",
    )
    return application.attestations.get(), first.user, second.user


def desk_address(attestation) -> str:
    return reverse("desk_cards:attestation", args=[attestation.organisation_id, attestation.pk])


def test_an_organisation_with_a_desk_answers_there(at_desk, client):
    attestation, first, second = at_desk
    assert (mails_to(first.email), mails_to(second.email)) == (1, 1)
    assert not SecretLink.objects.filter(purpose=CARD_ATTESTATION.name).exists()
    # At the desk one signs in: the mail does not promise that no account is needed.
    mail = Email.objects.filter(to=first.email).get().message
    assert "Sie melden sich dafür wie sonst auch an" in mail
    assert "kein Konto" not in mail
    client.force_login(first)
    home = client.get(reverse("desk:home", args=[attestation.organisation_id]))
    assert "Bestätigungen für die Ehrenamtskarte" in home.content.decode()
    page = client.get(desk_address(attestation)).content.decode()
    assert attestation.application.email not in page
    assert "1980" not in page
    client.post(desk_address(attestation), {"answer": "yes", "name": str(first)})
    attestation.refresh_from_db()
    assert attestation.state == Said.CONFIRMED
    assert attestation.application.events.filter(by=first).exists()


def test_who_applies_does_not_answer_at_the_own_desk(at_desk, client):
    attestation, first, _second = at_desk
    volunteer = attestation.application.volunteer
    volunteer.user = first
    volunteer.save()
    client.force_login(first)
    assert client.get(desk_address(attestation)).status_code == 404


def test_another_organisation_sees_nothing_of_it(at_desk, client):
    attestation, *_members = at_desk
    stranger = MembershipFactory()
    client.force_login(stranger.user)
    assert client.get(desk_address(attestation)).status_code == 404
    own = reverse("desk_cards:attestation", args=[stranger.organisation_id, attestation.pk])
    assert client.get(own).status_code == 404


def test_two_at_the_desk_confirm_where_the_town_wants_two(selm, client):
    organisation = OrganisationFactory(municipality=selm.municipality)
    first, second = MembershipFactory.create_batch(2, organisation=organisation)
    application = handed_in(
        selm.municipality, organisation=organisation, organisation_name="Chor", contact_email=""
    )
    attestation = application.attestations.get()
    client.force_login(first.user)
    client.post(desk_address(attestation), {"answer": "yes", "name": "Vera"})
    attestation.refresh_from_db()
    assert (attestation.state, mails_to(second.user.email)) == (Said.OPEN, 2)
    assert mails_to(first.user.email) == 1
    # The same account under another name is still the same person.
    client.post(desk_address(attestation), {"answer": "yes", "name": "Ganz Anders"})
    attestation.refresh_from_db()
    assert attestation.state == Said.OPEN
    client.force_login(second.user)
    client.post(desk_address(attestation), {"answer": "yes", "name": "Karl"})
    attestation.refresh_from_db()
    assert attestation.state == Said.CONFIRMED


def test_an_expired_or_foreign_link_says_so(asked):
    client, address = opened(CARD_ATTESTATION, asked)
    assert Client().get(address).status_code == 404  # not opened in this browser
    SecretLink.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))
    assert client.get(address).status_code == 410


def test_the_town_need_not_wait(asked):
    application = asked.application
    services.approve(application=application, by=UserFactory())
    client, address = opened(CARD_ATTESTATION, asked)
    assert "nicht mehr nötig" in client.get(address).content.decode()
    with pytest.raises(CardApplicationError):
        attesting.answer_attestation(attestation=asked, answer=Answer.YES, name="Vera")
