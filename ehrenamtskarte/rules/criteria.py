"""What a rule asks about a person: one function for each criterion, in the order of reading."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehrenamtskarte.enums import Pay, PayRule
from ehrenamtskarte.rules.calendar import years_later
from ehrenamtskarte.rules.facts import Facts, Work
from ehrenamtskarte.rules.findings import Criterion, Finding, Verdict
from ehrenamtskarte.rules.hours import judge_hours
from ehrenamtskarte.rules.in_force import RuleInForce
from ehrenamtskarte.rules.years import judge_prior_years, judge_total_years

Judge = Callable[[Facts, RuleInForce, date], Finding | None]


def judge_place(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """Whether the town is the right one to ask."""
    town = rule.municipality.name if rule.municipality else _("the association")
    ways = [
        (rule.for_residents, facts.lives_in_town, _("The home is in %(town)s.")),
        (rule.for_active, facts.active_in_town, _("The volunteering takes place in %(town)s.")),
    ]
    open_ways = [(answer, sentence) for is_open, answer, sentence in ways if is_open]
    for answer, sentence in open_ways:
        if answer:
            return Finding(Criterion.PLACE, Verdict.MET, sentence % {"town": town})
    if any(answer is None for answer, _sentence in open_ways):
        verdict, so = Verdict.TO_BE_SEEN, _("Whether that is so is not known yet.")
    else:
        verdict, so = Verdict.NOT_MET, _("That is not so.")
    asked = places_asked(rule) % {"town": town}
    return Finding(Criterion.PLACE, verdict, f"{asked} {so}")


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
    minimum, age = rule.minimum_age, facts.age_on(on)
    needed = _("One has to be at least %(years)d years old") % {"years": minimum}
    if age is None:
        verdict, there = Verdict.TO_BE_SEEN, _("the age is not known")
    elif age >= minimum:
        verdict, there = Verdict.MET, _("the age is %(years)d") % {"years": age}
    elif facts.born_on:
        verdict = Verdict.NOT_MET
        there = _("that is on %(day)s") % {"day": date_format(years_later(facts.born_on, minimum))}
    else:
        verdict = Verdict.NOT_MET
        there = ngettext(
            "at %(age)d, %(years)d year is missing",
            "at %(age)d, %(years)d years are missing",
            minimum - age,
        ) % {"age": age, "years": minimum - age}
    return Finding(
        Criterion.AGE, verdict, _("%(needed)s; %(there)s.") % {"needed": needed, "there": there}
    )


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
    if not facts.pay:
        stated = _("what is received is not known")
    else:
        stated = _("received is: %(pay)s") % {"pay": Pay(facts.pay).label}
    return Finding(
        Criterion.PAY,
        verdict,
        _("%(allowed)s; %(stated)s.") % {"allowed": allowed_pay(rule), "stated": stated},
    )


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
    if facts.goes_on is None:
        verdict, sentence = (
            Verdict.TO_BE_SEEN,
            _("One has to mean to go on; whether that is so is not known."),
        )
    elif facts.goes_on:
        verdict, sentence = Verdict.MET, _("The volunteering is meant to go on.")
    else:
        verdict, sentence = (
            Verdict.NOT_MET,
            _("One has to mean to go on; the volunteering is to end."),
        )
    return Finding(Criterion.GOES_ON, verdict, sentence)


def judge_confirmations(facts: Facts, rule: RuleInForce, on: date) -> Finding | None:
    """Whether everybody has answered who had to; declined works count for nothing elsewhere."""
    if not facts.works:
        return None
    declined = [work for work in facts.works if work.attested is False]
    whole = [work for work in facts.works if work.attested and work.signatures >= rule.signatures]
    halves = [work for work in facts.works if work.attested and work.signatures < rule.signatures]
    waiting = [work for work in facts.works if work.attested is None]
    parts = [
        (whole, _("confirmed by %(organisations)s")),
        (halves, _("a second person has to confirm at %(organisations)s")),
        (waiting, _("not answered yet or to be proven at %(organisations)s")),
        (declined, _("not confirmed by %(organisations)s")),
    ]
    said = [text % {"organisations": _names(works)} for works, text in parts if works]
    if len(declined) == len(facts.works):
        verdict = Verdict.NOT_MET
    elif len(whole) == len(facts.works):
        verdict = Verdict.MET
    else:
        verdict = Verdict.TO_BE_SEEN
    sentence = _("The volunteering is: %(parts)s.") % {"parts": "; ".join(said)}
    return Finding(Criterion.CONFIRMED, verdict, sentence)


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
