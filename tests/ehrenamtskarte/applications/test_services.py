"""From the draft to the decision, and what is told by mail on the way."""

import datetime as dt
from decimal import Decimal

import pytest
from post_office.models import Email

from ehrenamtskarte.applications import services
from ehrenamtskarte.applications.attesting import Answer, answer_attestation
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import facts_of, judgement_of
from ehrenamtskarte.applications.moves import move
from ehrenamtskarte.applications.states import TRANSITIONS, may_follow
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.rules.judgement import Recommendation
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Code = CardApplicationError.Code


@pytest.fixture
def draft(luenen):
    application = CardApplicationFactory(state=State.DRAFT, municipality=luenen.municipality)
    AttestationFactory(application=application, state=AttestationState.OPEN)
    return application


@pytest.fixture
def ready(luenen):
    application = CardApplicationFactory(municipality=luenen.municipality)
    AttestationFactory(application=application)
    return application


def mails_to(address: str) -> list[str]:
    return [email.subject for email in Email.objects.order_by("pk") if address in email.to]


def test_the_table_knows_every_state():
    assert set(TRANSITIONS) == set(State)
    assert {after for following in TRANSITIONS.values() for after in following} <= set(State)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("party", CardParty.values)
def test_nobody_does_what_the_table_does_not_allow(luenen, state, party):
    application = CardApplicationFactory(state=state, municipality=luenen.municipality)
    for to in State:
        if to != state and not may_follow(state, to, party):
            with pytest.raises(CardApplicationError):
                move(application=application, to=to, party=party)
    application.refresh_from_db()
    assert application.state == state
    assert not application.events.exists()


def test_whoever_has_no_account_confirms_by_mail_before_anybody_is_asked(draft):
    services.submit(application=draft, is_proved=False)
    assert draft.state == State.UNCONFIRMED
    assert not Email.objects.filter(to__contains="vorstand").exists()
    services.confirm_application(application=draft)
    services.confirm_application(application=draft)  # pressed twice
    assert draft.state == State.ATTESTING
    assert draft.volunteer.email == draft.email
    assert len(mails_to(draft.attestations.get().contact_email)) == 1
    assert len(mails_to(draft.email)) == 2  # the link, and that it has arrived


def test_the_rule_of_the_day_is_kept_with_the_application(draft):
    services.submit(application=draft, today=dt.date(2026, 1, 31))
    assert draft.association_rule.hours_per_week == 5
    services.submit(application=draft)  # too late to change anything
    assert draft.submitted_on == dt.date(2026, 1, 31)


def test_an_answer_brings_the_case_to_the_town(draft):
    services.submit(application=draft)
    answer_attestation(
        attestation=draft.attestations.get(),
        answer=Answer.CORRECTED,
        name="Vera Vorstand",
        hours_per_week=Decimal(3),
    )
    draft.refresh_from_db()
    assert draft.state == State.READY
    work = facts_of(draft).works[0]
    assert (work.hours_per_week, work.attested) == (3, True)
    assert judgement_of(draft).recommendation == Recommendation.NOT_FULFILLED
    assert mails_to(draft.email)[-1].startswith("Alle haben geantwortet")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"born_on": None}, Code.INCOMPLETE),
        ({"last_name": ""}, Code.INCOMPLETE),
        ({"municipality": None}, Code.INCOMPLETE),
    ],
)
def test_nothing_incomplete_is_handed_in(draft, change, code):
    for name, value in change.items():
        setattr(draft, name, value)
    draft.save()
    with pytest.raises(CardApplicationError) as error:
        services.submit(application=draft)
    assert error.value.code == code
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_an_organisation_is_needed_unless_something_stands_for_it(draft):
    draft.attestations.all().delete()
    with pytest.raises(CardApplicationError) as error:
        services.submit(application=draft)
    assert error.value.code == Code.NO_ORGANISATION
    draft.shortcuts = ["juleica"]
    draft.save()
    services.submit(application=draft)
    assert draft.state == State.READY


def test_one_person_has_one_application_at_a_time(draft, ready):
    for name in ("first_name", "last_name", "born_on"):
        setattr(draft, name, getattr(ready, name))
    draft.save()
    with pytest.raises(CardApplicationError) as error:
        services.submit(application=draft)
    assert error.value.code == Code.ALREADY_RUNNING


def test_the_town_asks_and_the_applicant_answers(ready):
    clerk = UserFactory()
    services.ask_applicant(application=ready, text="Seit wann genau?", by=clerk)
    services.ask_applicant(application=ready, text="Und wie oft?", by=clerk)
    assert ready.state == State.ASKED
    services.reply(application=ready, text="Seit März, jede Woche.")
    assert ready.state == State.READY
    assert [message.party for message in ready.messages.all()] == ["town", "town", "applicant"]
    assert len(mails_to(ready.email)) == 2
    with pytest.raises(CardApplicationError):
        services.reply(application=ready, text="Noch etwas.")


def test_what_the_rule_said_and_who_decided_is_kept(ready):
    clerk = UserFactory()
    services.approve(application=ready, by=clerk)
    services.approve(application=ready, by=UserFactory())  # pressed twice
    ready.refresh_from_db()
    assert (ready.state, ready.decided_by) == (State.APPROVED, clerk)
    assert ready.judgement["findings"]
    assert ready.events.filter(kind=CardEventKind.APPROVED).count() == 1
    assert len(mails_to(ready.email)) == 1


def test_declining_needs_a_reason_which_the_applicant_gets(ready):
    with pytest.raises(CardApplicationError) as error:
        services.decline(application=ready, reason=" ", by=None)
    assert error.value.code == Code.REASON_MISSING
    services.decline(application=ready, reason="Es fehlen zwei Jahre.", by=UserFactory())
    text = Email.objects.get(to=ready.email).message
    assert "Es fehlen zwei Jahre." in text
    assert ready.reason == "Es fehlen zwei Jahre."
    services.reopen(application=ready, by=UserFactory())
    ready.refresh_from_db()
    assert (ready.state, ready.decided_at, ready.reason) == (State.READY, None, "")


def test_withdrawing_leaves_nothing_of_the_person(ready):
    email, volunteer = ready.email, ready.volunteer
    ready.messages.create(party=CardParty.APPLICANT, text="Bitte schnell.")
    services.withdraw(application=ready)
    kept = CardApplication.objects.get(pk=ready.pk)
    assert kept.state == State.WITHDRAWN
    assert not any((kept.name, kept.email, kept.born_on, kept.street, kept.volunteer, kept.note))
    assert not kept.attestations.exists()
    assert not kept.messages.exists()
    assert not type(volunteer).objects.filter(pk=volunteer.pk).exists()
    assert len(mails_to(email)) == 1


def test_of_what_was_never_handed_in_nothing_stays_at_all(draft):
    services.withdraw(application=draft)
    assert not CardApplication.objects.exists()
