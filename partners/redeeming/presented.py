"""The card that was presented: by its code, or by the number that the clerk typed."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from ehrenamtskarte.credential.claims import BERLIN
from ehrenamtskarte.credential.verdicts import Verdict, VerdictKind, judge
from ehrenamtskarte.issuing.numbers import read_number
from ehrenamtskarte.models import Card
from partners.redeeming.issuers import ASKED_AGAIN_AFTER, CardStates, known_issuers


@dataclass(frozen=True, slots=True)
class PresentedCard:
    """What is known of a card at the till.

    Attributes:
        identity: what its pseudonyms are made of; None unless it is genuine. Of our own cards the
            card's id, the same for all its codes; of another association's, the code's.
        issued_by_id: the town; None for another association's.
        issued_by: its name, where the number was typed; a code says it itself.
    """

    kind: VerdictKind
    identity: bytes | None = None
    card_type: int | None = None
    issued_by_id: int | None = None
    name: str = ""
    valid_until: date | None = None
    issued_by: str = ""


def presented_code(code: str, *, at: datetime) -> PresentedCard:
    """The card whose code was scanned at that moment; never raises, whatever the code is."""
    states = CardStates(known_issuers(), at)
    verdict = judge(code, keys=states.issuers.keys, lists=states, now=at)
    if verdict.kind == VerdictKind.UNKNOWN_ISSUER:
        again = known_issuers(oldest=ASKED_AGAIN_AFTER)
        if again is not states.issuers:
            states = CardStates(again, at)
            verdict = judge(code, keys=again.keys, lists=states, now=at)
    return _presented(verdict, states)


def _presented(verdict: Verdict, states: CardStates) -> PresentedCard:
    claims, issuer = verdict.claims, verdict.issuer
    if claims is None or issuer is None:
        return PresentedCard(verdict.kind)
    town: int | None = None
    if states.is_own:
        code = states.own_code
        if code is None or code.cti != claims.cti:  # our key has signed it, but we have not
            return PresentedCard(VerdictKind.FORGED)
        if code.key_withdrawn_at is not None:
            return PresentedCard(VerdictKind.UNKNOWN_ISSUER)
        identity, town = code.card_id, code.municipality_id
    elif verdict.list_as_of is None:  # trusted no longer, or nothing is known of its cards
        return PresentedCard(VerdictKind.UNKNOWN_ISSUER)
    else:
        identity = sha256(issuer.association.encode() + b"\0" + claims.cti).digest()
    return PresentedCard(
        verdict.kind,
        identity=identity,
        card_type=int(claims.card_type),
        issued_by_id=town,
        name=claims.name,
        valid_until=claims.valid_until,
    )


def presented_number(typed: str, *, at: datetime) -> PresentedCard | None:
    """The card whose number the clerk has typed; None if there is none."""
    number = read_number(typed)
    cards = Card.objects.select_related("municipality")
    card = cards.filter(number=number).first() if number else None
    if card is None:
        return None
    return PresentedCard(
        _kind_of(card, at),
        identity=bytes(card.card_id),
        card_type=card.card_type,
        issued_by_id=card.municipality_id,
        name=card.printed_name,
        valid_until=card.valid_until,
        issued_by=card.municipality.name,
    )


def _kind_of(card: Card, at: datetime) -> VerdictKind:
    day = at.astimezone(BERLIN).date()
    if card.ended_at is not None and card.ended_at <= at:
        return VerdictKind.REVOKED
    if card.valid_until is not None and card.valid_until < day:
        return VerdictKind.EXPIRED
    return VerdictKind.NOT_YET_VALID if day < card.valid_from else VerdictKind.VALID
