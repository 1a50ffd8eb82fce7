"""What a card needs of an opportunity, read without making pages of it.

A page instance costs more than the row it is made from: two tables of columns, signals, the
machinery for revisions. A list needs a third of the columns and none of the rest.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from wagtail.images.models import AbstractRendition

from core import pictures
from core.models.places import PublicPlace
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from opportunities.states import Offering


@dataclass(slots=True)
class CardRow(Offering):
    """An opportunity as a list reads it; its attributes are called as the page's."""

    pk: int
    title: str
    url_path: str
    live: bool
    summary: str
    open_until: dt.date | None
    places_wanted: int | None
    places_taken: int
    places_held: int
    is_paused: bool
    dates_are_full: bool
    whereabouts: str
    venue: str
    street: str
    postcode: str
    city: str
    locality: str
    latitude: float | None
    longitude: float | None
    address_hidden: bool
    time_model: str
    hours_per_week: Decimal | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    counts_for_card: bool
    is_step_free: bool
    image_id: int | None
    organisation__title: str | None
    municipality__name: str | None

    slots: list[WeeklySlot] = field(default_factory=list, init=False)
    dates: list[OpportunityDate] = field(default_factory=list, init=False)
    field_icons: list[str] = field(default_factory=list, init=False)
    picture: AbstractRendition | None = field(default=None, init=False)

    @property
    def public_place(self) -> PublicPlace:
        return PublicPlace(self)


COLUMNS = [column.name for column in fields(CardRow) if column.init]


def read_card_rows(keys: Sequence[int]) -> list[CardRow]:
    """The opportunities with these primary keys, in no order, in a fixed number of queries."""
    pages = OpportunityPage.objects.filter(pk__in=keys).order_by()
    rows = {row[0]: CardRow(*row) for row in pages.values_list(*COLUMNS)}
    for key, slots in _by_opportunity(WeeklySlot.objects.filter(opportunity__in=keys)).items():
        rows[key].slots = slots
    for key, dates in _by_opportunity(OpportunityDate.objects.filter(opportunity__in=keys)).items():
        rows[key].dates = dates
    ties = OpportunityPage.engagement_fields.through.objects.filter(opportunitypage__in=keys)
    ties = ties.order_by("engagementfield__sort_order", "engagementfield__label")
    for key, icon in ties.values_list("opportunitypage_id", "engagementfield__icon"):
        rows[key].field_icons.append(icon)
    images = {row.image_id for row in rows.values() if row.image_id}
    renditions = pictures.renditions(images, pictures.CARD)
    for row in rows.values():
        row.picture = renditions.get(row.image_id) if row.image_id else None
    return list(rows.values())


def _by_opportunity(objects: Iterable) -> dict[int, list]:
    groups: dict[int, list] = defaultdict(list)
    for one in objects:
        groups[one.opportunity_id].append(one)
    return groups
