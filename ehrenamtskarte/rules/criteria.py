"""What a rule asks about a person: one function for each criterion, in the order of reading."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehrenamtskarte.enums import Pay, PayRule
from ehrenamtskarte.rules.calendar import years_later
from ehrenamtskarte.rules.facts import Facts, Work
from ehrenamtskarte.rules.findings import Criterion, Finding, Verdict, joined
from ehrenamtskarte.rules.hours import judge_hours
from ehrenamtskarte.rules.in_force import RuleInForce
from ehrenamtskarte.rules.years import judge_prior_years, judge_total_years

Judge = Callable[[Facts, RuleInForce, date], Finding | None]


def judge_place(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """Whether the town is the right one to ask."""
    answers = []
    if rule.for_residents:
        if facts.lives_in_town:
            return Finding(
                Criterion.PLACE,
                Verdict.MET,
                lambda: _("The home is in %(town)s.") % {"town": _town(rule)},
            )
        answers.append(facts.lives_in_town)
    if rule.for_active:
        if facts.active_in_town:
            return Finding(
                Criterion.PLACE,
                Verdict.MET,
                lambda: _("The volunteering takes place in %(town)s.") % {"town": _town(rule)},
            )
        answers.append(facts.active_in_town)
    verdict = Verdict.TO_BE_SEEN if None in answers else Verdict.NOT_MET
    return Finding(Criterion.PLACE, verdict, lambda: _place_asked(rule, verdict))


def _place_asked(rule: RuleInForce, verdict: Verdict) -> str:
    if verdict == Verdict.TO_BE_SEEN:
        so = _("Whether that is so is not known yet.")
    else:
        so = _("That is not so.")
    return joined(places_asked(rule) % {"town": _town(rule)}, so)


def _town(rule: RuleInForce) -> str:
    return rule.municipality.name if rule.municipality else _("the association")


def places_asked(rule: RuleInForce) -> str:
    """Who may ask this town; with a place for its name."""
    if rule.for_residents and rule.for_active:
        return _("The card of %(town)s is for people who live or volunteer there.")
    if rule.for_active:
        return _("The card of %(town)s is for people who volunteer there.")
    return _("The card of %(town)s is for people who live there.")


def judge_age(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    if not rule.minimum_age:
        return None
    age = facts.age_on(on)
    if age is None:
        verdict = Verdict.TO_BE_SEEN
    else:
        verdict = Verdict.MET if age >= rule.minimum_age else Verdict.NOT_MET
    return Finding(Criterion.AGE, verdict, partial(_age, rule.minimum_age, age, facts.born_on))


def _age(minimum: int, age: int | None, born_on: date | None) -> str:
    needed = _("One has to be at least %(years)d years old") % {"years": minimum}
    if age is None:
        there = _("the age is not known")
    elif age >= minimum:
        there = _("the age is %(years)d") % {"years": age}
    elif born_on:
        there = _("that is on %(day)s") % {"day": date_format(years_later(born_on, minimum))}
    else:
        there = ngettext(
            "at %(age)d, %(years)d year is missing",
            "at %(age)d, %(years)d years are missing",
            minimum - age,
        ) % {"age": age, "years": minimum - age}
    return _("%(needed)s; %(there)s.") % {"needed": needed, "there": there}


def judge_pay(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    if rule.pay_rule == PayRule.ANY:
        return None
    allowed = {Pay.NOTHING}
    if rule.pay_rule == PayRule.ALLOWANCE:
        allowed |= {Pay.HONORARY, Pay.TRAINER}
    if not facts.pay:
        verdict = Verdict.TO_BE_SEEN
    else:
        verdict = Verdict.MET if facts.pay in allowed else Verdict.NOT_MET
    return Finding(Criterion.PAY, verdict, partial(_pay, rule, facts.pay))


def _pay(rule: RuleInForce, pay: Pay | None) -> str:
    if pay:
        stated = _("received is: %(pay)s") % {"pay": Pay(pay).label}
    else:
        stated = _("what is received is not known")
    return _("%(allowed)s; %(stated)s.") % {"allowed": allowed_pay(rule), "stated": stated}


def allowed_pay(rule: RuleInForce) -> str:
    """What one may receive, without a full stop."""
    if rule.pay_rule == PayRule.EXPENSES:
        return _("Only expenses may be refunded")
    if rule.pay_rule == PayRule.ANY:
        return _("What is received is not asked")
    kinds = [
        (_("the Ehrenamtspauschale"), rule.honorary_allowance),
        (_("the Übungsleiterpauschale"), rule.trainer_allowance),
    ]
    return _("Nothing but expenses and %(allowances)s may be received") % {
        "allowances": get_text_list([_allowance(*kind) for kind in kinds], _("or"))
    }


def _allowance(name: str, euros: int | None) -> str:
    if euros is None:
        return name
    return _("%(allowance)s (up to %(euros)s € a year)") % {
        "allowance": name,
        "euros": number_format(euros, force_grouping=True),
    }


def judge_going_on(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    if not rule.must_go_on:
        return None
    verdicts = {None: Verdict.TO_BE_SEEN, True: Verdict.MET, False: Verdict.NOT_MET}
    return Finding(Criterion.GOES_ON, verdicts[facts.goes_on], partial(_going_on, facts.goes_on))


def _going_on(goes_on: bool | None) -> str:
    if goes_on is None:
        return _("One has to mean to go on; whether that is so is not known.")
    if goes_on:
        return _("The volunteering is meant to go on.")
    return _("One has to mean to go on; the volunteering is to end.")


def judge_confirmations(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """Whether everybody has answered who had to; declined works count for nothing elsewhere."""
    if not facts.works:
        return None
    if all(work.attested is False for work in facts.works):
        verdict = Verdict.NOT_MET
    elif all(work.attested and work.signatures >= rule.signatures for work in facts.works):
        verdict = Verdict.MET
    else:
        verdict = Verdict.TO_BE_SEEN
    return Finding(Criterion.CONFIRMED, verdict, partial(_confirmations, facts.works, rule))


def _confirmations(works: Sequence[Work], rule: RuleInForce) -> str:
    declined = [work for work in works if work.attested is False]
    whole = [work for work in works if work.attested and work.signatures >= rule.signatures]
    halves = [work for work in works if work.attested and work.signatures < rule.signatures]
    waiting = [work for work in works if work.attested is None]
    parts = [
        (whole, _("confirmed by %(organisations)s")),
        (halves, _("a second person has to confirm at %(organisations)s")),
        (waiting, _("not answered yet or to be proven at %(organisations)s")),
        (declined, _("not confirmed by %(organisations)s")),
    ]
    said = [text % {"organisations": _names(works)} for works, text in parts if works]
    return _("The volunteering is: %(parts)s.") % {"parts": "; ".join(said)}


def _names(works: list[Work]) -> str:
    return get_text_list([work.organisation for work in works], _("and"))


CRITERIA: tuple[Judge, ...] = (
    judge_place,
    judge_age,
    judge_hours,
    judge_prior_years,
    judge_total_years,
    judge_pay,
    judge_going_on,
    judge_confirmations,
)
