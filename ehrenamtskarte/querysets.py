from datetime import date, datetime
from typing import Self

from django.db.models import Q

from ehrenamtskarte.enums import CardType
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet


class CardRuleQuerySet(MunicipalityScopedQuerySet):
    def begun(self, on: date) -> Self:
        """Those that had begun by then, the oldest first: of a town's, the last one counts."""
        return self.filter(valid_from__lte=on).order_by("valid_from", "pk")

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


class IssuerKeyQuerySet(MunicipalityScopedQuerySet):
    def published(self) -> Self:
        """Those whose signature counts."""
        return self.filter(withdrawn_at=None)

    def signing(self, now: datetime) -> Self:
        """Those that may sign cards at that moment, the newest first: it does."""
        return (
            self.published()
            .filter(Q(retired_at=None) | Q(retired_at__gt=now), signs_from__lte=now)
            .order_by("-signs_from", "-pk")
        )
