"""The times of an offer as calendar events (RFC 5545).

The same offer makes the same bytes: time stamps and sequence numbers come from when it was
published, and an event's UID from the offer's UUID and from what the event is, so that an event
stays itself when its page is written anew.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from core.models.places import PublicPlace
from opportunities.enums import Rhythm
from opportunities.models import OpportunityDate, WeeklySlot
from opportunities.timewords import clock_in_words

BERLIN = ZoneInfo("Europe/Berlin")
MOST_DATES = 200  # of one offer
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """An offer as a calendar needs it."""

    key: UUID
    title: str
    first_published_at: dt.datetime
    last_published_at: dt.datetime
    url: str = ""
    text: str = ""
    place: PublicPlace | None = None
    categories: tuple[str, ...] = ()
    slots: Sequence[WeeklySlot] = ()
    dates: Sequence[OpportunityDate] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    is_cancelled: bool = False
    blocks_time: bool = False  # whether whoever has it in the calendar is busy then


def events_of(schedule: Schedule, *, since: dt.date | None = None) -> Iterator[Event]:
    """One event for each single date from `since` on, one that comes round for each weekly time."""
    numbers: Counter[str] = Counter()
    for date in schedule.dates[:MOST_DATES]:
        day = date.takes_place_on
        # Numbered by day, or a date whose hour changes would become another event.
        name = _numbered(numbers, f"{day:%Y%m%d}")
        if since is None or day >= since:
            yield _event(schedule, name, day, date.starts_at, date.ends_at)
    for slot in schedule.slots:
        name = _numbered(numbers, f"{slot.rhythm}-{DAYS[slot.weekday].lower()}")
        first = first_occurrence(schedule, slot)
        if schedule.ends_on and first > schedule.ends_on:
            continue
        event = _event(schedule, name, first, slot.starts_at, slot.ends_at, rhythm=slot.rhythm)
        event.add("rrule", _recurrence(slot, first, schedule.ends_on))
        yield event


def first_occurrence(schedule: Schedule, slot: WeeklySlot) -> dt.date:
    """The slot's first day from the offer's beginning on, else from its publication on."""
    begin = schedule.starts_on or schedule.first_published_at.astimezone(BERLIN).date()
    return begin + dt.timedelta(days=(slot.weekday - begin.weekday()) % 7)


def berlin_time() -> Timezone:
    """The VTIMEZONE of Europe/Berlin by its rule since 1996: shorter than a list of changes."""
    zone = Timezone()
    zone.add("tzid", "Europe/Berlin")
    for kind, name, month, hour, before, after in (
        (TimezoneDaylight, "CEST", 3, 2, 1, 2),
        (TimezoneStandard, "CET", 10, 3, 2, 1),
    ):
        change = kind()
        change.add("tzname", name)
        change.add("dtstart", dt.datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001 - local by definition
        change.add("tzoffsetfrom", dt.timedelta(hours=before))
        change.add("tzoffsetto", dt.timedelta(hours=after))
        change.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(change)
    return zone


def _event(
    schedule: Schedule,
    name: str,
    day: dt.date,
    starts_at: dt.time | None,
    ends_at: dt.time | None,
    *,
    rhythm: str = "",
) -> Event:
    event = Event()
    event.add("uid", f"{schedule.key}-{name}")
    event.add("summary", schedule.title)
    changed_at = _utc(schedule.last_published_at)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("created", _utc(schedule.first_published_at))
    event.add("sequence", _sequence(schedule))
    if starts_at:
        event.add("dtstart", dt.datetime.combine(day, starts_at, BERLIN))
        if ends_at:
            event.add("dtend", dt.datetime.combine(day, ends_at, BERLIN))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
    event.add("status", "CANCELLED" if schedule.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if schedule.blocks_time else "TRANSPARENT")
    until = clock_in_words(None, ends_at) if ends_at and not starts_at else ""
    if text := "\n\n".join(filter(None, (until, schedule.text, _caveat(schedule, rhythm)))):
        event.add("description", text)
    if schedule.url:
        event.add("url", schedule.url)
    if schedule.categories:
        event.add("categories", list(schedule.categories))
    if schedule.place:
        add_place(event, schedule.place)
    return event


def add_place(event: Event, place: PublicPlace) -> None:
    """Say where, in words and on the map."""
    if line := ", ".join(filter(None, (place.venue, place.street, place.town_line))):
        event.add("location", line)
    if place.latitude is not None and place.longitude is not None:
        event.add("geo", (place.latitude, place.longitude))


def _caveat(schedule: Schedule, rhythm: str) -> str:
    """What a calendar can't know but has to write down as if it did."""
    if rhythm == Rhythm.MONTHLY:
        return _("It takes place once a month; please ask the organisation in which week.")
    if rhythm == Rhythm.FORTNIGHTLY and not schedule.starts_on:
        return _("It takes place every two weeks; please ask the organisation in which weeks.")
    return ""


def _recurrence(slot: WeeklySlot, first: dt.date, ends_on: dt.date | None) -> vRecur:
    rule: dict[str, Any] = {"freq": "WEEKLY", "byday": DAYS[slot.weekday]}
    if slot.rhythm == Rhythm.FORTNIGHTLY:
        rule["interval"] = 2
    elif slot.rhythm == Rhythm.MONTHLY:
        week = (first.day - 1) // 7 + 1
        rule = {"freq": "MONTHLY", "byday": f"{week if week < 5 else -1}{DAYS[slot.weekday]}"}
    if ends_on:
        # In UTC where the beginning has a time zone (RFC 5545, 3.3.10).
        last = dt.datetime.combine(ends_on, dt.time(23, 59, 59), BERLIN)
        rule["until"] = _utc(last) if slot.starts_at else ends_on
    return vRecur(**rule)


def _sequence(schedule: Schedule) -> int:
    """Grows with every publication, and once more when the offer is taken down."""
    age = schedule.last_published_at - schedule.first_published_at
    return max(int(age.total_seconds()), 0) // 60 + schedule.is_cancelled


def _numbered(numbers: Counter[str], name: str) -> str:
    numbers[name] += 1
    return name if numbers[name] == 1 else f"{name}-{numbers[name]}"


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def ordered(events: Iterable[Event]) -> list[Event]:
    """By beginning, then by UID: in an order that depends on nothing else."""
    return sorted(events, key=lambda event: (str(event.get("dtstart").to_ical()), event["uid"]))
