from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from opportunities.cards import opportunity_cards
from opportunities.details import OpportunityDetails, opportunity_details
from opportunities.enums import OpportunityState
from opportunities.models import OpportunityPage

register = template.Library()


@register.inclusion_tag(
    "components/opportunity_cards.html", takes_context=True, name="opportunity_cards"
)
def cards(context: Context, pages: Iterable[OpportunityPage], level: int = 3) -> dict[str, Any]:
    """A grid of cards; `level` is that of their headings."""
    return {"cards": opportunity_cards(pages, context.get("request")), "level": level}


@register.simple_tag(name="opportunity_details")
def details(page: OpportunityPage, state: OpportunityState) -> OpportunityDetails:
    """What the opportunity's own page shows, in words."""
    return opportunity_details(page, state)
