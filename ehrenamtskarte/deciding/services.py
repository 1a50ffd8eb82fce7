"""What only a town does with a case; deciding itself: `ehrenamtskarte.applications.services`.

All take keywords only, run in one transaction, and raise `CardApplicationError` with a code.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from core.links import revoke_links
from ehrenamtskarte.applications import services
from ehrenamtskarte.applications.asking import next_state
from ehrenamtskarte.applications.attesting import signatures_for
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.links import CARD_APPLICATION, CARD_ATTESTATION, CARD_SECOND
from ehrenamtskarte.applications.moves import locked, move, record
from ehrenamtskarte.applications.states import RUNNING, UNDECIDED
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty
from ehrenamtskarte.enums import CardApplicationSource as Source
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Attestation, CardApplication
from organisations.models import Organisation

Code = CardApplicationError.Code

# What is put right where somebody mistyped.
PERSON: Final = (
    "first_name",
    "last_name",
    "born_on",
    "street",
    "postcode",
    "city",
    "email",
    "phone",
)
# Here the organisation has not agreed, or not in full.
TO_BE_CONFIRMED: Final = (
    AttestationState.OPEN,
    AttestationState.PROVEN,
    AttestationState.DECLINED,
)


def correct_person(
    *, application: CardApplication, facts: Mapping[str, Any], by: User | None
) -> CardApplication:
    """Put mistyped personal facts right (`PERSON`); the history keeps what stood there before.

    Until the card is made; then its name is changed with the card.
    """
    with locked(application):
        if application.state not in RUNNING:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        changes = []
        email = application.email
        for name in PERSON:
            before, after = getattr(application, name), facts.get(name)
            if name not in facts or before == after:
                continue
            field = CardApplication._meta.get_field(name)
            label = str(getattr(field, "verbose_name", name))
            changes.append(f"{label}: {_shown(before)} → {_shown(after)}")
            setattr(application, name, after)
        if not changes:
            return application
        if services.has_running(application):
            raise CardApplicationError(Code.ALREADY_RUNNING)
        application.save()
        if application.email != email:
            # Links that went to the old mailbox open nothing any more.
            revoke_links(CARD_APPLICATION, application)
        record(
            application,
            CardEventKind.CHANGED,
            party=CardParty.TOWN,
            by=by,
            note="\n".join(changes),
        )
    return application


def confirm_for_organisation(
    *,
    attestation: Attestation,
    name: str,
    second_name: str = "",
    by: User | None,
    now: datetime | None = None,
) -> Attestation:
    """Note what the town has in hand: a signature on paper, a word by telephone, a proof.

    `name` is who has confirmed; where the rule wants two, `second_name` is the other one. Whoever
    was asked by mail can't answer any more.
    """
    now = now or timezone.now()
    with locked(attestation.application):
        attestation.refresh_from_db()
        application = attestation.application
        if application.state not in UNDECIDED or attestation.state not in TO_BE_CONFIRMED:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        for purpose in (CARD_ATTESTATION, CARD_SECOND):
            revoke_links(purpose, attestation)
        _sign(attestation, name=name, second_name=second_name, now=now)
        attestation.save()
        record(
            application,
            CardEventKind.ANSWERED,
            party=CardParty.TOWN,
            by=by,
            by_name=name,
            note=attestation.organisation_name,
        )
        if application.state == State.ATTESTING and next_state(application) == State.READY:
            move(application=application, to=State.READY, party=CardParty.TOWN, by=by, now=now)
    return attestation


@transaction.atomic
def type_in(
    *,
    received_on: date,
    facts: Mapping[str, Any],
    works: Sequence[Mapping[str, Any]],
    by: User,
    now: datetime | None = None,
) -> CardApplication:
    """Hand in what came on paper on that day, whose rule counts.

    `works` are fields of `Attestation`, and `signed_by` and `second_signed_by`: who has confirmed
    on the paper. Whoever has not is asked by mail.
    """
    now = now or timezone.now()
    application = services.start(by=by, source=Source.PAPER, party=CardParty.TOWN, now=now, **facts)
    application.submitted_on = received_on
    for work in works:
        fields = dict(work)
        signed_by = fields.pop("signed_by", "")
        second = fields.pop("second_signed_by", "")
        attestation = Attestation(
            application=application,
            organisation=_known(fields["organisation_name"]),
            **fields,
        )
        if signed_by:
            _sign(attestation, name=signed_by, second_name=second, now=now)
        attestation.save()
    return services.submit(application=application, party=CardParty.TOWN, by=by, today=received_on)


def _sign(attestation: Attestation, *, name: str, second_name: str, now: datetime) -> None:
    if not name.strip():
        raise CardApplicationError(Code.WORD_MISSING)
    same = " ".join(name.split()).casefold() == " ".join(second_name.split()).casefold()
    if same:
        raise CardApplicationError(Code.SAME_PERSON)
    if signatures_for(attestation.application) > 1 and not second_name.strip():
        raise CardApplicationError(Code.SECOND_MISSING)
    # The first of two may have corrected something by mail.
    is_corrected = (
        attestation.corrected_since
        or attestation.corrected_hours_per_week
        or attestation.corrected_hours_per_year
    )
    attestation.state = AttestationState.CORRECTED if is_corrected else AttestationState.CONFIRMED
    attestation.answered_by, attestation.answered_at = name.strip(), now
    if second_name.strip():
        attestation.second_name, attestation.second_at = second_name.strip(), now
    attestation.word = ""
    attestation.bounced_at = None


def _known(name: str) -> Organisation | None:
    """The organisation of exactly this name, if there is just one."""
    found = list(Organisation.objects.current().filter(name__iexact=name.strip())[:2])
    return found[0] if len(found) == 1 else None


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value or "–")
