"""The honest answer: for each town that comes into question, what is met and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ehrenamtskarte.enums import CardType, Pay, Shortcut
from ehrenamtskarte.rules.advance.forms import WEEK
from ehrenamtskarte.rules.calendar import months_later
from ehrenamtskarte.rules.durations import MONTHS
from ehrenamtskarte.rules.facts import Facts, Work
from ehrenamtskarte.rules.findings import Criterion, Finding
from ehrenamtskarte.rules.in_force import RuleInForce
from ehrenamtskarte.rules.judgement import Judgement, Recommendation, judge
from ehrenamtskarte.rules.words import Line, lines_of
from municipalities.models import Municipality

# Whoever lacks no more than this hears how far it is to the jubilee card.
WORTH_SAYING = 5  # years

# Nobody should have to scroll past what they do not get to what they do.
_ORDER = {Recommendation.FULFILLED: 0, Recommendation.LOOK: 1, Recommendation.NOT_FULFILLED: 2}


@dataclass(frozen=True)
class Answer:
    """One card of one town."""

    rule: RuleInForce
    judgement: Judgement

    @property
    def town(self) -> Municipality | None:
        return self.rule.municipality

    @property
    def findings(self) -> list[Finding]:
        """Without the confirmations, for which nobody has been asked yet."""
        return [one for one in self.judgement.findings if one.criterion != Criterion.CONFIRMED]

    @property
    def is_jubilee(self) -> bool:
        return self.rule.card_type == CardType.JUBILEE

    @property
    def lines(self) -> list[Line]:
        return lines_of(self.rule)


def answers_to(
    answers: Mapping[str, Any], rules: Iterable[RuleInForce], on: date
) -> Sequence[Answer]:
    """For each town where somebody lives or volunteers: a yes first, else as `rules` are."""
    found = []
    for rule in rules:
        if not _is_asked(answers, rule):
            continue
        answer = Answer(rule, judge(_facts(answers, rule, on), rule, on))
        if answer.is_jubilee and _total_years(answers) < (rule.total_years or 0) - WORTH_SAYING:
            continue
        found.append(answer)
    return sorted(found, key=lambda one: _ORDER[one.judgement.recommendation])


def _is_asked(answers: Mapping[str, Any], rule: RuleInForce) -> bool:
    town = rule.municipality
    return town is not None and (
        town in answers["home"].towns or town.slug in answers.get("active_in", ())
    )


def _facts(answers: Mapping[str, Any], rule: RuleInForce, on: date) -> Facts:
    """As if everybody had confirmed what is said here."""
    town = rule.municipality
    home = answers["home"]
    lives_in_town: bool | None = town in home.towns
    if lives_in_town and not home.is_sure:
        lives_in_town = None
    years = _total_years(answers) if rule.total_years else answers["years"]
    is_weekly = answers["per"] == WEEK
    work = Work(
        organisation="",
        since=months_later(on, -int(years * MONTHS)),
        hours_per_week=answers["hours"] if is_weekly else None,
        hours_per_year=None if is_weekly else answers["hours"],
        attested=True,
        signatures=rule.signatures,
    )
    return Facts(
        age=answers["age"],
        lives_in_town=lives_in_town,
        active_in_town=town is not None and town.slug in answers.get("active_in", ()),
        works=[work],
        shortcuts=[Shortcut(one) for one in answers.get("shortcuts", ())],
        shortcuts_proven=True,
        pay=Pay(answers["pay"]),
    )


def _total_years(answers: Mapping[str, Any]) -> Decimal:
    return max(answers["years"], answers.get("total_years") or Decimal(0))
