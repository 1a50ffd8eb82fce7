"""Whom to ask instead, where an organisation does not answer or its mail comes back."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from ehrenamtskarte.applications import notices
from ehrenamtskarte.applications.asking import ask, is_own
from ehrenamtskarte.applications.attesting import forget_answer, settle
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.moves import locked, record
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty
from ehrenamtskarte.models import Attestation

Code = CardApplicationError.Code
# Here somebody else can be asked.
MAY_BE_ASKED_ANEW = (AttestationState.OPEN, AttestationState.DECLINED)


def name_contact(
    *,
    attestation: Attestation,
    name: str,
    email: str,
    party: CardParty = CardParty.APPLICANT,
    by: User | None = None,
    now: datetime | None = None,
) -> Attestation:
    """Ask somebody else in the organisation; whoever was asked before can't answer any more.

    Where the town has named them, the applicant is told. Also where the organisation has declined,
    or where its mail came back.
    """
    now = now or timezone.now()
    with locked(attestation.application):
        attestation.refresh_from_db()
        application = attestation.application
        may_ask = attestation.state in MAY_BE_ASKED_ANEW
        if application.state not in UNDECIDED or not may_ask:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        if is_own(application, email):
            raise CardApplicationError(Code.OWN_ADDRESS)
        forget_answer(attestation)
        attestation.contact_name, attestation.contact_email = name, email
        attestation.state = AttestationState.OPEN
        attestation.save()
        event = record(
            application,
            CardEventKind.CONTACT_CHANGED,
            party=party,
            by=by,
            note=attestation.organisation_name,
        )
        if party == CardParty.TOWN:
            notices.contact_was_named(attestation, event)
        ask(attestation, now=now)
        settle(application, now=now)
    return attestation


def note_bounce(*, attestation: Attestation, email: str, now: datetime | None = None) -> bool:
    """Note that mail to the organisation came back, and tell the applicant, once."""
    now = now or timezone.now()
    with locked(attestation.application):
        taken = Attestation.objects.filter(
            pk=attestation.pk, state=AttestationState.OPEN, bounced_at=None
        ).update(bounced_at=now)
        if taken:
            attestation.refresh_from_db()
            event = record(
                attestation.application,
                CardEventKind.BOUNCED,
                party=CardParty.SITE,
                note=attestation.organisation_name,
            )
            notices.mail_came_back(attestation, event, email=email)
    return bool(taken)
