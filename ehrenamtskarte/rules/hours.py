"""How much somebody volunteers, beside what a rule asks for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehrenamtskarte.enums import Shortcut
from ehrenamtskarte.rules.calendar import years_later
from ehrenamtskarte.rules.facts import Facts, Work
from ehrenamtskarte.rules.findings import Criterion, Finding, Verdict, joined, nothing
from ehrenamtskarte.rules.in_force import RuleInForce
from engagement import amounts

# The states' rules set 5 hours a week beside 250 a year, 4 beside 200: a year has 50 such weeks.
WEEKS = 50


@dataclass(frozen=True)
class Hours:
    """The same amount by the week and by the year."""

    week: Decimal
    year: Decimal

    @classmethod
    def of(cls, works: Iterable[Work], rule: RuleInForce) -> "Hours":
        """What all works add up to, or the most of one where the rule doesn't add up."""
        each = [_of_work(work) for work in works] or [Hours(Decimal(0), Decimal(0))]
        if not rule.sums_organisations:
            return Hours(max(one.week for one in each), max(one.year for one in each))
        return Hours(
            sum((one.week for one in each), Decimal(0)), sum((one.year for one in each), Decimal(0))
        )

    def is_enough(self, rule: RuleInForce) -> bool:
        return (rule.hours_per_week is not None and self.week >= rule.hours_per_week) or (
            rule.hours_per_year is not None and self.year >= rule.hours_per_year
        )


def _of_work(work: Work) -> Hours:
    week, year = work.hours_per_week, work.hours_per_year
    if week is None:
        week = Decimal(year or 0) / WEEKS
    if year is None:
        year = week * WEEKS
    return Hours(Decimal(week), Decimal(year))


def judge_hours(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """Met by what organisations have confirmed; whatever else may help is for a person to see."""
    if not rule.asks_for_hours:
        return None
    counted = [one for one in facts.works if one.attested is not False and _counts(one, on)]
    firm = Hours.of((one for one in counted if one.attested and _runs(one, on)), rule)
    if firm.is_enough(rule):
        return _finding(Verdict.MET, firm, rule)
    shortcuts = [one for one in rule.shortcuts if one in facts.shortcuts]
    if shortcuts and facts.shortcuts_proven:
        return Finding(Criterion.HOURS, Verdict.MET, partial(_by_shortcut, shortcuts))
    if shortcuts:
        return Finding(Criterion.HOURS, Verdict.TO_BE_SEEN, partial(_by_unseen_shortcut, shortcuts))
    stated = Hours.of(counted, rule)
    if stated.is_enough(rule):
        return _finding(Verdict.TO_BE_SEEN, stated, rule, partial(_not_yet_firm, counted))
    if any(not work.has_hours for work in counted):
        return _finding(
            Verdict.TO_BE_SEEN,
            stated,
            rule,
            lambda: _("Not every organisation's hours are known."),
        )
    return _finding(Verdict.NOT_MET, stated, rule, partial(_missing, stated, rule))


def _runs(work: Work, on: date) -> bool:
    return (work.since is None or work.since <= on) and (work.until is None or work.until >= on)


def _counts(work: Work, on: date) -> bool:
    """What ended within a year may count for the hours of the year."""
    has_begun = work.since is None or work.since <= on
    return has_begun and (work.until is None or work.until > years_later(on, -1))


def _finding(
    verdict: Verdict, stated: Hours, rule: RuleInForce, addition: Callable[[], str] = nothing
) -> Finding:
    return Finding(
        Criterion.HOURS, verdict, lambda: joined(_needed_and_there(stated, rule), addition())
    )


def _needed_and_there(stated: Hours, rule: RuleInForce) -> str:
    return _("%(needed)s are needed; there are %(stated)s.") % {
        "needed": needed_hours(rule),
        "stated": _amounts(stated, rule, _("%(by_week)s (%(year)s a year)")),
    }


def _not_yet_firm(works: Sequence[Work]) -> str:
    if any(not work.attested for work in works):
        return _("Not all of it is confirmed yet.")
    return _("Some of it has ended.")


def _missing(stated: Hours, rule: RuleInForce) -> str:
    lack = Hours(
        (rule.hours_per_week or Decimal(0)) - stated.week,
        Decimal(rule.hours_per_year or 0) - stated.year,
    )
    first = lack.year if rule.hours_per_week is None else lack.week
    return ngettext("%(hours)s is missing.", "%(hours)s are missing.", _n(first)) % {
        "hours": _amounts(lack, rule, _("%(by_week)s or %(year)s a year"))
    }


def needed_hours(rule: RuleInForce) -> str:
    """`4 hours a week or 200 a year`, or what of it the rule asks for."""
    needed = Hours(rule.hours_per_week or Decimal(0), Decimal(rule.hours_per_year or 0))
    return _amounts(needed, rule, _("%(by_week)s or %(year)s a year"))


def _amounts(hours: Hours, rule: RuleInForce, both: str) -> str:
    """In the units in which the rule asks."""
    week, year = hours.week, hours.year
    if rule.hours_per_week is None:
        return _counted(ngettext("%(hours)s hour a year", "%(hours)s hours a year", _n(year)), year)
    by_week = _counted(ngettext("%(hours)s hour a week", "%(hours)s hours a week", _n(week)), week)
    if rule.hours_per_year is None:
        return by_week
    return both % {"by_week": by_week, "year": amounts.shown(year)}


def _counted(text: str, hours: Decimal) -> str:
    return text % {"hours": amounts.shown(hours)}


def _n(hours: Decimal) -> int:
    """For the plural: in German only exactly one is one."""
    return 1 if hours == 1 else 2


def _by_unseen_shortcut(shortcuts: Sequence[Shortcut]) -> str:
    return _("%(stands)s The town has still to see it.") % {"stands": _by_shortcut(shortcuts)}


def _by_shortcut(shortcuts: Sequence[Shortcut]) -> str:
    return _("Stands for the hours, with a proof: %(shortcuts)s.") % {
        "shortcuts": get_text_list([str(one.label) for one in shortcuts], _("or"))
    }
