"""Which cards somebody of a town may see."""

from typing import Any

from django.db.models import Model, QuerySet

from ehrenamtskarte.models import Card
from municipalities.models import Municipality
from municipalities.querysets import ALL_MUNICIPALITIES
from municipalities.scoping import MunicipalityScopedMixin


def own_towns(user: Any) -> list[Municipality]:
    """The towns whose cards somebody looks after, by name."""
    return list(Municipality.objects.managed_by(user).order_by("name"))


def own(user: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Of rows with a town those of the own towns.

    The towns stand in it by number and not as another query, so that an index that begins with
    the town also gives the order.
    """
    if user.is_active and user.has_perm(ALL_MUNICIPALITIES):
        return queryset
    return queryset.filter(municipality__in=[town.pk for town in own_towns(user)])


class OwnMixin(MunicipalityScopedMixin):
    """For every view of cards, batches and looks: another town's do not exist."""

    model: type[Model] = Card

    def _own(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return own(self.request.user, queryset)
