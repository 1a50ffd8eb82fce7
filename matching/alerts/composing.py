"""What a mail about new offers says; nothing is written here, and nothing locked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import capfirst

from core.addresses import address_book
from matching.alerts.mails import Group, OfferLines
from matching.alerts.searches import NewOffers, can_be_followed, filters_of
from matching.enums import SearchKind
from matching.models import AlertRecipient, SavedSearch
from opportunities.models import OpportunityIndexPage, OpportunityPage
from opportunities.placewords import place_in_words
from opportunities.timewords import time_in_words, times_of

MOST_SHOWN = 5  # offers of one search in one mail


@dataclass
class Draft:
    """What one person is to be told."""

    groups: list[Group] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)  # keys of the offers in it
    cannot_be_followed: list[SavedSearch] = field(default_factory=list)


def compose(recipient: AlertRecipient, searches: Iterable[SavedSearch], new: NewOffers) -> Draft:
    """What each search has to tell, each offer once and none that was told before."""
    draft = Draft()
    told = set(recipient.told.values_list("opportunity_id", flat=True))
    for search in searches:
        if not can_be_followed(search):
            draft.cannot_be_followed.append(search)
            continue
        hits = new.hits(search, without=told)
        first = hits.keys[: 2 * MOST_SHOWN]
        # What is shown is looked at once more: it may have been taken down a moment ago.
        pages = _pages(first, new.today)
        best = [key for key in first if key in pages][:MOST_SHOWN]
        if not best:
            continue
        further = len(hits.keys) - (len(first) - len(pages)) - len(best)
        lines = [_lines(pages[key], hits.reason(key), new.today) for key in best]
        draft.groups.append(_group(search, lines, further=further))
        draft.shown += best
        # Those that are only counted here may still be shown by another search.
        told.update(best)
    return draft


def _pages(keys: Iterable[int], today: dt.date) -> dict[int, OpportunityPage]:
    """Those offers that everybody may see now and that take people."""
    found: dict[int, OpportunityPage] = (
        OpportunityPage.objects.open(today)
        .public()
        .select_related("organisation", "municipality")
        .prefetch_related("slots", "dates")
        .in_bulk(list(keys))
    )
    return found


def _group(search: SavedSearch, offers: list[OfferLines], *, further: int) -> Group:
    filters = filters_of(search)
    url = ""
    if search.kind == SearchKind.SEARCH:
        index = OpportunityIndexPage.objects.live().public().first()
        url = f"{address_book(None)(index)}?{filters.query}".rstrip("?") if index else ""
    return Group(saved=search, search=filters.title, offers=offers, further=further, url=url)


def _lines(page: OpportunityPage, reason: str, today: dt.date) -> OfferLines:
    times = times_of(page, page.slots.all(), page.dates.all())
    facts = (
        place_in_words(
            page.whereabouts, page.public_place, page.municipality and page.municipality.name
        ),
        capfirst(time_in_words(times, today=today)),
    )
    return OfferLines(
        title=page.title,
        organisation=page.organisation.title if page.organisation else "",
        facts=" · ".join(filter(None, facts)),
        url=address_book(None)(page),
        reason=reason,
    )
