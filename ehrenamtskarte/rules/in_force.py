"""Which rule of the Ehrenamtskarte counts where on which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ehrenamtskarte.enums import CardType, PayRule, Shortcut
from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules.calendar import last_day_of_years
from municipalities.models import Municipality

# Either of the two may be enough; 0 says that this one does not count.
HOURS = ("hours_per_week", "hours_per_year")


@dataclass(frozen=True, kw_only=True)
class RuleInForce:
    """What counts for a town (or, without one, the association) on one day, in full."""

    municipality: Municipality | None
    card_type: CardType = CardType.STANDARD
    # The rows that it was put together from; an application refers to them.
    association_rule_id: int | None = None
    town_rule_id: int | None = None
    for_residents: bool
    for_active: bool
    sums_organisations: bool
    pay_rule: PayRule
    hours_per_week: Decimal | None = None  # either of the two is enough
    hours_per_year: int | None = None
    prior_years: int = 0
    prior_years_of_minors: int | None = None  # None: like everybody's
    total_years: int | None = None  # of the jubilee card
    minimum_age: int | None = None
    validity_years: int | None = None  # None only where it is unlimited
    is_unlimited: bool = False
    honorary_allowance: int | None = None  # € a year
    trainer_allowance: int | None = None  # € a year
    shortcuts: Sequence[Shortcut] = ()
    must_go_on: bool = False
    signatures: int = 1
    allows_self_declaration: bool = False
    organisation_may_propose: bool = False

    @property
    def asks_for_hours(self) -> bool:
        return self.hours_per_week is not None or self.hours_per_year is not None

    def prior_years_at(self, age: int | None) -> int:
        """How many years somebody of this age needs beforehand."""
        if self.prior_years_of_minors is not None and age is not None and age < 18:
            return self.prior_years_of_minors
        return self.prior_years

    def valid_until(self, first: date) -> date | None:
        """The last day of a card that is valid from `first`; None: for life."""
        if self.is_unlimited or self.validity_years is None:
            return None
        return last_day_of_years(first, self.validity_years)


def rule_in_force(
    municipality: Municipality | None, on: date, card_type: CardType = CardType.STANDARD
) -> RuleInForce | None:
    """What a town demands on this day; None before the association's first rule."""
    rules = CardRule.objects.concerning(municipality).of_type(card_type).begun(on)
    return _of_day(rules, municipality, on)


def rules_in_force(
    municipalities: Iterable[Municipality | None],
    on: date,
    card_type: CardType = CardType.STANDARD,
) -> list[RuleInForce]:
    """The same for several towns at once, with one query, in their order."""
    wanted = list(municipalities)
    towns = [town for town in wanted if town]
    rules = list(
        (
            CardRule.objects.filter(municipality=None)
            | CardRule.objects.filter(municipality__in=towns)
        )
        .of_type(card_type)
        .begun(on)
    )
    found = (
        _of_day(
            [rule for rule in rules if rule.municipality_id in (None, town and town.pk)], town, on
        )
        for town in wanted
    )
    return [rule for rule in found if rule]


def rule_of(
    municipality: Municipality | None, association_rule: CardRule, town_rule: CardRule | None
) -> RuleInForce:
    """The rule of these two rows, whatever the day: that by which an application is judged."""
    facts: dict[str, Any] = association_rule.says() | (town_rule.says() if town_rule else {})
    for name in HOURS:
        if not facts.get(name):
            facts.pop(name, None)
    if "pay_rule" in facts:
        facts["pay_rule"] = PayRule(facts["pay_rule"])
    facts["shortcuts"] = tuple(Shortcut(one) for one in facts.get("shortcuts", ()))
    return RuleInForce(
        municipality=municipality,
        card_type=CardType(association_rule.card_type),
        association_rule_id=association_rule.pk,
        town_rule_id=town_rule.pk if town_rule else None,
        **facts,
    )


def _of_day(
    rules: Iterable[CardRule], municipality: Municipality | None, on: date
) -> RuleInForce | None:
    """The newest of the association, with what the newest of the town says instead.

    A rule holds until the next one begins; one that was ended is followed by nothing older.
    """
    newest: dict[bool, CardRule] = {}
    for rule in rules:  # oldest first
        newest[rule.municipality_id is None] = rule
    held = {key: rule for key, rule in newest.items() if rule.holds(on)}
    general = held.get(True)
    return rule_of(municipality, general, held.get(False)) if general else None
