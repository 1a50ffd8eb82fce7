"""One case: what is shown, and what the town does with it."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from core.models import ReadyText
from ehrenamtskarte.applications.proofs import keep_proof
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardType
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Card, CardApplication
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(luenen) -> CardApplication:
    made = CardApplicationFactory(
        municipality=luenen.municipality,
        first_name="Erika",
        last_name="Musterfrau",
        email="erika@example.org",
    )
    AttestationFactory(application=made, organisation_name="Tafel am Ort")
    return made


def address(name: str, case: CardApplication, *more: int) -> str:
    return reverse(f"card_cases:{name}", args=[case.pk, *more])


def shown(client, case: CardApplication) -> str:
    response = client.get(address("inspect", case))
    assert response.status_code == 200
    return response.content.decode()


def test_shows_person_judgement_confirmations_and_history(client, coordinator, case):
    page = shown(client, case)
    for words in (
        "Erika Musterfrau",
        "01.05.1980",
        "erika@example.org",
        "erfüllt die Regel",
        "Tafel am Ort",
        "Vera Vorstand",
        "Kassenwart",
    ):
        assert words in page


def test_approving_records_who_and_what_the_rule_said_and_mails_once(
    client, coordinator, case, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            response = client.post(address("approve", case), {"approve-note": "Gern."})
            assert response.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.decided_by) == (State.APPROVED, coordinator)
    assert case.judgement["recommendation"] == "fulfilled"
    (event,) = case.events.filter(kind=CardEventKind.APPROVED)
    assert (event.by, event.note) == (coordinator, "Gern.")
    assert [one.to for one in mail.outbox] == [["erika@example.org"]]
    assert "Gern." not in mail.outbox[0].body
    page = shown(client, case)
    assert "Karla Amt" in page
    assert "Gern." in page
    assert "approve-note" not in page


def test_against_the_rule_only_with_a_word(client, coordinator, case):
    case.attestations.update(hours_per_week=1)
    response = client.post(address("approve", case), {"approve-note": " "})
    assert response.status_code == 422
    case.refresh_from_db()
    assert case.state == State.READY
    client.post(address("approve", case), {"approve-note": "Pflegt seit Jahren den Friedhof."})
    case.refresh_from_db()
    assert case.state == State.APPROVED
    assert case.judgement["recommendation"] == "not_fulfilled"


def test_declining_tells_reasons_contact_and_what_can_be_done(
    client, coordinator, case, django_capture_on_commit_callbacks
):
    town = case.municipality
    town.desk_phone, town.desk_email = "02306 104-0", "ehrenamt@example.org"
    town.save()
    ready = ReadyText.objects.for_purpose(ReadyText.Purpose.CARD_DECLINED).first()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            address("decline", case),
            {"decline-ready": [ready.pk], "decline-words": "Bis nächstes Jahr!"},
        )
    case.refresh_from_db()
    assert case.state == State.DECLINED
    assert case.reason == f"{ready.text}\n\nBis nächstes Jahr!"
    (sent,) = mail.outbox
    for words in (ready.text[:60], "Bis nächstes Jahr!", "02306 104-0", "ehrenamt@example.org"):
        assert words in sent.body
    assert "noch einmal" in sent.body


@pytest.mark.parametrize("act", ["decline", "ask"])
def test_without_a_word_nothing_happens(client, coordinator, case, act):
    response = client.post(address(act, case), {f"{act}-words": "  "})
    assert response.status_code == 422
    case.refresh_from_db()
    assert case.state == State.READY


def test_a_ready_text_of_another_purpose_cant_be_sent(client, coordinator, case):
    other = ReadyText.objects.for_purpose(ReadyText.Purpose.OFFER_RETURNED).first()
    response = client.post(address("decline", case), {"decline-ready": [other.pk]})
    assert response.status_code == 422


def test_asking_back_and_reading_the_answer(client, coordinator, case):
    from ehrenamtskarte.applications.services import reply

    client.post(address("ask", case), {"ask-words": "Wie viele Stunden genau?"})
    case.refresh_from_db()
    assert case.state == State.ASKED
    reply(application=case, text="Sechs in der Woche.")
    page = shown(client, case)
    assert "Wie viele Stunden genau?" in page
    assert "Sechs in der Woche." in page
    assert case.state == State.READY


def test_a_decision_is_taken_back(client, coordinator, case):
    client.post(address("decline", case), {"decline-words": "Versehen"})
    client.post(address("reopen", case), {"reopen-note": "Falsch gelesen"})
    case.refresh_from_db()
    assert (case.state, case.decided_by, case.reason) == (State.READY, None, "")


@pytest.mark.parametrize("act", ["approve", "decline", "ask", "reopen"])
def test_what_is_over_is_over(client, coordinator, case, act):
    CardApplication.objects.filter(pk=case.pk).update(state=State.ISSUED, decided_at=timezone.now())
    client.post(address(act, case), {f"{act}-words": "Wort", f"{act}-note": "Wort"})
    case.refresh_from_db()
    assert case.state == State.ISSUED


@pytest.mark.parametrize("act", ["inspect", "edit"])
def test_neither_drafts_nor_other_towns_exist(client, coordinator, selm, luenen, act):
    foreign = CardApplicationFactory(municipality=selm.municipality)
    draft = CardApplicationFactory(municipality=luenen.municipality, state=State.DRAFT)
    for one in (foreign, draft):
        assert client.get(address(act, one)).status_code == 404


@pytest.mark.parametrize("act", ["approve", "decline", "ask", "reopen"])
def test_nobody_decides_for_another_town(client, coordinator, selm, act):
    foreign = CardApplicationFactory(municipality=selm.municipality)
    AttestationFactory(application=foreign)
    data = {f"{act}-words": "Wort", f"{act}-note": "Wort"}
    assert client.post(address(act, foreign), data).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == State.READY


@pytest.fixture
def proof(case):
    attestation = AttestationFactory(
        application=case, organisation_name="Chor", state=AttestationState.PROVEN
    )
    return keep_proof(attestation=attestation, file=ContentFile(b"%PDF-1.7 x", "Brief Ä.pdf"))


def test_a_proof_is_a_download_for_this_town_only(client, coordinator, case, proof, selm):
    response = client.get(address("proof", case, proof.pk))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    assert address("proof", case, proof.pk) in shown(client, case)
    other = CardApplicationFactory(municipality=case.municipality)
    assert client.get(address("proof", other, proof.pk)).status_code == 404
    CardApplication.objects.filter(pk=case.pk).update(municipality=selm.municipality)
    assert client.get(address("proof", case, proof.pk)).status_code == 404


def test_accepting_a_proof_counts_for_the_rule(client, coordinator, case, proof):
    attestation = proof.attestation
    client.post(
        address("confirm", case, attestation.pk), {f"confirm-{attestation.pk}-name": "Chorleitung"}
    )
    attestation.refresh_from_db()
    assert (attestation.state, attestation.answered_by) == ("confirmed", "Chorleitung")
    event = case.events.get(kind=CardEventKind.ANSWERED)
    assert (event.by, event.by_name, event.note) == (coordinator, "Chorleitung", "Chor")


def test_a_word_by_telephone_brings_the_case_to_the_town(client, coordinator, case):
    attestation = AttestationFactory(
        application=case, organisation_name="Chor", state=AttestationState.OPEN
    )
    CardApplication.objects.filter(pk=case.pk).update(state=State.ATTESTING)
    assert "Chor" in shown(client, case)
    response = client.post(address("confirm", case, attestation.pk), {})
    assert response.status_code == 422
    assert b"confirm-" in response.content
    client.post(
        address("confirm", case, attestation.pk), {f"confirm-{attestation.pk}-name": "Frau Ton"}
    )
    case.refresh_from_db()
    assert case.state == State.READY


def test_two_have_to_confirm_where_the_town_says_so(client, office, selm):
    case = CardApplicationFactory(municipality=selm.municipality, state=State.ATTESTING)
    attestation = AttestationFactory(application=case, state=AttestationState.OPEN)
    name = f"confirm-{attestation.pk}"
    for data in ({}, {f"{name}-second_name": "Frau  ton"}):
        client.post(address("confirm", case, attestation.pk), {f"{name}-name": "Frau Ton", **data})
        attestation.refresh_from_db()
        assert attestation.state == AttestationState.OPEN
    client.post(
        address("confirm", case, attestation.pk),
        {f"{name}-name": "Frau Ton", f"{name}-second_name": "Herr Takt"},
    )
    attestation.refresh_from_db()
    assert (attestation.state, attestation.second_name) == ("confirmed", "Herr Takt")


def test_earlier_ones_and_those_who_may_be_the_same(client, coordinator, case, luenen, selm):
    town = luenen.municipality
    facts = {"first_name": "Erika", "born_on": case.born_on}
    earlier = CardApplicationFactory(
        municipality=town, last_name="Musterfrau", state=State.DECLINED, **facts
    )
    Card.objects.create(
        municipality=town,
        number="L-0007",
        card_type=CardType.STANDARD,
        name="Erika Musterfrau",
        printed_name="Erika Musterfrau",
        search_name="musterfrau erika",
        born_on=case.born_on,
        valid_from=dt.date(2022, 1, 1),
        valid_until=dt.date(2023, 12, 31),
    )
    similar = CardApplicationFactory(municipality=town, last_name="Musterfrau-Neu", **facts)
    mailbox = CardApplicationFactory(
        municipality=town,
        first_name="Max",
        last_name="Ganz Anders",
        email=case.email,
        born_on=dt.date(1999, 1, 1),
    )
    CardApplicationFactory(municipality=selm.municipality, last_name="Musterfrau", **facts)
    CardApplicationFactory(municipality=town, first_name="Udo", last_name="Zimt")
    response = client.get(address("inspect", case))
    kin = response.context["kin"]
    assert kin.cases == [earlier]
    assert [card.number for card in kin.cards] == ["L-0007"]
    assert {one.pk for one in kin.likely} == {similar.pk, mailbox.pk}
    assert "L-0007" in response.content.decode()


PERSON = {
    "first_name": "Erika",
    "last_name": "Musterfrau",
    "born_on": "01.05.1980",
    "street": "Marktweg 1",
    "postcode": "44532",
    "city": "Lünen",
    "email": "erika@example.org",
    "phone": "",
}


def test_mistypings_are_put_right_and_the_history_keeps_them(client, coordinator, case):
    client.post(
        address("edit", case), PERSON | {"last_name": "Musterfrau-Öz", "born_on": "11.05.1980"}
    )
    case.refresh_from_db()
    assert (case.last_name, case.born_on) == ("Musterfrau-Öz", dt.date(1980, 5, 11))
    event = case.events.get(kind=CardEventKind.CHANGED)
    assert event.by == coordinator
    assert "Musterfrau → Musterfrau-Öz" in event.note
    assert "01.05.1980 → 11.05.1980" in event.note


def test_nothing_changed_is_no_event(client, coordinator, case):
    client.post(address("edit", case), PERSON)
    assert not case.events.filter(kind=CardEventKind.CHANGED).exists()


def test_what_is_wrong_is_said_and_nothing_is_changed(client, coordinator, case):
    response = client.post(address("edit", case), PERSON | {"first_name": "Ute", "born_on": "x"})
    assert response.status_code == 422
    assert "Ute" in response.content.decode()
    case.refresh_from_db()
    assert case.first_name == "Erika"


def test_after_the_card_is_made_nothing_is_corrected_here(client, coordinator, case):
    CardApplication.objects.filter(pk=case.pk).update(state=State.ISSUED, decided_at=timezone.now())
    response = client.post(address("edit", case), PERSON | {"last_name": "Neu"})
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.last_name == "Musterfrau"


def test_the_proof_of_what_stands_for_the_hours_is_noted_as_seen(client, coordinator, case, selm):
    case.shortcuts = ["juleica"]
    case.save()
    proof = keep_proof(application=case, file=ContentFile(b"%PDF-1.7 %%EOF", "juleica.pdf"))
    page = shown(client, case)
    assert "juleica.pdf" in page
    assert "Der Nachweis ist noch anzusehen" in page
    download = client.get(address("proof", case, proof.pk))
    assert download.status_code == 200
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    client.post(address("seen", case), {"is_seen": "1"})
    case.refresh_from_db()
    assert case.shortcuts_seen_by == coordinator
    assert "Karla Amt" in shown(client, case)
    client.post(address("seen", case))
    case.refresh_from_db()
    assert case.shortcuts_seen_at is None


def test_somebody_else_is_asked_and_the_applicant_is_told(client, coordinator, luenen):
    case = CardApplicationFactory(municipality=luenen.municipality, state=State.ATTESTING)
    asked = AttestationFactory(application=case, state=AttestationState.OPEN)
    contact = address("contact", case, asked.pk)
    prefix = f"contact-{asked.pk}"
    own = client.post(contact, {f"{prefix}-name": "Ich", f"{prefix}-email": case.email})
    assert own.status_code == 422
    assert "Niemand kann das eigene Ehrenamt" in own.content.decode()
    for _ in range(2):
        new = {f"{prefix}-name": "Karl", f"{prefix}-email": "karl@chor.example"}
        assert client.post(contact, new).status_code == 302
    asked.refresh_from_db()
    assert (asked.contact_name, asked.state) == ("Karl", AttestationState.OPEN)
    event = case.events.filter(kind=CardEventKind.CONTACT_CHANGED).first()
    assert (event.party, event.by) == ("town", coordinator)
    assert Email.objects.filter(to="karl@chor.example").exists()
    told = Email.objects.filter(to=case.email).first()
    assert "Karl, karl@chor.example" in told.message
    # Whoever has confirmed is not asked again.
    asked.state = AttestationState.CONFIRMED
    asked.save()
    assert contact not in shown(client, case)


def test_withdrawn_on_behalf_of_the_applicant_with_a_word_and_everything_erased(
    client, coordinator, case
):
    email = case.email
    assert client.post(address("withdraw", case), {"withdraw-note": "Gern."}).status_code == 422
    sure = {"withdraw-note": "Alles Gute.", "withdraw-is_wished": "on"}
    assert client.post(address("withdraw", case), sure).url == reverse("card_cases:index")
    case.refresh_from_db()
    assert (case.state, case.name, case.volunteer) == (State.WITHDRAWN, "", None)
    event = case.events.get(kind=CardEventKind.WITHDRAWN)
    assert (event.party, event.by, event.note) == ("town", coordinator, "")
    assert "Alles Gute." in Email.objects.get(to=email).message
    assert address("withdraw", case) not in shown(client, case)
