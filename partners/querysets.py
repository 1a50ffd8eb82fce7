from typing import Self

from django.db import models
from django.db.models import Q
from wagtail.models import PageManager

from core.restrictions import PublicPageQuerySet
from municipalities.querysets import AnyUser, MunicipalityScopedQuerySet
from partners.enums import PartnerState, ProposalState, RedemptionState


class PartnerPageQuerySet(PublicPageQuerySet):
    def taking_part(self) -> Self:
        """Those whose shop takes the card now."""
        return self.filter(record__state__in=(PartnerState.KNOWN, PartnerState.ACCEPTED))


PartnerPageManager = PageManager.from_queryset(PartnerPageQuerySet)


class PartnerQuerySet(MunicipalityScopedQuerySet):
    def taking_part(self) -> Self:
        return self.filter(state__in=(PartnerState.KNOWN, PartnerState.ACCEPTED))

    def kept_by(self, user: models.Model) -> Self:
        """Those that `user` is an owner of, as long as the town has not declined them."""
        return self.filter(memberships__user=user).exclude(state=PartnerState.DECLINED)


class PartnerProposalQuerySet(MunicipalityScopedQuerySet):
    def managed_by(self, user: AnyUser) -> Self:
        """As everywhere, but for those whose sender has not confirmed: they are nobody's yet."""
        return super().managed_by(user).exclude(state=ProposalState.UNCONFIRMED)

    def waiting(self) -> Self:
        """Those that a town has to decide on."""
        return self.filter(state=ProposalState.WAITING)


class BenefitQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Neither ended nor paused."""
        return self.filter(ended_at__isnull=True, paused_at__isnull=True)

    def on_day(self, day: object) -> Self:
        """Whose first and last day leave room for `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )


class RedemptionQuerySet(models.QuerySet):
    def counting(self) -> Self:
        """Those that happened and were not taken back."""
        return self.filter(state=RedemptionState.DONE)

    def conflicts(self) -> Self:
        return self.filter(state=RedemptionState.CONFLICT)
