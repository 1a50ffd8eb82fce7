"""What organisations answer; what is done where no answer comes: `contacts`, `proving`."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.links import revoke_links
from ehrenamtskarte.applications import notices
from ehrenamtskarte.applications.asking import ask_second, is_own, next_state, who_answered
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import rule_for
from ehrenamtskarte.applications.links import CARD_ATTESTATION, CARD_SECOND
from ehrenamtskarte.applications.moves import locked, move, record
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Attestation, CardApplication

Code = CardApplicationError.Code


class Answer(TextChoices):
    """What an organisation can say."""

    YES = "yes", _("Yes, that is so")
    CORRECTED = "corrected", _("Yes, but something has to be put right")
    NO = "no", _("No, I can't confirm that")


def signatures_for(application: CardApplication) -> int:
    """How many people of each organisation have to confirm."""
    rule = rule_for(application)
    return rule.signatures if rule else 1


def answer_attestation(
    *,
    attestation: Attestation,
    answer: Answer,
    name: str,
    word: str = "",
    since: date | None = None,
    hours_per_week: Decimal | None = None,
    hours_per_year: int | None = None,
    second_email: str = "",
    by: User | None = None,
    email: str = "",
    now: datetime | None = None,
) -> Attestation:
    """What the organisation says: yes, yes with other facts, or no with a word.

    `name` is who answers, `email` the mailbox that was asked, `by` who sits at the desk. Where the
    town wants two people, `second_email` says who is the other one; without it the others at the
    desk are asked, and the attestation stays open until one of them has answered, too.
    """
    now = now or timezone.now()
    with locked(attestation.application):
        attestation.refresh_from_db()
        application = attestation.application
        _check_open(attestation, answered=False)
        if answer == Answer.NO and not word.strip():
            raise CardApplicationError(Code.WORD_MISSING)
        needs_second = answer != Answer.NO and signatures_for(application) > 1
        if needs_second and second_email:
            _check_other(application, second_email, email or (by.email if by else ""))
        if answer == Answer.CORRECTED:
            _correct(attestation, since, hours_per_week, hours_per_year, now)
        attestation.word = word.strip()
        attestation.answered_by = name
        attestation.answered_at = now
        if answer == Answer.NO:
            attestation.state = AttestationState.DECLINED
        elif not needs_second:
            attestation.state = _agreed(attestation)
        attestation.save()
        event = record(
            application,
            CardEventKind.ANSWERED,
            party=CardParty.ORGANISATION,
            by=by,
            by_name=name,
            note=attestation.organisation_name,
        )
        if answer == Answer.NO:
            notices.attestation_was_declined(attestation, event)
        elif needs_second:
            ask_second(attestation, email=second_email, now=now)
        settle(application, now=now)
    return attestation


def answer_as_second(
    *,
    attestation: Attestation,
    agrees: bool,
    name: str,
    word: str = "",
    by: User | None = None,
    now: datetime | None = None,
) -> Attestation:
    """The second person says yes, too, or no with a word; not the one who was first."""
    now = now or timezone.now()
    with locked(attestation.application):
        attestation.refresh_from_db()
        application = attestation.application
        _check_open(attestation, answered=True)
        if not agrees and not word.strip():
            raise CardApplicationError(Code.WORD_MISSING)
        first = who_answered(attestation)
        is_same = _same(name, attestation.answered_by) or (by is not None and by == first)
        if agrees and is_same:
            raise CardApplicationError(Code.SAME_PERSON)
        attestation.second_name, attestation.second_at = name, now
        attestation.word = word.strip() or attestation.word
        attestation.state = _agreed(attestation) if agrees else AttestationState.DECLINED
        attestation.save()
        event = record(
            application,
            CardEventKind.ANSWERED,
            party=CardParty.ORGANISATION,
            by=by,
            by_name=name,
            note=attestation.organisation_name,
        )
        if not agrees:
            notices.attestation_was_declined(attestation, event)
        settle(application, now=now)
    return attestation


def settle(application: CardApplication, *, now: datetime) -> None:
    """Hand the case to the town when everybody has answered; take it back if one is asked anew."""
    if application.state not in (State.ATTESTING, State.READY):
        return  # the town has a question; its answer brings the case on
    to = next_state(application)
    if to != application.state:
        move(application=application, to=to, party=CardParty.SITE, now=now)


def _check_open(attestation: Attestation, *, answered: bool) -> None:
    is_open = (
        attestation.state == AttestationState.OPEN
        and (attestation.answered_at is not None) == answered
        and attestation.application.state in UNDECIDED
    )
    if not is_open:
        raise CardApplicationError(Code.ILLEGAL_MOVE)


def _check_other(application: CardApplication, second: str, first: str) -> None:
    if _same(second, first):
        raise CardApplicationError(Code.SAME_PERSON)
    if is_own(application, second):
        raise CardApplicationError(Code.OWN_ADDRESS)


def _correct(
    attestation: Attestation,
    since: date | None,
    hours_per_week: Decimal | None,
    hours_per_year: int | None,
    now: datetime,
) -> None:
    """Keep what is different, beside what the applicant has said."""
    if since and since > timezone.localdate(now):
        raise CardApplicationError(Code.IN_FUTURE)
    attestation.corrected_since = since if since != attestation.since else None
    has_hours = hours_per_week or hours_per_year
    same = (hours_per_week, hours_per_year) == (
        attestation.hours_per_week,
        attestation.hours_per_year,
    )
    if has_hours and not same:
        attestation.corrected_hours_per_week = hours_per_week
        attestation.corrected_hours_per_year = hours_per_year
    if not _is_corrected(attestation):
        raise CardApplicationError(Code.NO_CORRECTION)


def _is_corrected(attestation: Attestation) -> bool:
    corrections = (
        attestation.corrected_since,
        attestation.corrected_hours_per_week,
        attestation.corrected_hours_per_year,
    )
    return any(correction is not None for correction in corrections)


def _agreed(attestation: Attestation) -> AttestationState:
    if _is_corrected(attestation):
        return AttestationState.CORRECTED
    return AttestationState.CONFIRMED


def forget_answer(attestation: Attestation) -> None:
    """Take back what was answered, and close the links; it is not saved."""
    for purpose in (CARD_ATTESTATION, CARD_SECOND):
        revoke_links(purpose, attestation)
    attestation.answered_by = attestation.second_name = attestation.word = ""
    attestation.answered_at = attestation.second_at = attestation.bounced_at = None
    attestation.corrected_since = None
    attestation.corrected_hours_per_week = attestation.corrected_hours_per_year = None


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
