from datetime import date, datetime
from typing import Self

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ehrenamtskarte.enums import CardApplicationState, CardType
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet

# The town's number; 0 is the association, which no database takes for equal to itself as null.
_SCOPE = Coalesce("municipality_id", 0)


class CardRuleQuerySet(MunicipalityScopedQuerySet):
    def begun(self, on: date) -> Self:
        """Those that had begun by then, the oldest first: of a town's, the last one counts."""
        return self.filter(valid_from__lte=on).order_by("valid_from", "pk")

    def concerning(self, municipality: Municipality | None) -> Self:
        """The association's own, and those of the town."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality))

    def of_type(self, card_type: CardType) -> Self:
        return self.filter(card_type=card_type)

    def with_successor(self) -> Self:
        """Each with `followed_on`: when the next rule of the same town and kind begins."""
        following = self.model._default_manager.annotate(scope=_SCOPE).filter(
            scope=OuterRef("scope"),
            card_type=OuterRef("card_type"),
            valid_from__gt=OuterRef("valid_from"),
        )
        return self.annotate(scope=_SCOPE).annotate(
            followed_on=Subquery(following.order_by("valid_from").values("valid_from")[:1])
        )

    def counting(self, on: date) -> Self:
        """The one of each town and kind that counts on this day."""
        return self.with_successor().filter(
            Q(valid_until=None) | Q(valid_until__gte=on),
            Q(followed_on=None) | Q(followed_on__gt=on),
            valid_from__lte=on,
        )


class CardApplicationQuerySet(MunicipalityScopedQuerySet):
    def handed_in(self) -> Self:
        """Without what nobody but the applicant knows of yet."""
        return self.exclude(
            state__in=[CardApplicationState.DRAFT, CardApplicationState.UNCONFIRMED]
        )

    def to_be_decided(self) -> Self:
        """Those that wait for the town, and for nobody else."""
        return self.filter(state=CardApplicationState.READY)

    def with_what_is_judged(self) -> Self:
        """With everything that a judgement looks at, whatever their number."""
        return self.select_related(
            "municipality", "association_rule", "town_rule"
        ).prefetch_related("attestations__organisation")


class CardQuerySet(MunicipalityScopedQuerySet):
    def running(self, on: date) -> Self:
        """Those that hold on this day, as far as their own row says."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=on), ended_at=None, valid_from__lte=on
        )

    def with_number(self) -> Self:
        """Without those that are erased and over, of which only the place in a list remains."""
        return self.exclude(number__startswith="-")


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

    def with_full_list(self, now: datetime) -> Self:
        """Those that sign into a list that is nearly full, and that nothing follows yet."""
        return self.signing(now).filter(
            retired_at=None, status_list__taken__gt=F("status_list__size") * 3 / 8
        )
