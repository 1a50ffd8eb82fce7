from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from core.cards import marked
from organisations.cards import MARKED, card_shelf
from organisations.details import OrganisationDetails, organisation_details
from organisations.filters import OrganisationFilterSet
from organisations.models import OrganisationPage

register = template.Library()


@register.inclusion_tag("components/cards.html", takes_context=True, name="organisation_cards")
def cards(context: Context, keys: Iterable[int], level: int = 3) -> dict[str, Any]:
    """A grid of cards for the pages with these keys; `level` is that of their headings."""
    return {"cards": card_shelf.html(keys, context.get("request"), level=level)}


@register.simple_tag(name="organisation_details")
def details(page: OrganisationPage) -> OrganisationDetails:
    """What the organisation's own page shows, in words."""
    return organisation_details(page)


@register.inclusion_tag("components/cards.html", takes_context=True)
def found_organisations(
    context: Context, filters: OrganisationFilterSet, keys: Iterable[int], level: int = 3
) -> dict[str, Any]:
    """The cards of what a search found, the words marked."""
    cards = card_shelf.cards(keys, context.get("request"), level=level)
    words = filters.cleaned["q"]
    return {"cards": [card.fill(marked(card, MARKED, words)) for _key, card in cards]}
