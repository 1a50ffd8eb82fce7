"""What stands for the hours: said in the steps, proven by a paper, counted once the town saw it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.links import make_link
from ehrenamtskarte.applications import proving, services
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import judgement_of
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind, CardParty
from ehrenamtskarte.models import CardRule, Proof
from ehrenamtskarte.rules.judgement import Criterion, Verdict
from tests.ehrenamtskarte.applications.factories import CardApplicationFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\nstartxref\n0\n%%EOF"


@pytest.fixture(autouse=True)
def rule(luenen):
    CardRule.objects.filter(municipality=luenen.municipality).update(
        shortcuts=["juleica"], prior_years=0
    )


@pytest.fixture
def applied(luenen):
    return CardApplicationFactory(municipality=luenen.municipality, shortcuts=["juleica"])


def page(name, case, **arguments):
    return reverse(f"card_applications:{name}", kwargs={"pk": case.pk} | arguments)


def hours(case):
    judgement = judgement_of(case)
    return judgement.of(Criterion.HOURS).verdict


def test_the_questions_take_a_proof_of_what_was_ticked(luenen, client):
    draft = CardApplicationFactory(municipality=luenen.municipality, state=State.DRAFT)
    client.get(make_link(CARD_APPLICATION, draft, email=draft.email))
    address = page("questions", draft)
    answers = {"pay": "nothing", "goes_on": "yes"}
    paper = lambda: SimpleUploadedFile("Juleica.pdf", PDF)  # noqa: E731

    refused = client.post(address, answers | {"shortcut_proof": paper()})
    assert "shortcuts" in refused.context["form"].errors
    assert not Proof.objects.exists()
    client.post(address, answers | {"shortcuts": ["juleica"], "shortcut_proof": paper()})
    proof = draft.shortcut_proofs.get()
    assert proof.name == "Juleica.pdf"
    assert page("no_proof", draft, proof=proof.pk) in client.get(address).content.decode()
    assert "Juleica.pdf" in client.get(page("send", draft)).content.decode()
    # What is not said any more is not proven either.
    client.post(address, answers)
    assert not draft.shortcut_proofs.exists()
    client.post(address, answers | {"shortcuts": ["juleica"], "shortcut_proof": paper()})
    gone = client.post(page("no_proof", draft, proof=draft.shortcut_proofs.get().pk))
    assert gone.url == address
    assert not draft.shortcut_proofs.exists()


def test_the_proof_may_come_later_and_counts_when_the_town_has_seen_it(applied, client):
    client.get(make_link(CARD_APPLICATION, applied, email=applied.email))
    assert "steht noch ein Nachweis aus" in client.get(page("page", applied)).content.decode()
    lie = SimpleUploadedFile("Juleica.pdf", b"MZ a program")
    refused = client.post(page("shortcut_proof", applied), {"proof": lie})
    assert refused.status_code == 422
    assert "Juleica" in refused.content.decode()
    client.post(page("shortcut_proof", applied), {"proof": SimpleUploadedFile("J.pdf", PDF)})
    assert applied.shortcut_proofs.count() == 1
    assert hours(applied) == Verdict.TO_BE_SEEN

    clerk = UserFactory()
    for _ in range(2):
        proving.note_shortcuts_seen(application=applied, is_seen=True, by=clerk)
    assert (applied.shortcuts_seen_by, hours(applied)) == (clerk, Verdict.MET)
    event = applied.events.get(kind=CardEventKind.PROOF_SEEN)
    assert (event.by, event.party, event.note) == (clerk, CardParty.TOWN, "Juleica")
    shown = client.get(page("page", applied)).content.decode()
    assert "Die Stadt hat Ihren Nachweis gesehen" in shown
    assert page("shortcut_proof", applied) not in shown
    assert client.get(page("shortcut_proof", applied)).status_code == 302

    proving.note_shortcuts_seen(application=applied, is_seen=False, by=clerk)
    assert (applied.shortcuts_seen_by, hours(applied)) == (None, Verdict.TO_BE_SEEN)


def test_only_while_it_is_undecided_and_something_is_said(applied, luenen):
    nothing = CardApplicationFactory(municipality=luenen.municipality)
    over = CardApplicationFactory(
        municipality=luenen.municipality, state=State.DECLINED, shortcuts=["juleica"]
    )
    for case in (nothing, over):
        with pytest.raises(CardApplicationError) as error:
            proving.note_shortcuts_seen(application=case, is_seen=True, by=None)
        assert error.value.code == CardApplicationError.Code.ILLEGAL_MOVE


def test_withdrawing_erases_its_proofs(applied, django_capture_on_commit_callbacks):
    from ehrenamtskarte.applications.proofs import ProofField, keep_proof

    file = ProofField().clean(SimpleUploadedFile("Juleica.pdf", PDF))
    proof = keep_proof(application=applied, file=file)
    storage, name = proof.file.storage, proof.file.name
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw(application=applied)
    assert not Proof.objects.exists()
    assert not storage.exists(name)
    assert applied.shortcuts_seen_at is None
