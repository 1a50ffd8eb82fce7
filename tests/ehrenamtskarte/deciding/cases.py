"""Cases as they are when they have been handed in: with the rule of their day."""

from typing import Any

from ehrenamtskarte.applications.facts import rule_for
from ehrenamtskarte.models import CardApplication
from municipalities.services import Founded
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory


def made_case(town: Founded, *, hours: int = 6, **facts: Any) -> CardApplication:
    """Somebody's with one confirmed organisation where they volunteer so many hours a week."""
    case = CardApplicationFactory(municipality=town.municipality, **facts)
    if rule := rule_for(case):
        case.association_rule_id = rule.association_rule_id
        case.town_rule_id = rule.town_rule_id
        case.save()
    AttestationFactory(application=case, hours_per_week=hours)
    return case
