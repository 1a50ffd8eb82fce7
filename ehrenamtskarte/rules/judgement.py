"""What a rule says of an application: it advises, the town decides.

Pure: facts and a rule in, one finding for each criterion out. Every sentence says what is needed,
what there is, and how much is missing; it is put together when somebody reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.rules.criteria import CRITERIA
from ehrenamtskarte.rules.facts import Facts, Work
from ehrenamtskarte.rules.findings import Criterion, Finding, Verdict
from ehrenamtskarte.rules.in_force import RuleInForce

__all__ = [
    "Criterion",
    "Facts",
    "Finding",
    "Judgement",
    "Recommendation",
    "Verdict",
    "Work",
    "judge",
]

VERSION = 1  # of the form in which judgements are kept


class Recommendation(TextChoices):
    """All findings in one word."""

    FULFILLED = "fulfilled", _("meets the rule")
    LOOK = "look", _("something is to be seen by a person")
    NOT_FULFILLED = "not_fulfilled", _("does not meet the rule")


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What was found, by which rule, for which day."""

    on: date
    card_type: CardType
    association_rule_id: int | None
    town_rule_id: int | None
    findings: tuple[Finding, ...]

    @property
    def recommendation(self) -> Recommendation:
        verdicts = {finding.verdict for finding in self.findings}
        if Verdict.NOT_MET in verdicts:
            return Recommendation.NOT_FULFILLED
        if Verdict.TO_BE_SEEN in verdicts:
            return Recommendation.LOOK
        return Recommendation.FULFILLED

    def with_verdict(self, verdict: Verdict) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict == verdict]

    @property
    def not_met(self) -> list[Finding]:
        return self.with_verdict(Verdict.NOT_MET)

    @property
    def to_be_seen(self) -> list[Finding]:
        return self.with_verdict(Verdict.TO_BE_SEEN)

    def of(self, criterion: Criterion) -> Finding | None:
        """What was found about one criterion; None where the rule does not ask for it."""
        return next((one for one in self.findings if one.criterion == criterion), None)

    def as_json(self) -> dict[str, Any]:
        """For `CardApplication.judgement`; sentences stay in the language they were said in."""
        return {
            "version": VERSION,
            "on": self.on.isoformat(),
            "card_type": int(self.card_type),
            "association_rule": self.association_rule_id,
            "town_rule": self.town_rule_id,
            "recommendation": str(self.recommendation),
            "findings": [
                {
                    "criterion": str(one.criterion),
                    "verdict": str(one.verdict),
                    "sentence": one.sentence,
                }
                for one in self.findings
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` made.

        Raises ValueError or KeyError if it is something else.
        """
        if kept["version"] != VERSION:
            raise ValueError(f"A judgement of version {kept['version']} is unknown.")
        return cls(
            on=date.fromisoformat(kept["on"]),
            card_type=CardType(kept["card_type"]),
            association_rule_id=kept["association_rule"],
            town_rule_id=kept["town_rule"],
            findings=tuple(
                Finding(
                    Criterion(one["criterion"]),
                    Verdict(one["verdict"]),
                    partial(str, one["sentence"]),
                )
                for one in kept["findings"]
            ),
        )


def judge(facts: Facts, rule: RuleInForce, on: date) -> Judgement:
    """What `rule` says of `facts` on the day of the application.

    A criterion that the rule does not ask for has no finding.
    """
    found = (criterion(facts, rule, on) for criterion in CRITERIA)
    return Judgement(
        on=on,
        card_type=rule.card_type,
        association_rule_id=rule.association_rule_id,
        town_rule_id=rule.town_rule_id,
        findings=tuple(finding for finding in found if finding),
    )
