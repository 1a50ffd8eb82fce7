"""Offers as the catalogue takes them over from the database."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import compress
from typing import Any, NamedTuple

from django.db.models import QuerySet
from wagtail.query import PageQuerySet

from core.models import Requirement
from core.models.places import PublicPlace
from municipalities.models import Municipality
from opportunities.catalogue import documents
from opportunities.catalogue.facets import (
    TERMS,
    TOWN,
    YES,
    YES_OR_NO,
    age_values,
    hours_values,
    time_model_values,
    trait_of,
    whereabouts_values,
)
from opportunities.catalogue.offers import GERMAN_LEVELS, Gives, Offer
from opportunities.catalogue.places import Centres, Point
from opportunities.catalogue.times import Period, Span, time_values, week_of
from opportunities.enums import Whereabouts
from opportunities.models.pages import OpportunityPage
from opportunities.models.times import OpportunityDate, WeeklySlot

ROWS_AT_ONCE = 1_000
_SAID_YES = tuple((name, YES) for name in YES_OR_NO)


class _Row(NamedTuple):
    """The columns that are read, by the names of the page's fields."""

    pk: int
    title: str
    summary: str
    description: str
    organisation_id: int | None
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
    starts_on: dt.date | None
    ends_on: dt.date | None
    hours_per_week: Decimal | None
    minimum_age: int | None
    german_level: str
    requirements_note: str
    has_insurance: bool
    reimburses_expenses: bool
    offers_training: bool
    gives_certificate: bool
    counts_for_card: bool
    is_step_free: bool
    suits_groups: bool
    places_wanted: int | None
    places_taken: int
    places_held: int
    dates_are_full: bool
    open_until: dt.date | None
    listed_at: dt.datetime | None


_OWN_FIELDS = frozenset(_Row._fields) - {"organisation__title"}


def visible(today: dt.date) -> QuerySet[OpportunityPage]:
    """Offers that are open on `today` and that everybody may see.

    Restrictions are read anew: what this process keeps of them may be a second older than the
    change that is being taken over.
    """
    offers = OpportunityPage.objects.open(today).order_by()
    return offers.exclude(PageQuerySet.private_q(offers))


class Reader:
    """Reads offers with a fixed number of queries for every thousand."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._visible = visible(today)
        towns = list(Municipality.objects.defer("boundary"))
        self._towns = {town.pk: town for town in towns}
        self._centres = Centres(towns)
        # What each term of a field says: its value in the filter, and its label.
        self._terms = {
            field: {
                pk: ((facet, slug), label)
                for pk, slug, label in model._default_manager.values_list("pk", "slug", "label")
            }
            for field, (facet, model) in TERMS.items()
        }
        requirements = list(Requirement.objects.all())
        self._requirements = {one.pk: one.label for one in requirements}
        self._traits = {one.pk: (trait_of(one), one.slug) for one in requirements}
        self._learned = {
            one.pk
            for one in requirements
            if one.kind in (Requirement.Kind.KNOWLEDGE, Requirement.Kind.LICENCE)
        }
        self._checks = {
            one.pk for one in requirements if one.kind == Requirement.Kind.BACKGROUND_CHECK
        }

    def read(self, keys: Sequence[int]) -> Iterator[Offer]:
        """Those of `keys` (ascending) that everybody may see and that are open today."""
        for start in range(0, len(keys), ROWS_AT_ONCE):
            yield from self._read_batch(keys[start : start + ROWS_AT_ONCE])

    def as_written(self, page: OpportunityPage) -> Offer:
        """A page as it stands in memory, be it a draft, as if it were on line already."""
        title = page.organisation.title if page.organisation else None
        values = {name: getattr(page, name) for name in _OWN_FIELDS}
        terms = [
            term
            for field, known in self._terms.items()
            for one in getattr(page, field).all()
            if (term := known.get(one.pk))
        ]
        days = [one for one in page.dates.all() if one.takes_place_on >= self._today]
        return self._offer(
            _Row(**values, organisation__title=title),
            terms,
            [one.pk for one in page.requirements.all()],
            [
                *((one.weekday, one.starts_at, one.ends_at) for one in page.slots.all()),
                *((one.takes_place_on.weekday(), one.starts_at, one.ends_at) for one in days),
            ],
        )

    def _read_batch(self, keys: Sequence[int]) -> Iterator[Offer]:
        among = Among(keys)
        rows = among.those(self._visible, "id").values_list(*_Row._fields)
        terms = {field: _ties(field, among) for field in TERMS}
        requirements = _ties("requirements", among)
        spans = _spans(among, self._today)
        for row in map(_Row._make, rows):
            yield self._offer(
                row,
                [
                    term
                    for field, known in self._terms.items()
                    for pk in terms[field].get(row.pk, ())
                    if (term := known.get(pk))
                ],
                requirements.get(row.pk, ()),
                spans.get(row.pk, ()),
            )

    def _offer(
        self,
        row: _Row,
        terms: list[tuple[tuple[str, str], str]],
        requirements: Sequence[int],
        spans: Sequence[Span],
    ) -> Offer:
        is_online = row.whereabouts == Whereabouts.ONLINE
        place = PublicPlace(row)
        shown = None
        if place.latitude is not None and place.longitude is not None and not is_online:
            shown = Point(place.latitude, place.longitude)
        near = None
        if not is_online:
            near = shown or self._centres.near(place, row.municipality_id)
        town = self._towns.get(row.municipality_id or 0)
        missing = _missing(row)
        period = Period(row.time_model, row.starts_on, row.ends_on)
        texts = (row.time_note, row.title, row.summary, row.description)
        # One day may be the day of several spans.
        times = tuple(dict.fromkeys(time_values(spans, *texts, period=period)))
        week = week_of(spans, times, period, row.time_note)
        times = (*time_model_values(row.time_model), *times)
        answers = (
            self._learned.isdisjoint(requirements),
            self._checks.isdisjoint(requirements),
            row.is_step_free,
            row.has_insurance,
            row.counts_for_card,
            row.suits_groups,
            missing >= 0,
        )
        values = [
            *(value for value, _ in terms),
            *times,
            *whereabouts_values(row.whereabouts),
            *hours_values(row.hours_per_week),
            *age_values(row.minimum_age),
            *compress(_SAID_YES, answers),
            *(self._traits[pk] for pk in requirements if pk in self._traits),
        ]
        if town:
            values.append((TOWN, town.slug))
        labels = [label for _, label in terms]
        labels += [self._requirements.get(pk, "") for pk in requirements]
        return Offer(
            key=row.pk,
            listed_at=row.listed_at,
            open_until=row.open_until,
            missing=missing,
            near=near,
            shown=shown,
            is_anywhere=row.whereabouts != Whereabouts.ON_SITE,
            values=values,
            document=documents.document(
                title=row.title,
                organisation=row.organisation__title or "",
                terms=" · ".join([*labels, row.requirements_note]),
                place=documents.place_words(place, town.name if town else ""),
                time=documents.time_words(times, row.time_note),
                summary=row.summary,
                description=documents.plain(row.description),
            ),
            week=week.parts,
            week_is_read=week.is_read,
            runs_through=week.runs_through,
            minimum_age=row.minimum_age or 0,
            german=GERMAN_LEVELS.get(row.german_level, 0),
            half_hours=int(row.hours_per_week * 2) if row.hours_per_week else 0,
            gives=(
                row.offers_training * Gives.TRAINING
                | row.gives_certificate * Gives.CERTIFICATE
                | row.reimburses_expenses * Gives.EXPENSES
                | row.counts_for_card * Gives.CARD
                | row.has_insurance * Gives.INSURANCE
            ),
            organisation=row.organisation_id or 0,
        )


class Among:
    """Restricts queries to a batch of primary keys, which are ascending.

    A long list is cheaper as a range: what lies between is hardly more than what is asked for.
    """

    def __init__(self, keys: Sequence[int]) -> None:
        self._keys = keys
        self._is_dense = bool(keys) and keys[-1] - keys[0] < 4 * len(keys)

    def those(self, rows: "QuerySet[Any]", name: str) -> "QuerySet[Any]":
        """The rows whose field `name` is one of the keys (or, rarely, lies between them)."""
        if self._is_dense:
            return rows.filter(**{f"{name}__gte": self._keys[0], f"{name}__lte": self._keys[-1]})
        return rows.filter(**{f"{name}__in": self._keys})


def _missing(row: _Row) -> int:
    if row.dates_are_full:
        return -1
    if row.places_wanted is None:
        return 0
    return max(row.places_wanted - row.places_taken - row.places_held, 0) or -1


def _ties(field: str, among: Among) -> dict[int, list[int]]:
    """The ids of the terms that the field ties to each page."""
    relation: Any = OpportunityPage._meta.get_field(field)
    through = relation.remote_field.through._default_manager
    term = f"{relation.m2m_reverse_field_name()}_id"
    ties: dict[int, list[int]] = defaultdict(list)
    for page_id, term_id in among.those(through, "opportunitypage_id").values_list(
        "opportunitypage_id", term
    ):
        ties[page_id].append(term_id)
    return ties


def _spans(among: Among, today: dt.date) -> dict[int, list[Span]]:
    """Weekly slots and single dates to come alike: on which weekday, from when until when."""
    spans: dict[int, list[Span]] = defaultdict(list)
    slots = among.those(WeeklySlot.objects.order_by(), "opportunity_id")
    for key, weekday, starts_at, ends_at in slots.values_list(
        "opportunity_id", "weekday", "starts_at", "ends_at"
    ):
        spans[key].append((weekday, starts_at, ends_at))
    dates = among.those(OpportunityDate.objects.order_by(), "opportunity_id")
    for key, day, starts_at, ends_at in dates.filter(takes_place_on__gte=today).values_list(
        "opportunity_id", "takes_place_on", "starts_at", "ends_at"
    ):
        spans[key].append((day.weekday(), starts_at, ends_at))
    return spans
