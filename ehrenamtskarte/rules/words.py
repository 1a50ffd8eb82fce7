"""A rule as people read it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehrenamtskarte.enums import PayRule, Shortcut
from ehrenamtskarte.models import STATED, CardRule
from ehrenamtskarte.rules.criteria import allowed_pay, places_asked
from ehrenamtskarte.rules.hours import needed_hours
from ehrenamtskarte.rules.in_force import RuleInForce
from engagement import amounts


class Line(NamedTuple):
    label: str
    text: str


def lines_of(rule: RuleInForce) -> list[Line]:
    """Everything that a rule asks for and gives, one line each, in the order of a judgement."""
    town = rule.municipality.name if rule.municipality else _("the association")
    lines = [Line(_("For whom"), places_asked(rule) % {"town": town})]
    if rule.minimum_age:
        age = ngettext("from %(age)d year on", "from %(age)d years on", rule.minimum_age)
        lines.append(Line(_("Age"), age % {"age": rule.minimum_age}))
    if rule.asks_for_hours:
        lines.append(Line(_("Hours"), _hours(rule)))
    if rule.shortcuts:
        names = [str(Shortcut(one).label) for one in rule.shortcuts]
        lines.append(Line(_("Instead of the hours"), get_text_list(names, _("or"))))
    if rule.prior_years or rule.prior_years_of_minors:
        lines.append(Line(_("Time beforehand"), _prior_years(rule)))
    if rule.total_years:
        lines.append(
            Line(
                _("Years in total"),
                _("%(years)s at all organisations together; breaks don't matter")
                % {"years": years(rule.total_years)},
            )
        )
    if rule.pay_rule != PayRule.ANY:
        lines.append(Line(_("Pay"), allowed_pay(rule)))
    if rule.must_go_on:
        lines.append(Line(_("Going on"), _("The volunteering is meant to go on.")))
    lines.append(Line(_("Confirmation"), _confirmation(rule)))
    lines.append(Line(_("Valid"), _validity(rule)))
    return lines


def years(number: int) -> str:
    return ngettext("%(number)d year", "%(number)d years", number) % {"number": number}


def _hours(rule: RuleInForce) -> str:
    if not rule.sums_organisations:
        return _("%(hours)s at one organisation") % {"hours": needed_hours(rule)}
    return _("%(hours)s, at all organisations together") % {"hours": needed_hours(rule)}


def _prior_years(rule: RuleInForce) -> str:
    minors = rule.prior_years_of_minors
    if minors is None or minors == rule.prior_years:
        return years(rule.prior_years)
    return _("%(years)s; under 18: %(of_minors)s") % {
        "years": years(rule.prior_years) if rule.prior_years else _("none"),
        "of_minors": years(minors) if minors else _("none"),
    }


def _confirmation(rule: RuleInForce) -> str:
    if rule.allows_self_declaration:
        return _("by each organisation; where records are gone, your own word counts")
    if rule.signatures > 1:
        return _("by two people of each organisation")
    return _("by each organisation")


def _validity(rule: RuleInForce) -> str:
    if rule.is_unlimited or rule.validity_years is None:
        return _("for life")
    return years(rule.validity_years)


def stated(rule: CardRule, names: Sequence[str] = STATED) -> list[Line]:
    """Only what the row itself says, of these fields, for those who keep the rules."""
    said = rule.says()
    return [Line(_label(name), shown(rule, name)) for name in names if name in said]


def _label(name: str) -> str:
    field: Any = CardRule._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def shown(rule: CardRule, name: str) -> str:
    """One field of a row."""
    value = getattr(rule, name)
    if name == "shortcuts":
        return get_text_list([str(Shortcut(one).label) for one in value], _("or")) or _("none")
    if name == "pay_rule":
        return str(PayRule(value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return amounts.shown(value)
    return number_format(value, force_grouping=True)
