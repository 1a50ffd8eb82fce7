from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html

from core.cards import marked
from opportunities.found_cards import distance_in_words
from partners.cards import MARKED, card_shelf
from partners.details import PartnerDetails, partner_details
from partners.filters import PartnerFilterSet
from partners.models import PartnerPage

register = template.Library()


@register.inclusion_tag("components/cards.html", takes_context=True)
def partner_cards(context: Context, keys: Iterable[int], level: int = 3) -> dict[str, Any]:
    """A grid of cards for the pages with these keys; `level` is that of their headings."""
    return {"cards": card_shelf.html(keys, context.get("request"), level=level)}


@register.simple_tag(name="partner_details")
def details(page: PartnerPage) -> PartnerDetails:
    """What the shop's own page shows, in words."""
    return partner_details(page)


@register.inclusion_tag("components/cards.html", takes_context=True)
def found_partners(
    context: Context, filters: PartnerFilterSet, keys: Iterable[int], level: int = 3
) -> dict[str, Any]:
    """The cards of what a search found: the words marked, and how far away each is."""
    shown = []
    for key, card in card_shelf.cards(keys, context.get("request"), level=level):
        values = marked(card, MARKED, filters.cleaned["q"])
        if filters.place and (km := filters.answer.distance_km(key)) is not None:
            values["distance"] = format_html(
                ' <span class="card__distance">{}</span>', distance_in_words(km)
            )
        shown.append(card.fill(values))
    return {"cards": shown}
