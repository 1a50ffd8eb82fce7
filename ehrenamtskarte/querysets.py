from datetime import date
from typing import Self

from django.db.models import Q

from ehrenamtskarte.enums import CardType
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet


class CardRuleQuerySet(MunicipalityScopedQuerySet):
    def in_force(self, on: date) -> Self:
        """Those that had begun by then and not ended, the oldest first: the last one counts."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on
        ).order_by("valid_from", "pk")

    def concerning(self, municipality: Municipality | None) -> Self:
        """The association's own, and those of the town."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality))

    def of_type(self, card_type: CardType) -> Self:
        return self.filter(card_type=card_type)


class CardApplicationQuerySet(MunicipalityScopedQuerySet):
    pass


class CardQuerySet(MunicipalityScopedQuerySet):
    def running(self, on: date) -> Self:
        """Those that hold on this day, as far as their own row says."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=on), ended_at=None, valid_from__lte=on
        )
