"""Opportunities for the API, read as rows in a fixed number of queries, whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from core.addresses import HasPath
from core.api.representations import (
    WEEKDAY_NAMES,
    TermReference,
    clock,
    full_addresses,
    whereabout,
)
from core.api.rich_text import outside_links
from core.models.places import PublicPlace
from municipalities.api import TownReference
from opportunities.api.representations import (
    Contact,
    Opportunity,
    OpportunityDetail,
    OrganisationReference,
    RhythmName,
    SingleDate,
    Slot,
)
from opportunities.enums import OpportunityState, Rhythm, Whereabouts
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from opportunities.states import Offering
from opportunities.timewords import times_in_words, times_of

# Columns that go out as they are.
PLAIN = (
    *("title", "summary", "whereabouts", "time_model", "starts_on", "ends_on", "open_until"),
    *("time_note", "requirements_note", "minimum_age", "has_insurance", "reimburses_expenses"),
    *("offers_training", "gives_certificate", "counts_for_card", "is_step_free"),
    *("has_accessible_toilet", "has_hearing_loop", "uses_plain_language", "places_wanted"),
    "suits_groups",
)
PLACE = (
    *("venue", "street", "postcode", "city", "locality", "latitude", "longitude"),
    "address_hidden",
)
OTHERS = (
    *("pk", "url_path", "description", "hours_per_week", "german_level", "live"),
    *("places_taken", "places_held", "is_paused", "dates_are_full"),
    *("public_transport", "contact_name", "contact_email", "contact_phone"),
    *("first_published_at", "last_published_at"),
    *("municipality__slug", "municipality__name", "municipality__ags"),
    *("organisation_id", "organisation__title", "organisation__url_path", "organisation__live"),
    "freinet_source__freinet_id",
)
COLUMNS = (*PLAIN, *PLACE, *OTHERS)
# Lists that an offer carries, by the field of the page.
TERMS = {
    "engagement_fields": "fields",
    "target_groups": "target_groups",
    "activities": "activities",
    "requirements": "requirements",
    "languages": "languages",
}

RHYTHMS: dict[str, RhythmName] = {
    Rhythm.WEEKLY: "weekly",
    Rhythm.FORTNIGHTLY: "fortnightly",
    Rhythm.MONTHLY: "monthly",
}

Distance = Callable[[int], float | None]


class Row(Offering):
    """The columns of one offer as attributes, and what hangs on it."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.__dict__.update(columns)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@dataclass(slots=True)
class Address:
    """Enough of a page to know its address."""

    pk: int
    url_path: str


class Hanging(NamedTuple):
    """What stands in other tables, by primary key of the offer."""

    terms: dict[str, dict[int, list[TermReference]]]
    slots: dict[int, list[WeeklySlot]]
    dates: dict[int, list[OpportunityDate]]


def read_opportunities(
    keys: Sequence[int], request: HttpRequest, *, distance: Distance = lambda key: None
) -> list[Opportunity]:
    """The open, public opportunities among `keys`, in that order."""
    return [
        Opportunity(**fields, distance_km=_rounded(distance(row.pk)))
        for row, fields in _read(keys, request)
    ]


def read_opportunity(key: int, request: HttpRequest) -> OpportunityDetail | None:
    """An open, public opportunity with its contact; None if there is none."""
    for row, fields in _read([key], request):
        contact = Contact(name=row.contact_name, email=row.contact_email, phone=row.contact_phone)
        is_known = contact.name or contact.email or contact.phone
        return OpportunityDetail(**fields, distance_km=None, contact=contact if is_known else None)
    return None


def _read(keys: Sequence[int], request: HttpRequest) -> list[tuple[Row, dict[str, Any]]]:
    today = timezone.localdate()
    pages = OpportunityPage.objects.open(today).public().filter(pk__in=keys).order_by()
    rows = {columns["pk"]: Row(columns) for columns in pages.values(*COLUMNS)}
    hanging = _hanging(list(rows))
    address_of = full_addresses(request)
    rewrite = outside_links((row.description for row in rows.values()), request, address_of)
    found = [rows[key] for key in keys if key in rows]
    return [
        (
            row,
            {
                **{name: getattr(row, name) for name in PLAIN},
                **_about(row),
                **{name: terms.get(row.pk, []) for name, terms in hanging.terms.items()},
                "url": address_of(Address(row.pk, row.url_path)),
                "description": rewrite(row.description),
                "state": "full" if row.state(today) == OpportunityState.FULL else "open",
                "organisation": _organisation(row, address_of),
                **_times(row, hanging.slots.get(row.pk, []), hanging.dates.get(row.pk, []), today),
            },
        )
        for row in found
    ]


def _about(row: Row) -> dict[str, Any]:
    place = PublicPlace(row)
    town = row.municipality__slug and TownReference(
        slug=row.municipality__slug, name=row.municipality__name, ags=row.municipality__ags
    )
    return {
        "id": row.pk,
        "town": town or None,
        "place": None if row.whereabouts == Whereabouts.ONLINE else whereabout(place),
        "is_address_hidden": row.address_hidden,
        # The nearest stop would give a secret address away.
        "public_transport": "" if row.address_hidden else row.public_transport,
        "hours_per_week": row.hours_per_week and float(row.hours_per_week),
        "german_level": row.german_level or None,
        "places_left": row.places_left,
        "freinet_id": row.freinet_source__freinet_id,
        "published_at": row.first_published_at,
        "last_modified": row.last_published_at,
    }


def _organisation(row: Row, address_of: Callable[[HasPath], str]) -> OrganisationReference | None:
    if not row.organisation__live:
        return None
    address = Address(row.organisation_id, row.organisation__url_path)
    return OrganisationReference(
        id=row.organisation_id, name=row.organisation__title, url=address_of(address)
    )


def _times(
    row: Row, slots: list[WeeklySlot], dates: list[OpportunityDate], today: dt.date
) -> dict[str, Any]:
    lines = times_in_words(times_of(row, slots, dates), today=today)
    return {
        "times_in_words": [capfirst(line) for line in lines],
        "slots": [
            Slot(
                weekday=WEEKDAY_NAMES[slot.weekday],
                starts_at=clock(slot.starts_at),
                ends_at=clock(slot.ends_at),
                rhythm=RHYTHMS[slot.rhythm],
            )
            for slot in slots
        ],
        "dates": [
            SingleDate(
                date=one.takes_place_on, starts_at=clock(one.starts_at), ends_at=clock(one.ends_at)
            )
            for one in dates
        ],
    }


def _hanging(keys: Sequence[int]) -> Hanging:
    slots: dict[int, list[WeeklySlot]] = defaultdict(list)
    for slot in WeeklySlot.objects.filter(opportunity__in=keys):
        slots[slot.opportunity_id].append(slot)
    dates: dict[int, list[OpportunityDate]] = defaultdict(list)
    for one in OpportunityDate.objects.filter(opportunity__in=keys):
        dates[one.opportunity_id].append(one)
    return Hanging({name: _terms(field, keys) for field, name in TERMS.items()}, slots, dates)


def _terms(field: str, keys: Sequence[int]) -> dict[int, list[TermReference]]:
    """The entries of one list by offer, in the list's order."""
    tie = getattr(OpportunityPage, field).field.m2m_reverse_field_name()
    through = getattr(OpportunityPage, field).through.objects
    rows: Iterable[tuple[int, str, str]] = (
        through.filter(opportunitypage__in=keys)
        .order_by(f"{tie}__sort_order", f"{tie}__label")
        .values_list("opportunitypage_id", f"{tie}__slug", f"{tie}__label")
    )
    found: dict[int, list[TermReference]] = defaultdict(list)
    for key, slug, label in rows:
        found[key].append(TermReference(slug=slug, label=label))
    return found


def _rounded(distance: float | None) -> float | None:
    return None if distance is None else round(distance, 1)
