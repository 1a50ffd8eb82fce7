"""Which cases somebody of a town may see."""

from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F

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


def in_towns(rows: Any, towns: list[int] | None, *, path: str = "municipality_id") -> Any:
    """Those of the towns, by a sum: for rows that are few for another reason than their town.

    Without it a database may begin with all cases of the town, which is what it has an index for.
    """
    if towns is None:
        return rows
    town = ExpressionWrapper(F(path) + 0, output_field=BigIntegerField())
    return rows.alias(town=town).filter(town__in=towns)


def own_cases(
    user: Any, *, among: CardApplicationQuerySet | None = None, are_few: bool = False
) -> CardApplicationQuerySet:
    """What has been handed in to the towns for which somebody decides.

    The towns stand in it by number and not as another query, so that an index that begins with
    the town also gives the order. `are_few`: what is asked for besides leaves only some.
    """
    cases: CardApplicationQuerySet = CardApplication.objects.all() if among is None else among
    towns = scope_of(user)
    handed_in: CardApplicationQuerySet = cases.handed_in()
    if are_few:
        few: CardApplicationQuerySet = in_towns(handed_in, towns)
        return few
    return handed_in if towns is None else handed_in.filter(municipality__in=towns)


class CaseMixin(MunicipalityScopedMixin):
    """For every view of cases: neither other towns' nor what was not handed in yet exists."""

    model = CardApplication

    def _own(self, queryset: Any) -> Any:
        if queryset.model is not CardApplication:
            return super()._own(queryset)
        return own_cases(self.request.user, among=queryset, are_few=self.are_few())

    def are_few(self) -> bool:
        """Whether it is about one case, or a few that were found by name."""
        return True
