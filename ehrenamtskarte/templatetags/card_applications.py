"""Applications for the card in words, and the addresses of their pages."""

from typing import Any

from django import template

from ehrenamtskarte.applications.access import Access
from ehrenamtskarte.applications.facts import rule_for
from ehrenamtskarte.applications.words import STANDINGS, standing_of_attestation
from ehrenamtskarte.enums import CardApplicationState, Pay, Shortcut
from ehrenamtskarte.models import Attestation, CardApplication

register = template.Library()


@register.simple_tag
def card_url(access: Access, name: str, **arguments: Any) -> str:
    """Another page of the same application."""
    return access.address(name, **arguments)


@register.inclusion_tag("ehrenamtskarte/applications/badge.html")
def attestation_badge(attestation: Attestation) -> dict[str, Any]:
    """How an organisation's answer stands."""
    words, tone = standing_of_attestation(attestation)
    return {"words": words, "tone": tone}


@register.inclusion_tag("ehrenamtskarte/applications/summary.html")
def application_summary(application: CardApplication) -> dict[str, Any]:
    """What the applicant has stated about themselves."""
    rule = rule_for(application)
    return {
        "application": application,
        "shortcuts": [Shortcut(one).label for one in application.shortcuts],
        "pay": Pay(application.pay).label if application.pay else "",
        "rule": rule,
    }


@register.filter
def card_standing(application: CardApplication) -> str:
    """How an application stands, in one line."""
    if application.state == CardApplicationState.DRAFT:
        return str(CardApplicationState.DRAFT.label)
    return str(STANDINGS[application.state].title)
