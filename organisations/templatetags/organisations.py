from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from organisations.cards import card_shelf
from organisations.details import OrganisationDetails, organisation_details
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
