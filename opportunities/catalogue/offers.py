"""Offers as the catalogue takes them over from the database: plain values, no models."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from core.models import Requirement
from core.models.places import PublicPlace
from municipalities.models import Municipality
from opportunities.catalogue import documents
from opportunities.catalogue.facets import (
    TERMS,
    TOWN,
    YES,
    age_values,
    hours_values,
    time_model_values,
    whereabouts_values,
)
from opportunities.catalogue.places import Centres, Point
from opportunities.catalogue.times import Span, time_values
from opportunities.enums import Whereabouts
from opportunities.models.pages import OpportunityPage
from opportunities.models.times import OpportunityDate, WeeklySlot

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One open, public offer."""

    key: int
    listed_at: dt.datetime | None
    open_until: dt.date | None
    missing: int  # people; 0 where any number is welcome, -1 where all are found
    near: Point | None  # from where distances are measured
    shown: Point | None  # on the map, for everybody
    is_anywhere: bool  # needs no place at all
    values: frozenset[tuple[str, str]]  # (facet, value)
    document: tuple[str, ...]  # a text for each field of `documents.WEIGHTS`


class _Row(NamedTuple):
    """The columns that are read, by the names of the page's fields."""

    pk: int
    title: str
    summary: str
    description: str
    organisation__title: str | None
    municipality_id: int | None
    venue: str
    street: str
    postcode: str
    city: str
    locality: str
    latitude: float | None
    longitude: float | None
    address_hidden: bool
    whereabouts: str
    time_model: str
    time_note: str
    hours_per_week: Decimal | None
    minimum_age: int | None
    requirements_note: str
    has_insurance: bool
    counts_for_card: bool
    is_step_free: bool
    suits_groups: bool
    places_wanted: int | None
    places_taken: int
    open_until: dt.date | None
    listed_at: dt.datetime | None


class Reader:
    """Reads offers with a fixed number of queries for every thousand."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        towns = list(Municipality.objects.defer("boundary"))
        self._towns = {town.pk: town for town in towns}
        self._centres = Centres(towns)
        self._terms = {
            field: {term.pk: term for term in model._default_manager.all()}
            for field, (_, model) in TERMS.items()
        }
        self._requirements = {term.pk: term for term in Requirement.objects.all()}

    def read(self, keys: Sequence[int]) -> Iterator[Offer]:
        """Those of `keys` that everybody may see and that are open today."""
        for start in range(0, len(keys), ROWS_AT_ONCE):
            yield from self._read_batch(keys[start : start + ROWS_AT_ONCE])

    def _read_batch(self, keys: Sequence[int]) -> Iterator[Offer]:
        rows = [
            _Row(*row)
            for row in OpportunityPage.objects.open(self._today)
            .public()
            .filter(pk__in=keys)
            .order_by()
            .values_list(*_Row._fields)
        ]
        keys = [row.pk for row in rows]
        terms = {field: _ties(field, keys) for field in TERMS}
        requirements = _ties("requirements", keys)
        spans = _spans(keys, self._today)
        for row in rows:
            yield self._offer(
                row,
                {field: terms[field].get(row.pk, ()) for field in TERMS},
                requirements.get(row.pk, ()),
                spans.get(row.pk, ()),
            )

    def _offer(
        self,
        row: _Row,
        terms: dict[str, Sequence[int]],
        requirements: Sequence[int],
        spans: Sequence[Span],
    ) -> Offer:
        place = PublicPlace(row)
        town = self._towns.get(row.municipality_id) if row.municipality_id else None
        values = [
            *time_model_values(row.time_model),
            *whereabouts_values(row.whereabouts),
            *hours_values(float(row.hours_per_week) if row.hours_per_week else None),
            *age_values(row.minimum_age),
            *time_values(spans),
        ]
        words = documents.time_words(dict.fromkeys(values), row.time_note)
        labels = []
        if town:
            values.append((TOWN, town.slug))
        for field, (facet, _) in TERMS.items():
            for pk in terms[field]:
                term = self._terms[field][pk]
                values.append((facet, term.slug))
                labels.append(term.label)
        needed = [self._requirements[pk] for pk in requirements]
        labels += [requirement.label for requirement in needed]
        values += self._yes_values(row, {requirement.kind for requirement in needed})
        shown = None
        if place.latitude is not None and place.longitude is not None:
            shown = Point(place.latitude, place.longitude)
        return Offer(
            key=row.pk,
            listed_at=row.listed_at,
            open_until=row.open_until,
            missing=_missing(row),
            near=None
            if row.whereabouts == Whereabouts.ONLINE
            else shown or self._centres.near(row, row.municipality_id),
            shown=None if row.whereabouts == Whereabouts.ONLINE else shown,
            is_anywhere=row.whereabouts != Whereabouts.ON_SITE,
            values=frozenset(values),
            document=documents.document(
                title=row.title,
                organisation=row.organisation__title or "",
                terms=" · ".join([*labels, row.requirements_note]),
                place=documents.place_words(place, town.name if town else ""),
                time=words,
                summary=row.summary,
                description=documents.plain(row.description),
            ),
        )

    def _yes_values(self, row: _Row, kinds: set[str]) -> Iterator[tuple[str, str]]:
        answers = {
            "ohne_vorkenntnisse": not kinds
            & {Requirement.Kind.KNOWLEDGE, Requirement.Kind.LICENCE},
            "ohne_fuehrungszeugnis": Requirement.Kind.BACKGROUND_CHECK not in kinds,
            "stufenfrei": row.is_step_free,
            "versichert": row.has_insurance,
            "ehrenamtskarte": row.counts_for_card,
            "gruppen": row.suits_groups,
            "frei": _missing(row) >= 0,
        }
        return ((facet, YES) for facet, answer in answers.items() if answer)


def _missing(row: _Row) -> int:
    if row.places_wanted is None:
        return 0
    return max(row.places_wanted - row.places_taken, 0) or -1


def _ties(field: str, keys: Sequence[int]) -> dict[int, list[int]]:
    """The ids of the terms that the field ties to each page."""
    relation: Any = OpportunityPage._meta.get_field(field)
    through = relation.remote_field.through
    term = f"{relation.m2m_reverse_field_name()}_id"
    ties: dict[int, list[int]] = defaultdict(list)
    rows = through._default_manager.filter(opportunitypage_id__in=keys)
    for page_id, term_id in rows.values_list("opportunitypage_id", term):
        ties[page_id].append(term_id)
    return ties


def _spans(keys: Sequence[int], today: dt.date) -> dict[int, list[Span]]:
    """Weekly slots and single dates to come alike: on which weekday, from when until when."""
    spans: dict[int, list[Span]] = defaultdict(list)
    slots = WeeklySlot.objects.filter(opportunity_id__in=keys)
    for key, *span in slots.order_by().values_list(
        "opportunity_id", "weekday", "starts_at", "ends_at"
    ):
        spans[key].append((span[0], span[1], span[2]))
    dates = OpportunityDate.objects.filter(opportunity_id__in=keys, takes_place_on__gte=today)
    for key, day, starts_at, ends_at in dates.order_by().values_list(
        "opportunity_id", "takes_place_on", "starts_at", "ends_at"
    ):
        spans[key].append((day.weekday(), starts_at, ends_at))
    return spans
