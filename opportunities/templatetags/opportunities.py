from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from wagtail import hooks

from opportunities.cards import card_shelf
from opportunities.details import OpportunityDetails, opportunity_details
from opportunities.enums import OpportunityState
from opportunities.filters import OpportunityFilterSet
from opportunities.found_cards import found_cards
from opportunities.models import OpportunityPage
from organisations.desk import DeskLink
from organisations.models import Organisation

register = template.Library()


@register.inclusion_tag("components/cards.html", takes_context=True, name="opportunity_cards")
def cards(context: Context, keys: Iterable[int], level: int = 3) -> dict[str, Any]:
    """A grid of cards for the pages with these keys; `level` is that of their headings."""
    return {"cards": card_shelf.html(keys, context.get("request"), level=level)}


@register.simple_tag(name="opportunity_details")
def details(page: OpportunityPage, state: OpportunityState) -> OpportunityDetails:
    """What the opportunity's own page shows, in words."""
    return opportunity_details(page, state)


@register.simple_tag
def desk_offer_links(organisation: Organisation, offer: OpportunityPage) -> list[DeskLink]:
    """What apps above let one do with an offer at the desk.

    They register `desk_offer_links(organisation, offer)`, which gives a `DeskLink` or None.
    """
    links = (hook(organisation, offer) for hook in hooks.get_hooks("desk_offer_links"))
    return sorted((link for link in links if link), key=lambda link: link.order)


@register.inclusion_tag("components/cards.html", takes_context=True)
def found_opportunities(
    context: Context, filters: OpportunityFilterSet, keys: Iterable[int], level: int = 3
) -> dict[str, Any]:
    """The cards of what a search found."""
    request = context.get("request")
    return {"cards": found_cards(filters, keys, request, level=level)}
