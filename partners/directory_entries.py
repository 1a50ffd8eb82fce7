"""What the directory of shops knows of each of them, and the words it is found by."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils import timezone
from wagtail.rich_text import get_text_for_indexing

from core.kept_texts import Document
from core.models.places import PublicPlace
from municipalities.models import Municipality
from opportunities.catalogue.places import Centres, Point
from partners.enums import BenefitKind
from partners.hours import OpeningTimes
from partners.models import Benefit, PartnerBranch, PartnerPage

# What the filters call the kinds of benefits.
KINDS: Mapping[str, str] = {
    BenefitKind.PERCENT: "rabatt",
    BenefitKind.PRICE: "preis",
    BenefitKind.FREE_ENTRY: "eintritt",
    BenefitKind.FREE_EXTRA: "zugabe",
    BenefitKind.RAFFLE: "verlosung",
    BenefitKind.EVENT: "veranstaltung",
    BenefitKind.OTHER: "anderes",
}


class Branch(NamedTuple):
    """What the directory knows of one place of a shop."""

    towns: frozenset[str]  # where it is listed
    point: Point | None  # from where distances are measured
    times: OpeningTimes


class Entry(NamedTuple):
    """What the directory knows of a shop besides its words."""

    key: int
    title: str
    stamp: tuple[object, ...]
    category: str
    kinds: frozenset[str]
    traits: frozenset[str]
    branches: tuple[Branch, ...]


def read_entries(today: dt.date) -> dict[int, Entry]:
    """The shops that everybody may see, by their page's id, with what they give on that day."""
    benefits: dict[int, list[Benefit]] = {}
    for benefit in Benefit.objects.current().on_day(today).select_related("partner"):
        if benefit.partner.page_id is not None:
            benefits.setdefault(benefit.partner.page_id, []).append(benefit)
    towns = list(Municipality.objects.all())
    every_town = frozenset(town.slug for town in towns)
    slug_of: dict[int | None, str] = {town.pk: town.slug for town in towns}
    centres = Centres(towns)
    branches: dict[int, list[PartnerBranch]] = {}
    for branch in PartnerBranch.objects.order_by("page_id", "sort_order", "pk"):
        branches.setdefault(branch.page_id, []).append(branch)
    pages = PartnerPage.objects.live().public().taking_part().order_by("pk")
    found = {}
    for page in pages.select_related("category", "record"):
        own = benefits.get(page.pk, [])
        listed = every_town if page.record.in_all_towns else frozenset[str]()
        home = frozenset({slug_of.get(page.municipality_id, "")} - {""})
        found[page.pk] = Entry(
            key=page.pk,
            title=page.title,
            stamp=(page.last_published_at, *((one.pk, one.changed_at) for one in own)),
            category=page.category.slug if page.category else "",
            kinds=frozenset(KINDS[one.kind] for one in own),
            traits=frozenset(_traits(page, own)),
            branches=tuple(
                Branch(
                    towns=frozenset({slug_of.get(one.municipality_id, "")} - {""}) | listed or home,
                    point=_point(one, centres),
                    times=one.opening_times,
                )
                for one in branches.get(page.pk, [])
            )
            or (Branch(home | listed, None, []),),
        )
    return found


def _traits(page: PartnerPage, benefits: Iterable[Benefit]) -> Iterable[str]:
    if page.step_free:
        yield "stufenfrei"
    if any(benefit.companions for benefit in benefits):
        yield "begleitung"
    if page.record.in_all_towns:
        yield "ueberall"


def _point(branch: PartnerBranch, centres: Centres) -> Point | None:
    place = branch.public_place
    if place.latitude is not None and place.longitude is not None:
        return Point(place.latitude, place.longitude)
    return centres.near(place, branch.municipality_id)


def documents(keys: Sequence[int]) -> Iterable[tuple[int, Document]]:
    """The words of these shops, in the order of the directory's weights."""
    benefits: dict[int, list[str]] = {}
    rows = Benefit.objects.current().on_day(timezone.localdate()).filter(partner__page__in=keys)
    for key, title, terms in rows.values_list("partner__page", "title", "terms"):
        benefits.setdefault(key, []).append(f"{title} {terms}")
    pages = PartnerPage.objects.filter(pk__in=keys).order_by("pk")
    for page in pages.select_related("category").prefetch_related("branches"):
        places = [PublicPlace(branch) for branch in page.branches.all()]
        lines = [f"{p.venue} {p.street} {p.postcode} {p.city} {p.locality}" for p in places]
        yield (
            page.pk,
            (
                page.title,
                " ".join(benefits.get(page.pk, [])),
                page.category.label if page.category else "",
                " ".join([page.intro, *lines]),
                get_text_for_indexing(page.about),
            ),
        )
