"""What a printed list says of each offer, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from core.addresses import address_book
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage
from opportunities.placewords import place_in_words
from opportunities.timewords import time_in_words, times_of


@dataclass(frozen=True, kw_only=True)
class PrintedOffer:
    title: str
    url: str
    organisation: str
    time: str
    place: str
    summary: str
    contact: str


def printed_offers(search: Search, keys: Sequence[int], *, today: dt.date) -> list[PrintedOffer]:
    """The offers with these primary keys, in their order, read in three queries."""
    pages = (
        OpportunityPage.objects.open(today)
        .public()
        .select_related("organisation", "municipality")
        .prefetch_related("slots", "dates")
        .in_bulk(list(keys))
    )
    address_of = address_book(search.request)
    return [
        _printed(page, search.absolute(address_of(page)), today)
        for key in keys
        if (page := pages.get(key))
    ]


def _printed(page: OpportunityPage, url: str, today: dt.date) -> PrintedOffer:
    times = times_of(page, page.slots.all(), page.dates.all())
    time = capfirst(time_in_words(times, today=today))
    contact = (page.contact_name, page.contact_phone, page.contact_email)
    town = page.municipality.name if page.municipality else None
    return PrintedOffer(
        title=page.title,
        url=url,
        organisation=page.organisation.title if page.organisation else "",
        time=f"{time.rstrip('.')}. {page.time_note}" if page.time_note else time,
        place=_place(page, town),
        summary=page.summary,
        contact=" · ".join(filter(None, contact)),
    )


def _place(page: OpportunityPage, town: str | None) -> str:
    """The place one goes to, as exactly as the public may know it."""
    place = page.public_place
    short = place_in_words(page.whereabouts, place, town)
    details = [line for line in (place.venue, place.street) if line and line != short]
    return ", ".join([short, *details]) if page.whereabouts != "online" and short else short
