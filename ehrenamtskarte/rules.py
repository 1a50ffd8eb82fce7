"""Which rule of the Ehrenamtskarte counts where on which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ehrenamtskarte.enums import CardType, PayRule, Shortcut
from ehrenamtskarte.models import CardRule
from municipalities.models import Municipality


@dataclass(frozen=True, kw_only=True)
class RuleInForce:
    """What counts for a town (or, without one, the association) on one day, in full."""

    municipality: Municipality | None
    for_residents: bool
    for_active: bool
    sums_organisations: bool
    pay_rule: PayRule
    # Of the standard card.
    hours_per_week: Decimal = Decimal(0)
    hours_per_year: int = 0  # either of the two is enough
    prior_years: int = 0
    prior_years_of_minors: int | None = None  # like everybody's
    # Of the jubilee card.
    total_years: int | None = None
    minimum_age: int | None = None
    validity_years: int | None = None  # only where it is unlimited
    is_unlimited: bool = False
    honorary_allowance: int | None = None
    trainer_allowance: int | None = None
    shortcuts: Sequence[Shortcut] = ()
    must_go_on: bool = False
    signatures: int = 1
    allows_self_declaration: bool = False
    organisation_may_propose: bool = False


def rule_in_force(
    municipality: Municipality | None, on: date, card_type: CardType = CardType.STANDARD
) -> RuleInForce | None:
    """What a town demands on this day; None before the association's first rule."""
    rules = CardRule.objects.concerning(municipality).of_type(card_type).in_force(on)
    return _merged(rules, municipality)


def rules_in_force(municipalities: Iterable[Municipality | None], on: date) -> list[RuleInForce]:
    """The same for several towns at once, with one query, in their order."""
    wanted = list(municipalities)
    towns = [town for town in wanted if town]
    rules = list(
        (
            CardRule.objects.filter(municipality=None)
            | CardRule.objects.filter(municipality__in=towns)
        )
        .of_type(CardType.STANDARD)
        .in_force(on)
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
