from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from organisations.cards import organisation_cards
from organisations.details import OrganisationDetails, organisation_details
from organisations.models import OrganisationPage

register = template.Library()


@register.inclusion_tag(
    "components/organisation_cards.html", takes_context=True, name="organisation_cards"
)
def cards(context: Context, pages: Iterable[OrganisationPage], level: int = 3) -> dict[str, Any]:
    """A grid of cards; `level` is that of their headings."""
    return {"cards": organisation_cards(pages, context.get("request")), "level": level}


@register.simple_tag(name="organisation_details")
def details(page: OrganisationPage) -> OrganisationDetails:
    """What the organisation's own page shows, in words."""
    return organisation_details(page)
