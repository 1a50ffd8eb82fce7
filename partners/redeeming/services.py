"""Redeeming a benefit.

Exactly once: a redemption is one row with a key that the device has made, written by one statement
that two constraints guard (`partners.models.Redemption`). Nothing is asked before that could not
change until then, and no lock is held over anything. Whatever dies, the device sends it again and
gets the answer of the row that is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ehrenamtskarte.enums import CardType
from partners.enums import ConflictReason, LimitPeriod, RedemptionState
from partners.models import Redemption
from partners.redeeming.errors import REFUSALS, RedeemError, Refusal
from partners.redeeming.offering import is_offered, offering_day
from partners.redeeming.periods import key_year, period_of
from partners.redeeming.presented import PresentedCard, presented_code, presented_number
from partners.redeeming.pseudonyms import pseudonym_of
from partners.redeeming.statements import BenefitFacts, Entry, benefits_of, taken_slots, write
from partners.redeeming.tills import Till

# How far the clocks of device and server may differ once that was allowed for.
CLOCK_TOLERANCE: Final = timedelta(seconds=60)
# A clerk may ask and count between scanning and redeeming.
ONLINE_WITHIN: Final = timedelta(minutes=10)
# How long a device may have had no network. Rows are kept longer than that (`retention`), or what
# is sent twice could count twice.
OFFLINE_WITHIN: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Report:
    """What a device says to have happened.

    Attributes:
        key: made by the device; the same report has the same key, however often it is sent.
        code: what the camera read; or `number`, as the clerk has typed it.
        scanned_at: by the server's clock, as far as it can be known.
        offline: the guest has gone already; what can't be counted is kept as a conflict.
    """

    key: UUID
    benefit_id: int
    scanned_at: datetime
    code: str = ""
    number: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it.

    Attributes:
        state: empty where it was refused and nothing is kept.
        left: how often this card may still use the benefit in the period; None without limit.
    """

    state: RedemptionState | None
    error: Refusal | ConflictReason | None = None
    left: int | None = None


def redeem(
    *,
    till: Till,
    report: Report,
    now: datetime,
    benefits: Mapping[int, BenefitFacts] | None = None,
) -> Outcome:
    """Count one use of a benefit, once for a key.

    Args:
        benefits: the shop's, as `benefits_of` returns them for several reports together.

    What is refused is no error: a device reports many and wants an answer to each.
    """
    if benefits is None:
        benefits = benefits_of(till.pk, [report.benefit_id])
    card = None
    try:
        benefit = benefits.get(report.benefit_id)
        if benefit is None:
            raise RedeemError(Refusal.UNKNOWN_BENEFIT)
        _check_time(report, now)
        card = _presented(report)
        return _count(till, benefit, report, card, now)
    except RedeemError as error:
        # Perhaps it was counted, and only the answer was lost: by now the code may be too old.
        stored = outcome_of(till=till, key=report.key)
        if stored is not None:
            return stored
        reason = error.code.as_conflict
        if not report.offline or reason is None:
            return Outcome(None, error=error.code)
        return _keep_conflict(till, report, card, reason, now)


def usable_benefits(
    *, till: Till, card: PresentedCard, now: datetime, benefits: Mapping[int, BenefitFacts]
) -> dict[int, int | None]:
    """What a card may use here and now: how often still, by the benefit; None without limit."""
    if card.identity is None or card.card_type is None or card.kind in REFUSALS:
        return {}
    found: dict[int, int | None] = {}
    counted: dict[tuple[int, bytes, str], int] = {}
    for benefit in benefits.values():
        if not _is_offered(benefit, card.card_type, now, till):
            continue
        place = _place(benefit, card.identity, now)
        found[benefit.pk] = benefit.limit_count if place.period else None
        if place.period:
            counted[benefit.pk, place.pseudonym, place.period] = benefit.pk
    used = Redemption.objects.filter(
        benefit_id__in=counted.values(),
        pseudonym__in=[pseudonym for _, pseudonym, _ in counted],
        slot__isnull=False,
    )
    for benefit_id, pseudonym, period in used.values_list("benefit_id", "pseudonym", "period"):
        left = found.get(benefit_id)
        if left and (benefit_id, bytes(pseudonym or b""), period) in counted:
            found[benefit_id] = left - 1
    return found


def outcome_of(*, till: Till, key: UUID) -> Outcome | None:
    """The answer that was given to a report, or would have been; None if it never arrived."""
    row = Redemption.objects.select_related("benefit").filter(idempotency_key=key).first()
    if row is None:
        return None
    if row.device_id != till.pk:
        return Outcome(None, error=Refusal.KEY_TAKEN)
    state = RedemptionState(row.state)
    if state == RedemptionState.CONFLICT:
        return Outcome(state, error=ConflictReason(row.conflict))
    left = None
    if row.slot is not None:
        until_then = Redemption.objects.filter(
            benefit=row.benefit_id,
            pseudonym=row.pseudonym,
            period=row.period,
            slot__isnull=False,
            pk__lte=row.pk,
        )
        left = max(row.benefit.limit_count - until_then.count(), 0)
    return Outcome(state, left=left)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the ledger a use counts."""

    pseudonym: bytes
    period: str


def _check_time(report: Report, now: datetime) -> None:
    oldest = OFFLINE_WITHIN if report.offline else ONLINE_WITHIN
    if not now - oldest <= report.scanned_at <= now + CLOCK_TOLERANCE:
        raise RedeemError(Refusal.CLOCK)


def _presented(report: Report) -> PresentedCard:
    """The card, if it is genuine; whether it is good is said later."""
    if report.code:
        return presented_code(report.code, at=report.scanned_at)
    if report.offline:
        raise RedeemError(Refusal.NUMBER_OFFLINE)
    card = presented_number(report.number, at=report.scanned_at)
    if card is None:
        raise RedeemError(Refusal.UNKNOWN_NUMBER)
    return card


def _is_offered(benefit: BenefitFacts, card_type: int, at: datetime, till: Till) -> bool:
    return benefit.is_here(till.branch_id) and is_offered(benefit.offer, CardType(card_type), at)


def _place(benefit: BenefitFacts, identity: bytes, at: datetime) -> _Place:
    day = offering_day(benefit.offer, at) or at.date()
    year = key_year(benefit.limit_period, day, benefit.created_at)
    return _Place(
        pseudonym_of(identity, benefit_id=benefit.pk, year=year),
        period_of(benefit.limit_period, day),
    )


def _count(
    till: Till, benefit: BenefitFacts, report: Report, card: PresentedCard, now: datetime
) -> Outcome:
    if card.kind in REFUSALS:
        raise RedeemError(REFUSALS[card.kind])
    if card.identity is None or card.card_type is None:
        raise RedeemError(Refusal.UNREADABLE)
    if not _is_offered(benefit, card.card_type, report.scanned_at, till):
        raise RedeemError(Refusal.NOT_OFFERED)
    place = _place(benefit, card.identity, report.scanned_at)
    entry = Entry(
        key=report.key,
        benefit_id=benefit.pk,
        partner_id=till.partner_id,
        device_id=till.pk,
        pseudonym=place.pseudonym,
        card_type=card.card_type,
        issued_by_id=card.issued_by_id,
        state=RedemptionState.DONE.value,
        scanned_at=report.scanned_at,
        received_at=now,
        period=place.period,
    )
    if benefit.limit_period == LimitPeriod.UNLIMITED:
        if write(entry):
            return Outcome(RedemptionState.DONE)
        return _of_key(till, report)
    return _count_within_limit(till, benefit, entry, place, report)


def _count_within_limit(
    till: Till, benefit: BenefitFacts, entry: Entry, place: _Place, report: Report
) -> Outcome:
    """Take the first use that is free; whoever else takes it at the same moment gets the next."""
    limit = benefit.limit_count
    taken: set[int] = set()
    # Where one use is allowed, nothing has to be asked before: the constraint knows.
    has_looked = limit == 1
    while True:
        if not has_looked:
            taken = taken_slots(benefit.pk, place.pseudonym, place.period)
        if len(taken) >= limit:
            break
        slot = min(set(range(limit)) - taken)
        if write(replace(entry, slot=slot)):
            return Outcome(RedemptionState.DONE, left=limit - len(taken) - 1)
        stored = outcome_of(till=till, key=report.key)
        if stored is not None:
            return stored
        has_looked = False
    raise RedeemError(Refusal.LIMIT)


def _of_key(till: Till, report: Report) -> Outcome:
    stored = outcome_of(till=till, key=report.key)
    if stored is None:  # retention has taken it away between two statements: it was long ago
        raise RedeemError(Refusal.KEY_TAKEN)
    return stored


def _keep_conflict(
    till: Till,
    report: Report,
    card: PresentedCard | None,
    reason: ConflictReason,
    now: datetime,
) -> Outcome:
    """Write down what the guest got although it can't count: for the owner, not for the guest."""
    # A card that is known says which town it is of; whose it is, nobody needs to know.
    entry = Entry(
        key=report.key,
        benefit_id=report.benefit_id,
        partner_id=till.partner_id,
        device_id=till.pk,
        pseudonym=None,
        card_type=card.card_type if card else None,
        issued_by_id=card.issued_by_id if card else None,
        state=RedemptionState.CONFLICT.value,
        conflict=reason.value,
        scanned_at=_plausible(report.scanned_at, now),
        received_at=now,
    )
    if write(entry):
        return Outcome(RedemptionState.CONFLICT, error=reason)
    return _of_key(till, report)


def _plausible(moment: datetime, now: datetime) -> datetime:
    """When it happened at the latest and the earliest, where the device's clock says nonsense."""
    return min(max(moment, now - OFFLINE_WITHIN), now)
