"""What is known around a case: the same person's other ones, and who may be the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.db.models import Q

from ehrenamtskarte.applications.facts import judgement_of
from ehrenamtskarte.applications.states import DECIDED
from ehrenamtskarte.deciding.scope import own_cases
from ehrenamtskarte.models import Card, CardApplication, CardEvent
from ehrenamtskarte.rules.judgement import Judgement

MOST: Final = 20  # of each kind
SIMILAR: Final = 0.75  # of 1, by difflib


@dataclass(frozen=True)
class Kin:
    """Other cases and cards that belong to the same person, or may."""

    cases: list[CardApplication]
    cards: list[Card]
    likely: list[CardApplication]
    likely_cards: list[Card]


def standing_judgement(application: CardApplication) -> Judgement | None:
    """What was said when it was decided; until then, what the rule says today."""
    if application.state in DECIDED and application.judgement:
        try:
            return Judgement.from_json(application.judgement)
        except (KeyError, ValueError):  # kept in another form
            return judgement_of(application)
    return judgement_of(application)


def history_of(application: CardApplication) -> Iterable[CardEvent]:
    """All that happened to the case and to its card, the newest first."""
    return (
        CardEvent.objects.filter(Q(application=application) | Q(card__application=application))
        .select_related("by")
        .order_by("-created_at", "-pk")
    )


def kin_of(application: CardApplication, *, user: Any) -> Kin:
    """The same person's other cases and cards in the towns of `user`, and who may be the same.

    The same is who has the same record, or the same name and birthday; may be is a similar name
    with the same birthday, or the same mailbox.
    """
    others = own_cases(user, are_few=True).exclude(pk=application.pk).select_related("municipality")
    about = _among(application, others)
    cards = Card.objects.all().managed_by(user).select_related("municipality")
    cards = cards.exclude(application=application.pk) | cards.filter(application=None)
    same_person = Q(born_on=application.born_on) if application.born_on else Q(pk__in=[])
    if application.volunteer_id:
        same_person |= Q(volunteer=application.volunteer_id)
    found_cards = list(cards.filter(same_person).order_by("-issued_at", "-pk")[: MOST * 3])
    return Kin(
        cases=[one for one in about if _is_same(application, one)][:MOST],
        cards=[one for one in found_cards if _is_same(application, one)][:MOST],
        likely=[one for one in about if _is_likely(application, one)][:MOST],
        likely_cards=[one for one in found_cards if _is_likely(application, one)][:MOST],
    )


def _among(application: CardApplication, others: Any) -> list[CardApplication]:
    condition = Q(born_on=application.born_on) if application.born_on else Q(pk__in=[])
    if application.email:
        condition |= Q(email=application.email)
    if application.volunteer_id:
        condition |= Q(volunteer=application.volunteer_id)
    return list(others.filter(condition).order_by("-waiting_since", "-pk")[: MOST * 3])


def _is_same(one: CardApplication, other: CardApplication | Card) -> bool:
    is_known = one.volunteer_id is not None and one.volunteer_id == other.volunteer_id
    same_name = one.search_name == other.search_name
    # A family may share a mailbox, and with it the record of who reads it.
    return same_name and (is_known or one.born_on == other.born_on)


def _is_likely(one: CardApplication, other: CardApplication | Card) -> bool:
    if _is_same(one, other):
        return False
    if isinstance(other, CardApplication) and one.email and one.email == other.email:
        return True
    return one.born_on == other.born_on and (
        SequenceMatcher(None, one.search_name, other.search_name).ratio() >= SIMILAR
    )
