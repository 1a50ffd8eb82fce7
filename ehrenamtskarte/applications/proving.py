"""What becomes of proofs: they come, are taken away again, and are seen by the town.

A proof stands in place of an organisation's answer, or of what stands for the hours (a Juleica,
say); the second counts only once somebody of the town has said that they have seen it.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from ehrenamtskarte.applications.attesting import forget_answer, settle
from ehrenamtskarte.applications.contacts import MAY_BE_ASKED_ANEW
from ehrenamtskarte.applications.erasing import forget_file
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.moves import locked, record
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty, Shortcut
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Attestation, CardApplication, Proof

Code = CardApplicationError.Code


def proof_was_uploaded(
    *, attestation: Attestation, by: User | None = None, now: datetime | None = None
) -> None:
    """A paper takes the place of the organisation's answer; the town looks at it.

    To be called with the `Proof` saved. An organisation that has confirmed stays confirmed.
    """
    now = now or timezone.now()
    with locked(attestation.application):
        attestation.refresh_from_db()
        application = attestation.application
        if attestation.state in MAY_BE_ASKED_ANEW:
            forget_answer(attestation)
            attestation.state = AttestationState.PROVEN
            attestation.save()
        if application.state in UNDECIDED:
            record(
                application,
                CardEventKind.CHANGED,
                party=CardParty.APPLICANT,
                by=by,
                note=attestation.organisation_name,
            )
            settle(application, now=now)


def shortcut_proof_was_uploaded(*, application: CardApplication, by: User | None = None) -> None:
    """A paper about what stands for the hours is there. To be called with the `Proof` saved."""
    with locked(application):
        if application.state in UNDECIDED:
            record(
                application,
                CardEventKind.CHANGED,
                party=CardParty.APPLICANT,
                by=by,
                note=shortcuts_in_words(application),
            )


def note_shortcuts_seen(
    *,
    application: CardApplication,
    is_seen: bool,
    by: User | None,
    now: datetime | None = None,
) -> CardApplication:
    """Somebody of the town has seen the proof of what stands for the hours, or has not after all.

    Until the case is decided; the judgement takes it for proven from then on.
    """
    with locked(application):
        if application.state not in UNDECIDED or not application.shortcuts:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        if is_seen == (application.shortcuts_seen_at is not None):
            return application
        application.shortcuts_seen_at = (now or timezone.now()) if is_seen else None
        application.shortcuts_seen_by = by if is_seen else None
        application.save(update_fields=["shortcuts_seen_at", "shortcuts_seen_by"])
        record(
            application,
            CardEventKind.PROOF_SEEN if is_seen else CardEventKind.PROOF_UNSEEN,
            party=CardParty.TOWN,
            by=by,
            note=shortcuts_in_words(application),
        )
    return application


def shortcuts_in_words(application: CardApplication) -> str:
    """What somebody says to have that stands for the hours."""
    return get_text_list([str(Shortcut(one).label) for one in application.shortcuts], _("and"))


def proof_was_removed(*, proof: Proof) -> None:
    """Take a proof away while the application is still being written."""
    attestation = proof.attestation
    application = attestation.application if attestation else proof.application
    if application is None:  # constraint `card_proof_is_of_one_thing` does not allow it
        return
    with locked(application):
        if application.state != State.DRAFT:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        forget_file(proof)
        proof.delete()
        if (
            attestation
            and attestation.state == AttestationState.PROVEN
            and not attestation.proofs.exists()
        ):
            attestation.state = AttestationState.OPEN
            attestation.save(update_fields=["state"])
