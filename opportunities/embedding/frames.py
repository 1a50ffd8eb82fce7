"""What stands in a frame on somebody else's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from opportunities.card_rows import read_card_rows
from opportunities.cards import OpportunityCard, opportunity_cards
from opportunities.embedding.appearance import Appearance
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage


@dataclass(frozen=True, kw_only=True)
class EmbeddedList:
    title: str
    cards: Sequence[OpportunityCard]
    count: int  # of all that there are, shown or not
    more_url: str  # where all of them are


def embedded_list(search: Search, appearance: Appearance) -> EmbeddedList:
    """What `search` finds, of one organisation if that is wanted, as many as are to be shown."""
    organisation = appearance.organisation
    if appearance.is_of_nobody:
        return EmbeddedList(title=search.filters.title, cards=(), count=0, more_url=search.list_url)
    if organisation is None:
        keys = search.keys(appearance.number)
        return EmbeddedList(
            title=search.filters.title,
            cards=cards_of(keys, search.request),
            count=search.filters.answer.count,
            more_url=search.list_url,
        )
    own = set(OpportunityPage.objects.open().public().filter(organisation=organisation).keys())
    keys = [key for key in search.keys(search.filters.answer.count) if key in own]
    title = _("Opportunities of {organisation}").format(organisation=organisation.title)
    return EmbeddedList(
        title=title,
        cards=cards_of(keys[: appearance.number], search.request),
        count=len(keys),
        more_url=organisation.get_full_url(search.request),
    )


def cards_of(keys: Sequence[int], request: HttpRequest) -> list[OpportunityCard]:
    """Cards in the order of `keys`, their addresses complete: a frame's links leave it."""
    rows = read_card_rows(keys)
    cards = zip(rows, opportunity_cards(rows, request), strict=True)
    by_key = {row.pk: card for row, card in cards}
    return [by_key[key] for key in keys if key in by_key]


def frame_address(search: Search, appearance: Appearance) -> str:
    """Where the frame is that shows what both say."""
    address = search.url_of(reverse("opportunities:embedded"))
    if not appearance.values:
        return address
    return f"{address}{'&' if '?' in address else '?'}{appearance.query}"
