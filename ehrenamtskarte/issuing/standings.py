"""How a card stands on a day, for one and for many."""

import datetime as dt

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ehrenamtskarte.models import Card

SOON = dt.timedelta(days=60)


class Standing(TextChoices):
    VALID = "valid", pgettext_lazy("card", "valid")
    ENDS_SOON = "ends_soon", _("ends within 60 days")
    AHEAD = "ahead", _("not valid yet")
    EXPIRED = "expired", pgettext_lazy("card", "expired")
    ENDED = "ended", pgettext_lazy("card", "revoked or replaced")


def standing_of(card: Card, today: dt.date) -> Standing:
    if card.ended_at:
        return Standing.ENDED
    if card.valid_from > today:
        return Standing.AHEAD
    if card.valid_until is None or card.valid_until > today + SOON:
        return Standing.VALID
    return Standing.ENDS_SOON if card.valid_until >= today else Standing.EXPIRED


def with_standing(cards: "QuerySet[Card]", standing: str, today: dt.date) -> "QuerySet[Card]":
    """Those that stand so; `valid` are all that hold, also those that end soon."""
    living = cards.filter(ended_at=None)
    begun = living.filter(valid_from__lte=today)
    if standing == Standing.VALID:
        return begun.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    if standing == Standing.ENDS_SOON:
        return begun.filter(valid_until__range=(today, today + SOON))
    if standing == Standing.AHEAD:
        return living.filter(valid_from__gt=today)
    if standing == Standing.EXPIRED:
        return living.filter(valid_until__lt=today)
    return cards.filter(ended_at__isnull=False)
