"""What applicants read of their application: how it stands, what is next, what has happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.enums import AttestationState, CardParty
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind as Kind
from ehrenamtskarte.models import Attestation, CardApplication, CardEvent


class Standing(NamedTuple):
    """A state in words: a heading, what comes next, and its tone (as of alerts)."""

    title: Promise
    next: Promise
    tone: str = "info"


STANDINGS: Final[Mapping[str, Standing]] = {
    State.UNCONFIRMED: Standing(
        _("Only one step is left"),
        _("Please confirm that it was you. Only then your application is handed in."),
        "warning",
    ),
    State.ATTESTING: Standing(
        _("Your organisations are being asked"),
        _(
            "As soon as all have answered, the town decides. We remind them after one week and"
            " after three weeks."
        ),
    ),
    State.READY: Standing(
        _("The town decides now"),
        _("Everything is there. We write to you as soon as it is decided."),
        "success",
    ),
    State.ASKED: Standing(
        _("The town has a question"),
        _("Please answer it below; then it goes on."),
        "warning",
    ),
    State.APPROVED: Standing(
        _("Your Ehrenamtskarte is approved"),
        _("Congratulations, and thank you! We write to you as soon as the card is made."),
        "success",
    ),
    State.ISSUED: Standing(
        _("Your Ehrenamtskarte is made"),
        _("Thank you for everything that you do for others."),
        "success",
    ),
    State.DECLINED: Standing(
        _("It did not work out this time"),
        _(
            "Do you see it differently, or is something missing? Please call or write to the town:"
            " it looks at it once more. You can apply again at any time."
        ),
    ),
}

# What has happened, by kind; where it depends on who did it, both.
HAPPENED: Final[Mapping[str | tuple[str, str], Promise]] = {
    Kind.STARTED: _("The application was begun."),
    (Kind.STARTED, CardParty.ORGANISATION): _("An organisation began the application for you."),
    Kind.SUBMITTED: _("The application was handed in."),
    (Kind.SUBMITTED, CardParty.ORGANISATION): _("The organisation applied for you."),
    (Kind.SUBMITTED, CardParty.TOWN): _("The town has typed in your application."),
    Kind.ASKED_ORGANISATION: _("%(organisation)s was asked."),
    Kind.REMINDED: _("%(organisation)s was reminded."),
    Kind.BOUNCED: _("The mail to %(organisation)s came back."),
    Kind.ANSWERED: _("%(organisation)s has answered."),
    Kind.CONTACT_CHANGED: _("Somebody else was named for %(organisation)s."),
    Kind.QUESTION: _("The town had a question."),
    Kind.REPLY: _("You have answered the question."),
    Kind.CHANGED: _("Something was changed."),
    (Kind.CHANGED, CardParty.APPLICANT): _("You have uploaded a proof for %(organisation)s."),
    (Kind.CHANGED, CardParty.SITE): _("The application went on."),
    Kind.PROOF_SEEN: _("The town has seen your proof."),
    Kind.PROOF_UNSEEN: _("The town would like to see your proof once more."),
    Kind.APPROVED: _("The town has approved it."),
    Kind.DECLINED: _("The town has declined it."),
    Kind.REOPENED: _("The town looks at it once more."),
    Kind.ISSUED: _("The card was made."),
    Kind.PRINTED: _("The card was printed."),
    Kind.HANDED_OVER: _("The card was handed over."),
}


@dataclass(frozen=True)
class Happening:
    """One line of the history."""

    event: CardEvent
    words: str


def history(application: CardApplication) -> list[Happening]:
    """What has happened so far, the newest first."""
    events = list(application.events.order_by("-created_at", "-pk"))
    # The step before the mailbox is confirmed is kept as one more beginning.
    began = next((one for one in reversed(events) if one.kind == Kind.STARTED), None)
    return [
        Happening(event, words)
        for event in events
        if (event.kind != Kind.STARTED or event == began) and (words := event_in_words(event))
    ]


def event_in_words(event: CardEvent) -> str:
    """A step as the applicant is told of it; empty for what is not theirs to know."""
    found = HAPPENED.get((event.kind, event.party)) or HAPPENED.get(event.kind)
    words = str(found or "")
    # Notes of these kinds are names of organisations, or of what stands for the hours.
    return words % {"organisation": event.note} if "%(organisation)s" in words else words


def standing_of_attestation(attestation: Attestation) -> tuple[Promise | str, str]:
    """How an organisation's answer stands, in words, and its tone."""
    state = attestation.state
    if state == AttestationState.OPEN and attestation.bounced_at:
        return _("our mail came back: please name somebody else"), "danger"
    if state == AttestationState.OPEN and attestation.answered_at:
        return _("confirmed by one person; a second one is asked"), "info"
    if state == AttestationState.OPEN and attestation.reminders:
        return _("asked and reminded, no answer yet"), "warning"
    if state == AttestationState.OPEN and attestation.asked_at:
        return _("asked, no answer yet"), "info"
    return AttestationState(state).label, TONES[AttestationState(state)]


TONES: Final = {
    AttestationState.OPEN: "info",
    AttestationState.CONFIRMED: "success",
    AttestationState.CORRECTED: "success",
    AttestationState.KNOWN: "success",
    AttestationState.PROVEN: "info",
    AttestationState.DECLINED: "danger",
}
