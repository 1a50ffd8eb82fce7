"""Offers that nobody has applied to, what stands in their way, and who at the desk may fit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef

from matching.reach.figures import Reach
from matching.reach.measuring import reaches
from municipalities.models import Municipality
from opportunities.applications.states import RUNNING
from opportunities.counselling.suggestions import fitting_offers
from opportunities.enums import InterestState
from opportunities.models import Application, Interest, OpportunityPage

MOST: Final = 100  # offers, those first that wait longest
MOST_INTERESTS: Final = 50


@dataclass(frozen=True)
class Need:
    """An offer without people."""

    offer: OpportunityPage
    reach: Reach | None
    interests: tuple[Interest, ...]  # people at the town's desk whom it may suit

    @property
    def since(self) -> dt.date | None:
        """Since when it has been on line."""
        return self.offer.first_published_at.date() if self.offer.first_published_at else None


def needs_in(towns: Sequence[Municipality], user: Any) -> list[Need]:
    """Open offers of the towns that nobody has applied to, those first that wait longest.

    `interests` are only those that `user` may see.
    """
    offers = list(_without_people(towns)[:MOST])
    found = reaches(offers)
    interests = _interests_by_offer(towns, user)
    return [
        Need(offer, found.get(offer.pk), tuple(interests.get(offer.pk, ()))) for offer in offers
    ]


def _without_people(towns: Sequence[Municipality]) -> Any:
    running = Application.objects.filter(opportunity=OuterRef("pk"), state__in=RUNNING)
    return (
        OpportunityPage.objects.open()
        .public()
        .wanting_people()
        .filter(~Exists(running), takes_applications=True, municipality__in=towns)
        .select_related("organisation", "municipality")
        .order_by("first_published_at", "pk")
    )


def _interests_by_offer(towns: Sequence[Municipality], user: Any) -> dict[int, list[Interest]]:
    """Whom of those that wait for the desk's answer each offer may suit, by its key."""
    waiting = (
        Interest.objects.all()
        .managed_by(user)
        .filter(state=InterestState.OPEN, municipality__in=towns)
        .exclude(wishes="")
        .select_related("municipality", "volunteer")
        .order_by("created_at", "pk")
    )
    found: dict[int, list[Interest]] = defaultdict(list)
    for interest in waiting[:MOST_INTERESTS]:
        for key in fitting_offers(interest):
            found[key].append(interest)
    return found
