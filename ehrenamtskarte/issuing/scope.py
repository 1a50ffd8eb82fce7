"""Which cards somebody of a town may see."""

from typing import Any

from django.db.models import Model, QuerySet

from ehrenamtskarte.deciding.scope import in_towns, own_towns, scope_of
from ehrenamtskarte.models import Card
from municipalities.scoping import MunicipalityScopedMixin

__all__ = ["OwnMixin", "own", "own_towns"]


def own(user: Any, queryset: QuerySet[Any], *, are_few: bool = False) -> QuerySet[Any]:
    """Of rows with a town those of the own towns.

    The towns stand in it by number and not as another query, so that an index that begins with
    the town also gives the order. `are_few`: what is asked for besides leaves only some, and its
    own index is the better one.
    """
    towns = scope_of(user)
    if are_few:
        few: QuerySet[Any] = in_towns(queryset, towns)
        return few
    return queryset if towns is None else queryset.filter(municipality__in=towns)


class OwnMixin(MunicipalityScopedMixin):
    """For every view of cards, batches and looks: another town's do not exist."""

    model: type[Model] = Card

    def _own(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return own(self.request.user, queryset)
