"""Opportunities as they stand in lists: everything in words already, so that templates are lean."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.images.models import AbstractRendition

from core.addresses import address_book
from core.cards import CardShelf
from core.icons import FALLBACK, field_icon, icon
from opportunities.badges import Badge, badges
from opportunities.card_rows import CardRow, read_card_rows
from opportunities.enums import OpportunityState, Whereabouts
from opportunities.placewords import place_in_words
from opportunities.timewords import time_in_words, times_of


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    title: str
    url: str
    organisation: str
    summary: str
    place: str
    place_icon: SafeString
    time: str
    time_icon: SafeString
    picture: AbstractRendition | None
    field_icon: SafeString  # stands in for a picture
    badges: list[Badge]
    is_over: bool


def opportunity_cards(
    rows: Iterable[CardRow],
    request: HttpRequest | None,
    *,
    today: dt.date | None = None,
) -> list[OpportunityCard]:
    """Cards for what `read_card_rows` has read."""
    today = today or timezone.localdate()
    address_of = address_book(request)
    return [_card(row, address_of(row), today) for row in rows]


def _card(row: CardRow, url: str, today: dt.date) -> OpportunityCard:
    state = row.state(today)
    return OpportunityCard(
        title=row.title,
        url=url,
        organisation=row.organisation__title or "",
        summary=row.summary,
        place=place_in_words(row.whereabouts, row.public_place, row.municipality__name),
        place_icon=icon("online" if row.whereabouts == Whereabouts.ONLINE else "place"),
        time=capfirst(time_in_words(times_of(row, row.slots, row.dates), today=today)),
        time_icon=icon("clock"),
        picture=row.picture,
        field_icon=field_icon(row.field_icons[0] if row.field_icons else FALLBACK),
        badges=badges(row, state),
        is_over=state == OpportunityState.EXPIRED,
    )


card_shelf = CardShelf(
    template="components/opportunity_card.html",
    read=read_card_rows,
    describe=opportunity_cards,
)
