"""Any search as a calendar to subscribe to, and the dates of one offer to take over."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from core.addresses import address_book
from opportunities.enums import Whereabouts
from opportunities.feeds.events import Schedule, berlin_time, events_of, ordered
from opportunities.feeds.lapsed import LapsedOffer, lapsed_offers
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage

CONTENT_TYPE = "text/calendar; charset=utf-8"
MOST_LOOKED_AT = 2_000  # offers, the newest; many have no dates
MOST = 500  # offers with dates
KEPT_AFTERWARDS = dt.timedelta(days=31)
REFRESH = dt.timedelta(hours=6)


def search_calendar(search: Search, *, today: dt.date) -> bytes:
    """All dates and weekly times of what `search` finds, and what was cancelled of it."""
    since = today - KEPT_AFTERWARDS
    events = [
        event
        for schedule in _schedules(search, today)
        for event in events_of(schedule, since=since)
    ]
    return calendar_file(
        events,
        name=search.title,
        text=_("Dates and regular times at which help is wanted."),
        url=search.list_url,
        source=search.url_of(reverse("opportunities:calendar")),
    )


def offer_calendar(page: OpportunityPage, *, url: str, today: dt.date) -> bytes:
    """The dates and weekly times of one offer, to be copied into one's own calendar."""
    schedule = _schedule(page, url, today, blocks_time=True)
    return calendar_file(events_of(schedule), name=page.title, url=url)


def has_events(page: OpportunityPage) -> bool:
    """Whether there is anything to put into a calendar."""
    return bool(page.slots.all() or page.dates.all())


def _schedules(search: Search, today: dt.date) -> Iterator[Schedule]:
    keys = search.newest(MOST_LOOKED_AT)
    address_of = address_book(search.request)
    for page in _pages(keys):
        yield _schedule(page, search.absolute(address_of(page)), today)
    for offer in lapsed_offers(search.filters.question, today=today):
        if offer.is_cancelled:
            yield _cancelled(offer)
        else:
            yield _closed(offer, search.absolute(address_of(offer.page)))


def _pages(keys: Sequence[int]) -> list[OpportunityPage]:
    """Those of `keys` that have a time, the newest, with all that a calendar says of them."""
    timed = (
        OpportunityPage.objects.open()
        .public()
        .timed()
        .filter(pk__in=keys)
        .newest_first()
        .select_related("organisation")
        .prefetch_related("slots", "dates", "engagement_fields")
    )
    return list(timed[:MOST])


def _schedule(
    page: OpportunityPage, url: str, today: dt.date, *, blocks_time: bool = False
) -> Schedule:
    is_online = page.whereabouts == Whereabouts.ONLINE
    return Schedule(
        key=page.translation_key,
        title=page.title,
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        url=url,
        text=_text(page, url),
        place=None if is_online else page.public_place,
        categories=tuple(field.label for field in page.engagement_fields.all()),
        slots=list(page.slots.all()),
        dates=list(page.dates.all()),
        starts_on=page.starts_on,
        ends_on=page.ends_on,
        blocks_time=blocks_time,
    )


def _text(page: OpportunityPage, url: str) -> str:
    facts = [
        page.summary,
        page.time_note,
        page.organisation.title if page.organisation else "",
        str(capfirst(Whereabouts.ONLINE.label)) if page.whereabouts == Whereabouts.ONLINE else "",
        url,
    ]
    return "\n".join(filter(None, facts))


def _cancelled(offer: LapsedOffer) -> Schedule:
    """No more than that there was something on that day and is not any more."""
    return Schedule(
        key=offer.key,
        title=_("Cancelled: {title}").format(title=offer.title),
        text=_("The organisation has withdrawn this offer."),
        first_published_at=offer.page.first_published_at,
        last_published_at=offer.page.last_published_at,
        dates=offer.dates,
        is_cancelled=True,
    )


def _closed(offer: LapsedOffer, url: str) -> Schedule:
    return Schedule(
        key=offer.key,
        title=offer.title,
        text="\n".join((_("One can no longer join."), url)),
        url=url,
        place=offer.page.public_place,
        first_published_at=offer.page.first_published_at,
        last_published_at=offer.page.last_published_at,
        dates=offer.dates,
    )


def calendar_file(
    events: Iterable[Event], *, name: str, url: str, text: str = "", source: str = ""
) -> bytes:
    """A whole calendar; `source` is where one that is subscribed to comes from."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ehrenamtsverbund//Kalender//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # RFC 7986 has names for these now; most programs still know only the older ones.
    calendar.add("name", name)
    calendar.add("x-wr-calname", vText(name))
    calendar.add("url", url)
    if text:
        calendar.add("description", text)
        calendar.add("x-wr-caldesc", vText(text))
    if source:
        calendar.add("source", source, parameters={"VALUE": "URI"})
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    calendar.add("x-wr-timezone", "Europe/Berlin")
    calendar.add_component(berlin_time())
    for event in ordered(events):
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
