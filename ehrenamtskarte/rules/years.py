"""How long somebody has volunteered, beside what a rule asks for."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehrenamtskarte.rules.calendar import full_months, years_later
from ehrenamtskarte.rules.durations import (
    as_words,
    days_in,
    days_of_years,
    has_years,
    months_of,
    spans_of,
    unbroken_since,
)
from ehrenamtskarte.rules.facts import Facts
from ehrenamtskarte.rules.findings import Criterion, Finding, Verdict, joined, nothing
from ehrenamtskarte.rules.in_force import RuleInForce


def judge_prior_years(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """Whether somebody has volunteered without a long break for as long as the rule asks."""
    years = rule.prior_years_at(facts.age_on(on))
    if not years:
        return None
    counted = [work for work in facts.works if work.attested is not False]
    firm = unbroken_since(spans_of((work for work in counted if work.attested), on), on)
    if has_years(firm, years, on):
        return _prior(Verdict.MET, years, firm, on)
    spans = spans_of(counted, on)
    stated = unbroken_since(spans, on)
    if has_years(stated, years, on):
        return _prior(Verdict.TO_BE_SEEN, years, stated, on, _not_all_confirmed)
    first = spans[0].first if spans else None
    if has_years(first, years, on):
        return _prior(Verdict.TO_BE_SEEN, years, first, on, lambda: _("There was a break."))
    if any(work.since is None for work in counted):
        return _prior(Verdict.TO_BE_SEEN, years, first, on)
    if first is None:
        return _prior(Verdict.NOT_MET, years, None, on)
    return _prior(
        Verdict.NOT_MET,
        years,
        stated or first,
        on,
        partial(_still_missing, years, stated, first, on),
    )


def _still_missing(years: int, stated: date | None, first: date, on: date) -> str:
    missing = _missing(years, full_months(stated or first, on))
    if stated is None:
        return missing
    return _("%(missing)s It is reached on %(day)s.") % {
        "missing": missing,
        "day": date_format(years_later(stated, years)),
    }


def _not_all_confirmed() -> str:
    return _("Not all of it is confirmed yet.")


def _prior(
    verdict: Verdict,
    years: int,
    since: date | None,
    on: date,
    addition: Callable[[], str] = nothing,
) -> Finding:
    return Finding(
        Criterion.PRIOR_YEARS,
        verdict,
        lambda: joined(_prior_in_words(years, since, on), addition()),
    )


def _prior_in_words(years: int, since: date | None, on: date) -> str:
    needed = ngettext(
        "%(years)d year of volunteering beforehand is needed",
        "%(years)d years of volunteering beforehand are needed",
        years,
    ) % {"years": years}
    if since:
        there_is = _("it has been %(time)s (since %(day)s)") % {
            "time": as_words(full_months(since, on)),
            "day": date_format(since),
        }
    else:
        there_is = _("since when is not known")
    return _("%(needed)s; %(there_is)s.") % {"needed": needed, "there_is": there_is}


def _missing(years: int, there: int) -> str:
    """At least a month: who lacks a day lacks something."""
    months = max(1, years * 12 - there)
    is_one = months in (1, 12)
    return ngettext("%(time)s is missing.", "%(time)s are missing.", 1 if is_one else 2) % {
        "time": as_words(months)
    }


def judge_total_years(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """All years at all organisations, however many breaks between them."""
    years = rule.total_years
    if not years:
        return None
    counted = [work for work in facts.works if work.attested is not False]
    wanted = days_of_years(years, on)
    firm = days_in(spans_of((work for work in counted if work.attested), on))
    if firm >= wanted:
        return _total(Verdict.MET, years, months_of(firm))
    stated = days_in(spans_of(counted, on))
    if stated >= wanted:
        return _total(Verdict.TO_BE_SEEN, years, months_of(stated), _not_all_confirmed)
    declared = facts.years_declared or 0
    if declared >= years:
        return _total(Verdict.TO_BE_SEEN, years, declared * 12, partial(_declared, rule))
    there = max(months_of(stated), declared * 12)
    if any(work.since is None for work in counted):
        return _total(Verdict.TO_BE_SEEN, years, there)
    return _total(Verdict.NOT_MET, years, there, partial(_missing, years, there))


def _declared(rule: RuleInForce) -> str:
    if rule.allows_self_declaration:
        return _("So the applicant says; that is enough where records are gone.")
    return _("So the applicant says; it is not proven.")


def _total(
    verdict: Verdict, years: int, months: int, addition: Callable[[], str] = nothing
) -> Finding:
    return Finding(
        Criterion.TOTAL_YEARS, verdict, lambda: joined(_total_in_words(years, months), addition())
    )


def _total_in_words(years: int, months: int) -> str:
    return ngettext(
        "%(years)d year in total is needed; there are %(time)s.",
        "%(years)d years in total are needed; there are %(time)s.",
        years,
    ) % {"years": years, "time": as_words(months)}
