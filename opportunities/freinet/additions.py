"""What our own exports say besides Freinet's elements, so that our importer loses nothing.

Freinet has one line of free text for all times and none for most of what an offer here says. So
each `angebot` that we write carries one element of our own name space, which other readers pass
over. It is the whole record: what is missing from it is empty.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from django.core.exceptions import ValidationError
from django.db import models

from core.enums import Weekday
from core.models.vocabularies import Term
from opportunities.enums import Rhythm
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.rows import Entry
from opportunities.freinet.values import Repair
from opportunities.freinet.xml_form import ADDITIONS, NAMESPACE
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot

# The page's fields and what their elements are called.
PLACE_FIELDS = {
    "venue": "treffpunkt",
    "street": "strasse",
    "postcode": "plz",
    "city": "ort",
    "locality": "ortsteil",
    "latitude": "breite",
    "longitude": "laenge",
}
FIELDS = {
    "title": "titel",
    "summary": "kurzfassung",
    "time_model": "zeitmodell",
    "hours_per_week": "wochenstunden",
    "starts_on": "von",
    "ends_on": "bis",
    "time_note": "zeithinweis",
    "closes_on": "offen_bis",
    "whereabouts": "wo",
    **PLACE_FIELDS,
    "address_hidden": "adresse_geschuetzt",
    "public_transport": "haltestelle",
    "requirements_note": "voraussetzungshinweis",
    "minimum_age": "mindestalter",
    "german_level": "deutschkenntnisse",
    "has_insurance": "versichert",
    "reimburses_expenses": "auslagenersatz",
    "offers_training": "schulung",
    "gives_certificate": "nachweis",
    "counts_for_card": "zaehlt_fuer_ehrenamtskarte",
    "is_step_free": "stufenfrei",
    "has_accessible_toilet": "barrierefreie_toilette",
    "has_hearing_loop": "hoeranlage",
    "uses_plain_language": "leicht_erklaert",
    "places_wanted": "gesucht",
    "places_taken": "gefunden",
    "suits_groups": "gruppen",
    "contact_name": "kontakt",
    "contact_email": "email",
    "contact_phone": "telefon",
}
TERMS = {
    "engagement_fields": "bereich",
    "target_groups": "zielgruppe",
    "activities": "taetigkeit",
    "requirements": "voraussetzung",
    "languages": "sprache",
}
TOWN, SLOT, DATE = "stadt", "wochentermin", "einzeltermin"
WEEKDAYS = dict(zip(Weekday.values, ("mo", "di", "mi", "do", "fr", "sa", "so"), strict=True))
OLDEST_MINIMUM_AGE = 99
MOST_HOURS = 80  # a week


@dataclass(kw_only=True)
class Additions:
    """The record made sense of: what `OpportunityPage` holds under the same names."""

    values: dict[str, Any]
    slots: list[dict[str, Any]] = field(default_factory=list)
    dates: list[dict[str, Any]] = field(default_factory=list)
    terms: dict[str, list[Term]] = field(default_factory=lambda: {name: [] for name in TERMS})
    ags: str = ""  # of the town to which it belongs

    def as_json(self) -> list[Any]:
        """What changes when and only when something of this changes."""
        slugs = {name: sorted(term.slug for term in terms) for name, terms in self.terms.items()}
        return [self.slots, self.dates, slugs, self.ags]


class Vocabularies:
    """The lists to choose from by address part and by label, each read once when it is needed."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Term]] = {}

    def find(self, name: str, slug: str, label: str) -> Term | None:
        """The entry for the page's field `name`: by its address part, else by its label."""
        if name not in self._known:
            model: Any = OpportunityPage._meta.get_field(name).related_model
            terms = list(model.objects.all())
            self._known[name] = {f"={term.label}": term for term in terms} | {
                term.slug: term for term in terms
            }
        return self._known[name].get(slug) or self._known[name].get(f"={label}")


def read_additions(
    entries: Sequence[Entry], vocabularies: Vocabularies, repairs: list[Repair]
) -> Additions:
    """The record of `entries`; what can't be used is left out and remembered in `repairs`."""
    found = Additions(values={name: _field(name).get_default() for name in FIELDS})
    names = {element: name for name, element in FIELDS.items()}
    lists = {element: name for name, element in TERMS.items()}

    def refuse(entry: Entry) -> None:
        value = entry.text or " ".join(entry.attributes.values())
        repairs.append(Repair(entry.name, Reason.INVALID, value))

    for entry in entries:
        try:
            if name := names.get(entry.name):
                found.values[name] = _field(name).clean(entry.text, None)
            elif name := lists.get(entry.name):
                term = vocabularies.find(name, entry.text, entry.attributes.get("name", ""))
                if term is None:
                    refuse(entry)
                elif term not in found.terms[name]:
                    found.terms[name].append(term)
            elif entry.name == SLOT:
                found.slots.append(_slot(entry))
            elif entry.name == DATE:
                found.dates.append(_date(entry))
            elif entry.name == TOWN:
                found.ags = entry.attributes.get("ags", "")
        except (ValidationError, ValueError):
            refuse(entry)
    _make_consistent(found.values, repairs)
    return found


def add_additions(offer: Element, page: OpportunityPage, values: dict[str, Any]) -> None:
    """Write the record of `page` into `offer`; `values` by our field names are the public ones."""
    record = SubElement(offer, ADDITIONS)
    if page.municipality:
        _add(record, TOWN, page.municipality.name, ags=page.municipality.ags)
    for name, element in FIELDS.items():
        value = values[name]
        if value not in (None, "", False):
            _add(record, element, "1" if value is True else str(value))
    for slot in page.slots.all():
        times = _clock(slot.starts_at, slot.ends_at)
        _add(record, SLOT, tag=WEEKDAYS[slot.weekday], **times, rhythmus=slot.rhythm)
    for date in page.dates.all():
        times = _clock(date.starts_at, date.ends_at)
        _add(record, DATE, tag=date.takes_place_on.isoformat(), **times)
    for name, element in TERMS.items():
        for term in getattr(page, name).all():
            _add(record, element, term.slug, name=term.label)


def new_slots(additions: Additions) -> list[WeeklySlot]:
    return [WeeklySlot(**values) for values in additions.slots]


def new_dates(additions: Additions) -> list[OpportunityDate]:
    return [OpportunityDate(**values) for values in additions.dates]


def _field(name: str) -> models.Field:
    found: Any = OpportunityPage._meta.get_field(name)
    return found


def _add(record: Element, element: str, text: str = "", **attributes: str) -> None:
    SubElement(record, f"{{{NAMESPACE}}}{element}", attributes).text = text or None


def _clock(starts_at: dt.time | None, ends_at: dt.time | None) -> dict[str, str]:
    times = {"von": starts_at, "bis": ends_at}
    return {name: time.isoformat() for name, time in times.items() if time}


def _slot(entry: Entry) -> dict[str, Any]:
    weekdays = {code: number for number, code in WEEKDAYS.items()}
    code = entry.attributes.get("tag", "")
    if code not in weekdays:
        raise ValueError("no weekday")
    rhythm = Rhythm(entry.attributes.get("rhythmus", Rhythm.WEEKLY))
    return {"weekday": weekdays[code], **_times(entry), "rhythm": rhythm.value}


def _date(entry: Entry) -> dict[str, Any]:
    day = dt.date.fromisoformat(entry.attributes.get("tag", ""))
    return {"takes_place_on": day, **_times(entry)}


def _times(entry: Entry) -> dict[str, dt.time | None]:
    starts_at, ends_at = (
        dt.time.fromisoformat(text).replace(tzinfo=None) if text else None
        for text in (entry.attributes.get("von"), entry.attributes.get("bis"))
    )
    if starts_at and ends_at and ends_at <= starts_at:
        raise ValueError("ends before it begins")
    return {"starts_at": starts_at, "ends_at": ends_at}


def _make_consistent(values: dict[str, Any], repairs: list[Repair]) -> None:
    """Leave out what the database would refuse together."""
    starts_on, ends_on = values["starts_on"], values["ends_on"]
    if starts_on and ends_on and ends_on < starts_on:
        _leave_out(values, ("ends_on",), repairs)
    point = values["latitude"], values["longitude"]
    if not all(degrees is not None and isfinite(degrees) for degrees in point):
        _leave_out(values, ("latitude", "longitude"), repairs)
    if not 0 < (values["hours_per_week"] or 1) <= MOST_HOURS:
        _leave_out(values, ("hours_per_week",), repairs)
    if (values["minimum_age"] or 0) > OLDEST_MINIMUM_AGE:
        _leave_out(values, ("minimum_age",), repairs)


def _leave_out(values: dict[str, Any], names: Iterable[str], repairs: list[Repair]) -> None:
    for name in names:
        if values[name] is not None:
            repairs.append(Repair(FIELDS[name], Reason.INVALID, str(values[name])))
            values[name] = None
