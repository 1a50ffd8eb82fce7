"""What is erased of applications, and when."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from core.links import revoke_links
from ehrenamtskarte.applications.links import (
    CARD_APPLICATION,
    CARD_ATTESTATION,
    CARD_SECOND,
)
from ehrenamtskarte.applications.states import NOT_YET_SENT
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication, Proof
from opportunities.applications.erasing import erase_if_unknown

KEPT_DRAFT: Final = timedelta(days=30)
KEPT_UNCONFIRMED: Final = timedelta(days=14)

# What a withdrawn application keeps: town, kind of card, how it came, when what happened.
PERSONAL: Final[dict[str, Any]] = {
    "first_name": "",
    "last_name": "",
    "born_on": None,
    "email": "",
    "phone": "",
    "street": "",
    "postcode": "",
    "city": "",
    "shortcuts": [],
    "shortcuts_seen_at": None,
    "shortcuts_seen_by": None,
    "pay": "",
    "goes_on": None,
    "years_declared": None,
    "note": "",
    "renews": None,
    "judgement": None,
    "reason": "",
    "search_name": "",
    "search_first_name": "",
    "volunteer": None,
}


def erase(application: CardApplication) -> None:
    """Delete an application with all that hangs on it, and the person if nobody else needs them."""
    _erase_what_hangs_on_it(application)
    volunteer = application.volunteer
    application.delete()
    if volunteer:
        erase_if_unknown(volunteer)


def empty(application: CardApplication) -> None:
    """Leave of a withdrawn application what is counted, and nothing of the person."""
    _erase_what_hangs_on_it(application)
    application.attestations.all().delete()
    application.messages.all().delete()
    application.events.update(note="", by_name="")
    volunteer = application.volunteer
    for name, value in PERSONAL.items():
        setattr(application, name, value)
    application.save()
    if volunteer:
        erase_if_unknown(volunteer)


def erase_old_drafts(now: datetime) -> int:
    """Erase what was begun and never handed in or confirmed; returns how many."""
    erased = 0
    for state, kept in ((State.DRAFT, KEPT_DRAFT), (State.UNCONFIRMED, KEPT_UNCONFIRMED)):
        old = CardApplication.objects.filter(state=state, waiting_since__lt=now - kept)
        for key in old.order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                # Somebody may press the button just now.
                found = (
                    CardApplication.objects.select_for_update(of=("self",))
                    .select_related("volunteer")
                    .filter(pk=key, state__in=NOT_YET_SENT, waiting_since__lt=now - kept)
                    .first()
                )
                if found:
                    erase(found)
                    erased += 1
    return erased


def _erase_what_hangs_on_it(application: CardApplication) -> None:
    """Files are deleted when that is certain: after the transaction."""
    for proof in Proof.objects.of(application):
        forget_file(proof)
        proof.delete()
    for attestation in application.attestations.all():
        for purpose in (CARD_ATTESTATION, CARD_SECOND):
            revoke_links(purpose, attestation)
    revoke_links(CARD_APPLICATION, application)


def forget_file(proof: Proof) -> None:
    """Delete a proof's file once its row is gone for certain."""
    storage, name = proof.file.storage, proof.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
