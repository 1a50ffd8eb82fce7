from typing import Self

from django.db import models
from django.db.models import Q
from wagtail.models import PageManager

from core.pictures import LOGO, prefetch_renditions
from core.restrictions import PublicPageQuerySet
from municipalities.models import Municipality
from municipalities.querysets import AnyUser, MunicipalityScopedQuerySet
from organisations.enums import OrganisationState, RegistrationState


class OrganisationPageQuerySet(PublicPageQuerySet):
    def in_municipality(self, municipality: Municipality) -> Self:
        """At home in the town, or active there from another one."""
        return self.filter(Q(municipality=municipality) | Q(pk__in=self._active_in(municipality)))

    def _active_in(self, municipality: Municipality) -> Self:
        # A subquery instead of a join: an organisation at home and active twice stays one row.
        return self.model.objects.filter(active_in=municipality).order_by().values("pk")

    def for_cards(self) -> Self:
        """With everything a card in a list shows, in a fixed number of queries."""
        return self.select_related("municipality", "logo", "kind").prefetch_related(
            "sectors", prefetch_renditions("logo", LOGO)
        )


OrganisationPageManager = PageManager.from_queryset(OrganisationPageQuerySet)


class OrganisationQuerySet(MunicipalityScopedQuerySet):
    def current(self) -> Self:
        """Without those that were merged into another."""
        return self.exclude(state=OrganisationState.MERGED)

    def with_desk(self) -> Self:
        """Those that may have members at work: all that the town has not declined."""
        return self.current().exclude(state=OrganisationState.DECLINED)

    def with_desk_of(self, user: models.Model) -> Self:
        """Those at whose desk `user` works."""
        return self.with_desk().filter(memberships__user=user)


class RegistrationQuerySet(MunicipalityScopedQuerySet):
    def managed_by(self, user: AnyUser) -> Self:
        """As everywhere, but for those whose sender has not confirmed: they are nobody's yet."""
        return super().managed_by(user).confirmed()

    def waiting(self) -> Self:
        """Those that a town has to decide on."""
        return self.filter(state=RegistrationState.WAITING)

    def confirmed(self) -> Self:
        """Those whose sender reads the mailbox that was given: what a town gets to see."""
        return self.exclude(state=RegistrationState.UNCONFIRMED)
