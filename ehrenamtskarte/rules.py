"""Which rule of the Ehrenamtskarte counts where on which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ehrenamtskarte.models import CardRule
from municipalities.models import Municipality


@dataclass(frozen=True, kw_only=True)
class RuleInForce:
    """What counts for a town (or, without one, the association) on one day, in full."""

    municipality: Municipality | None
    hours_per_week: Decimal
    hours_per_year: int  # either of the two is enough
    prior_years: int
    validity_years: int
    for_residents: bool
    for_active: bool
    minimum_age: int | None = None


def rule_in_force(municipality: Municipality | None, on: date) -> RuleInForce | None:
    """What a town demands on this day; None before the association's first rule."""
    return _merged(CardRule.objects.concerning(municipality).in_force(on), municipality)


def rules_in_force(municipalities: Iterable[Municipality | None], on: date) -> list[RuleInForce]:
    """The same for several towns at once, with one query, in their order."""
    wanted = list(municipalities)
    towns = [town for town in wanted if town]
    rules = list(
        (
            CardRule.objects.filter(municipality=None)
            | CardRule.objects.filter(municipality__in=towns)
        ).in_force(on)
    )
    merged = (
        _merged([rule for rule in rules if rule.municipality_id in (None, town and town.pk)], town)
        for town in wanted
    )
    return [rule for rule in merged if rule]


def _merged(rules: Iterable[CardRule], municipality: Municipality | None) -> RuleInForce | None:
    """The newest of the association, with what the newest of the town says instead."""
    general, own = None, None
    for rule in rules:  # oldest first
        if rule.municipality_id is None:
            general = rule
        else:
            own = rule
    if general is None:
        return None
    return RuleInForce(municipality=municipality, **(general.says() | (own.says() if own else {})))
