from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q, Sum

from engagement.enums import EngagementState, HoursState
from engagement.errors import HoursError

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation


class EngagementQuerySet(models.QuerySet):
    def of_user(self, user: "User") -> Self:
        """Those of everybody for whom `user` acts."""
        return self.filter(volunteer__user=user)

    def at_desk_of(self, organisation: "Organisation") -> Self:
        return self.filter(organisation=organisation)

    def confirmed(self) -> Self:
        """Those to which the organisation has said yes."""
        return self.filter(state=EngagementState.CONFIRMED)

    def claimed(self) -> Self:
        """Those that the organisation has yet to answer."""
        return self.filter(state=EngagementState.CLAIMED)

    def running(self, today: date) -> Self:
        """Those that are not over; what the organisation declined never ran."""
        return self.filter(Q(until=None) | Q(until__gte=today)).exclude(
            state=EngagementState.DECLINED
        )


class HoursQuerySet(models.QuerySet):
    """Keeps confirmed hours as they are (ADR 25): nothing of them is updated or deleted."""

    def of_user(self, user: "User") -> Self:
        """Those of everybody for whom `user` acts."""
        return self.filter(engagement__volunteer__user=user)

    def at_desk_of(self, organisation: "Organisation") -> Self:
        return self.filter(engagement__organisation=organisation)

    def standing(self) -> Self:
        """All but those that were taken back."""
        return self.exclude(state=HoursState.WITHDRAWN)

    def confirmed(self) -> Self:
        return self.filter(state=HoursState.CONFIRMED)

    def waiting(self) -> Self:
        """Those that the organisation has to answer; first it has to know of the engagement."""
        return self.filter(state=HoursState.OPEN, engagement__state=EngagementState.CONFIRMED)

    def disputed(self) -> Self:
        """Those that the volunteer has to answer."""
        return self.filter(state=HoursState.DISPUTED)

    def total(self) -> Decimal:
        """The sum, corrections taken into account."""
        return self.aggregate(total=Sum("hours"))["total"] or Decimal(0)

    def update(self, **values: Any) -> int:
        self._refuse_confirmed()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # as Django marks it for templates

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_confirmed()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_confirmed(self) -> None:
        rows = self.model._base_manager.using(self.db).filter(pk__in=self.order_by().values("pk"))
        if rows.filter(state=HoursState.CONFIRMED).exists():
            raise HoursError(HoursError.Code.CONFIRMED)
