"""Opportunities as they stand in lists: everything in words already, so that templates are lean."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.images.models import AbstractRendition

from core import pictures
from core.addresses import address_book
from core.icons import FALLBACK, field_icon, icon
from opportunities.badges import Badge, badges
from opportunities.enums import OpportunityState, Whereabouts
from opportunities.models import OpportunityPage
from opportunities.timewords import Times, time_in_words


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
    pages: Iterable[OpportunityPage],
    request: HttpRequest | None,
    *,
    today: dt.date | None = None,
) -> list[OpportunityCard]:
    """Cards for `pages`, which must come from `OpportunityPageQuerySet.for_cards`."""
    today = today or timezone.localdate()
    address_of = address_book(request)
    return [_card(page, address_of(page), today) for page in pages]


def times_of(page: OpportunityPage) -> Times:
    """What `page` says of its time, for `timewords`."""
    return Times(
        time_model=page.time_model,
        slots=list(page.slots.all()),
        dates=list(page.dates.all()),
        starts_on=page.starts_on,
        ends_on=page.ends_on,
        hours_per_week=page.hours_per_week,
    )


def place_in_words(page: OpportunityPage) -> str:
    """Town and part of town, the town that answers for it, or that it is online."""
    if page.whereabouts == Whereabouts.ONLINE:
        return capfirst(str(Whereabouts.ONLINE.label))
    return page.public_place.short or (page.municipality.name if page.municipality else "")


def _card(page: OpportunityPage, url: str, today: dt.date) -> OpportunityCard:
    state = page.state(today)
    picture = pictures.rendition(page.image, pictures.CARD)
    fields = page.engagement_fields.all()
    return OpportunityCard(
        title=page.title,
        url=url,
        organisation=page.organisation.title if page.organisation else "",
        summary=page.summary,
        place=place_in_words(page),
        place_icon=icon("online" if page.whereabouts == Whereabouts.ONLINE else "place"),
        time=capfirst(time_in_words(times_of(page), today=today)),
        time_icon=icon("clock"),
        picture=picture,
        field_icon=field_icon(fields[0].icon if fields else FALLBACK),
        badges=badges(page, state),
        is_over=state == OpportunityState.EXPIRED,
    )
