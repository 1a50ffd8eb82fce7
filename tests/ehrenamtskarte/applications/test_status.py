"""The applicant's page once it is handed in, the account, and what time erases."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Volunteer
from core.links import make_link
from ehrenamtskarte.applications import due, services
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.applications.moves import record
from ehrenamtskarte.applications.words import history
from ehrenamtskarte.enums import AttestationState as Said
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind, CardParty
from ehrenamtskarte.models import CardApplication
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\nstartxref\n0\n%%EOF"


@pytest.fixture
def case(luenen):
    """An application whose organisation has not answered yet."""
    application = CardApplicationFactory(
        state=State.ATTESTING, municipality=luenen.municipality, confirmed_at=timezone.now()
    )
    AttestationFactory(application=application, state=Said.OPEN)
    return application


@pytest.fixture
def mailbox(case, client) -> Client:
    """A browser that has opened the link of the mail."""
    client.get(make_link(CARD_APPLICATION, case, email=case.email))
    return client


def page(name: str, case: CardApplication, **arguments: int) -> str:
    return reverse(f"card_applications:{name}", kwargs={"pk": case.pk} | arguments)


@pytest.mark.parametrize("state", [one for one in State if one not in ("draft", "withdrawn")])
def test_every_state_has_its_words(luenen, client, state):
    case = CardApplicationFactory(state=state, municipality=luenen.municipality)
    client.get(make_link(CARD_APPLICATION, case, email=case.email))
    answer = client.get(page("page", case))
    assert answer.status_code == 200
    assert str(answer.context["standing"].title) in answer.content.decode()


def test_the_history_begins_once(luenen):
    case = services.start(first_name="Ronja", email="r@post.example")
    record(case, CardEventKind.STARTED, party=CardParty.APPLICANT)  # as handing in does
    begun = [one for one in history(case) if one.event.kind == CardEventKind.STARTED]
    assert [one.event for one in begun] == [case.events.order_by("pk").first()]


def test_the_applicant_sees_who_was_asked_and_names_somebody_else(case, mailbox):
    attestation = case.attestations.get()
    assert attestation.contact_email in mailbox.get(page("page", case)).content.decode()
    address = page("contact", case, attestation=attestation.pk)
    answer = mailbox.post(address, {"name": "Ich", "email": case.email})
    assert answer.context["form"].errors["email"]
    mailbox.post(address, {"name": "Karl", "email": "karl@chor.example"})
    attestation.refresh_from_db()
    assert attestation.contact_email == "karl@chor.example"
    assert Email.objects.filter(to="karl@chor.example").count() == 1


def test_a_proof_takes_the_place_of_the_answer(case, mailbox):
    attestation = case.attestations.get()
    address = page("proof", case, attestation=attestation.pk)
    lie = SimpleUploadedFile("Brief.pdf", b"MZ a program")
    assert mailbox.post(address, {"proof": lie}).context["form"].errors["proof"]
    mailbox.post(address, {"proof": SimpleUploadedFile("Brief.pdf", PDF)})
    case.refresh_from_db()
    attestation.refresh_from_db()
    assert (case.state, attestation.state) == (State.READY, Said.PROVEN)


def test_a_question_is_answered_there(case, mailbox):
    services.ask_applicant(application=case, text="Seit wann genau?", by=UserFactory())
    assert "Seit wann genau?" in mailbox.get(page("page", case)).content.decode()
    mailbox.post(page("reply", case), {"text": " "})
    mailbox.post(page("reply", case), {"text": "Seit März."})
    case.refresh_from_db()
    assert case.state == State.ATTESTING  # the organisation has not answered yet
    assert case.messages.last().text == "Seit März."


def test_looking_withdraws_nothing_and_the_button_does(case, mailbox):
    assert mailbox.get(page("withdraw", case)).status_code == 200
    case.refresh_from_db()
    assert case.state == State.ATTESTING
    assert "gelöscht" in mailbox.post(page("withdraw", case)).content.decode()
    case.refresh_from_db()
    assert (case.state, case.name) == (State.WITHDRAWN, "")
    assert mailbox.get(page("page", case)).status_code == 404


def test_what_is_issued_is_not_withdrawn_any_more(luenen, client):
    case = CardApplicationFactory(state=State.ISSUED, municipality=luenen.municipality)
    client.get(make_link(CARD_APPLICATION, case, email=case.email))
    client.post(page("withdraw", case))
    case.refresh_from_db()
    assert case.state == State.ISSUED


def test_an_account_sees_its_own_applications(case, client):
    user = UserFactory()
    Volunteer.objects.filter(pk=case.volunteer.pk).update(user=user)
    client.force_login(user)
    assert case.name in client.get(reverse("account_home")).content.decode()
    assert client.get(page("page", case)).status_code == 200
    client.force_login(UserFactory())
    assert case.name not in client.get(reverse("account_home")).content.decode()


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [
        (State.DRAFT, 29, True),
        (State.DRAFT, 31, False),
        (State.UNCONFIRMED, 13, True),
        (State.UNCONFIRMED, 15, False),
        (State.ATTESTING, 400, True),
    ],
)
def test_what_nobody_handed_in_is_erased(luenen, state, days, stays):
    now = timezone.now()
    CardApplicationFactory(
        state=state,
        municipality=luenen.municipality,
        waiting_since=now - dt.timedelta(days=days),
    )
    for _run in range(2):
        due.do_what_is_due(now)
    assert CardApplication.objects.exists() == stays


def test_the_page_asks_the_same_however_many_answer(
    luenen, mailbox, case, django_assert_max_num_queries
):
    AttestationFactory.create_batch(4, application=case)
    with django_assert_max_num_queries(26):
        mailbox.get(page("page", case))
