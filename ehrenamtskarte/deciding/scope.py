"""Which cases somebody of a town may see."""

from typing import Any

from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.querysets import CardApplicationQuerySet
from municipalities.models import Municipality
from municipalities.querysets import ALL_MUNICIPALITIES
from municipalities.scoping import MunicipalityScopedMixin


def own_towns(user: Any) -> list[Municipality]:
    """The towns for which somebody decides, by name."""
    return list(Municipality.objects.managed_by(user).order_by("name"))


def scope_of(user: Any) -> list[int] | None:
    """The numbers of the towns for which somebody decides; None: of all."""
    if user.is_active and user.has_perm(ALL_MUNICIPALITIES):
        return None
    return [town.pk for town in own_towns(user)]


def own_cases(
    user: Any, *, among: CardApplicationQuerySet | None = None
) -> CardApplicationQuerySet:
    """What has been handed in to the towns for which somebody decides.

    The towns stand in it by number and not as another query, so that an index that begins with
    the town also gives the order.
    """
    cases = CardApplication.objects.all() if among is None else among
    towns = scope_of(user)
    handed_in: CardApplicationQuerySet = cases.handed_in()
    return handed_in if towns is None else handed_in.filter(municipality__in=towns)


class CaseMixin(MunicipalityScopedMixin):
    """For every view of cases: neither other towns' nor what was not handed in yet exists."""

    model = CardApplication

    def _own(self, queryset: Any) -> Any:
        if queryset.model is not CardApplication:
            return super()._own(queryset)
        return own_cases(self.request.user, among=queryset)
