"""The shops that take the card as open data."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from django.http import HttpRequest, StreamingHttpResponse
from pydantic import BaseModel, Field

from core.addresses import HasPath
from core.api.paging import ResultPage, page_of_results
from core.api.representations import (
    WEEKDAY_NAMES,
    TermReference,
    WeekdayName,
    Whereabout,
    clock,
    full_addresses,
    term_reference,
    whereabout,
)
from core.api.rich_text import outside_links
from core.api.routing import OpenRouter, first_or_404
from core.api.streaming import json_lines
from core.api.words import later as _
from municipalities.api import TownReference, town_reference
from partners import models
from partners.cards import offered_by, offering
from partners.enums import BenefitKind, LimitPeriod
from partners.filters import PartnerFilterSet

router = OpenRouter(tag=_("Partner shops"))


class OpeningSpan(BaseModel):
    """A time at which a place is open."""

    weekday: int = Field(description=_("0 is Monday, 6 Sunday, 7 public holidays"))
    opens: int = Field(description=_("in minutes after midnight"))
    closes: int = Field(description=_("in minutes after midnight; above 1440 on the next day"))


class PartnerPlace(BaseModel):
    """One address of a shop."""

    place: Whereabout | None = Field(description=_("null: not said"))
    town: TownReference | None = Field(description=_("town of the association; null: outside"))
    opening_hours: str = Field(description=_("German words for people"))
    opening_times: list[OpeningSpan] = Field(
        description=_("what the words say for certain; empty: ask people")
    )


class BenefitTranslation(BaseModel):
    """A benefit in another language."""

    language: str = Field(description=_("a tag of BCP 47"))
    title: str
    terms: str


class PartnerBenefit(BaseModel):
    """What holders of the card get there at present."""

    id: int = Field(description=_("never changes; what gets less is another benefit"))
    kind: BenefitKind
    title: str = Field(description=_("German words for people"))
    terms: str = Field(description=_("German words for people"))
    percent: int | None
    price: Decimal | None = Field(description=_("in euros, with the card"))
    regular_price: Decimal | None = Field(description=_("in euros, without the card"))
    for_standard: bool = Field(description=_("holds for the Ehrenamtskarte"))
    for_jubilee: bool = Field(description=_("holds for the Jubilee Ehrenamtskarte"))
    companions: int = Field(description=_("how many people who come along get it, too"))
    weekdays: list[WeekdayName]
    from_time: str | None = Field(description=_("HH:MM; null: from the beginning of the day"))
    until_time: str | None = Field(description=_("HH:MM; null: until the end of the day"))
    valid_from: dt.date | None
    valid_until: dt.date | None
    limit_period: LimitPeriod = Field(description=_("how often each card may use it"))
    limit_count: int = Field(description=_("how many times in that period"))
    translations: list[BenefitTranslation]


class Partner(BaseModel):
    """A shop or institution that takes the Ehrenamtskarte."""

    id: int = Field(description=_("never changes"))
    url: str = Field(description=_("its page for people"))
    name: str
    category: TermReference | None
    town: TownReference | None = Field(description=_("the town that looks after it"))
    in_all_towns: bool = Field(description=_("listed in every town of the association"))
    intro: str
    about: str = Field(description=_("HTML"))
    website: str
    step_free: bool | None = Field(description=_("null: not said"))
    accessible_toilet: bool | None = Field(description=_("null: not said"))
    hearing_loop: bool | None = Field(description=_("null: not said"))
    access_note: str
    languages: list[TermReference] = Field(description=_("languages that are spoken there"))
    places: list[PartnerPlace]
    benefits: list[PartnerBenefit]
    published_at: dt.datetime | None = Field(description=_("first published"))
    last_modified: dt.datetime | None = Field(description=_("last published"))


class PartnerDetail(Partner):
    """A shop with how to reach it, as its page shows it."""

    phone: str
    email: str


def filters_of(request: HttpRequest) -> PartnerFilterSet:
    """Without what is open now: answers may be kept, and `opening_times` say it."""
    parameters = request.GET.copy()
    parameters.pop("offen", None)
    return PartnerFilterSet(parameters)


@router.json(
    "/partners",
    "partners",
    ResultPage[Partner],
    summary=_("Search partner shops"),
    description=_(
        "All shops that take the card with their benefits, narrowed by the same parameters as "
        "the list for people, but for what is open now."
    ),
)
def partners(request: HttpRequest) -> ResultPage[Partner]:
    read = partial(read_partners, request=request)
    return ResultPage[Partner](**page_of_results(request, filters_of(request).answer, read))


@router.json_lines(
    "/partners.jsonl",
    "partners_bulk",
    summary=_("All partner shops of a search in one file"),
    description=_(
        "JSON Lines: one shop a line, as in the pages of the search, with the same parameters."
    ),
)
def partners_bulk(request: HttpRequest) -> StreamingHttpResponse:
    read = partial(read_partners, request=request)
    return json_lines(filters_of(request).answer, read, filename="partners.jsonl")


@router.json(
    "/partners/{key:key}",
    "partner",
    PartnerDetail,
    summary=_("One partner shop"),
    description=_("A shop by its id, with how to reach it."),
)
def partner(request: HttpRequest, key: int) -> PartnerDetail:
    page = first_or_404(_pages([key]))
    [found] = _partners([page], request)
    return PartnerDetail(**found.model_dump(), phone=page.public_phone, email=page.public_email)


def read_partners(keys: Sequence[int], request: HttpRequest) -> list[Partner]:
    """The shops among `keys` that take part, in that order, in a fixed number of queries."""
    pages = {page.pk: page for page in _pages(keys)}
    return _partners([pages[key] for key in keys if key in pages], request)


def _pages(keys: Sequence[int]) -> list[models.PartnerPage]:
    found = models.PartnerPage.objects.live().public().taking_part().filter(pk__in=keys)
    return list(
        found.order_by()
        .select_related("category", "municipality", "record")
        .prefetch_related(
            "languages",
            "branches__municipality",
            offering(models.Benefit.objects.prefetch_related("translations")),
        )
    )


def _partners(pages: Sequence[models.PartnerPage], request: HttpRequest) -> list[Partner]:
    address_of = full_addresses(request)
    rewrite = outside_links((page.about for page in pages), request, address_of)
    return [_partner(page, address_of, rewrite) for page in pages]


def _partner(
    page: models.PartnerPage,
    address_of: Callable[[HasPath], str],
    rewrite: Callable[[str], str],
) -> Partner:
    return Partner(
        id=page.pk,
        url=address_of(page),
        name=page.title,
        category=term_reference(page.category) if page.category else None,
        town=town_reference(page.municipality) if page.municipality else None,
        in_all_towns=page.record.in_all_towns,
        intro=page.intro,
        about=rewrite(page.about),
        website=page.website,
        step_free=page.step_free,
        accessible_toilet=page.accessible_toilet,
        hearing_loop=page.hearing_loop,
        access_note=page.access_note,
        languages=[term_reference(language) for language in page.languages.all()],
        places=[_place(branch) for branch in page.branches.all()],
        benefits=[_benefit(benefit) for benefit in offered_by(page)],
        published_at=page.first_published_at,
        last_modified=page.last_published_at,
    )


def _place(branch: models.PartnerBranch) -> PartnerPlace:
    return PartnerPlace(
        place=whereabout(branch.public_place),
        town=town_reference(branch.municipality) if branch.municipality else None,
        opening_hours=branch.opening_hours,
        opening_times=[
            OpeningSpan(weekday=weekday, opens=opens, closes=closes)
            for weekday, opens, closes in branch.opening_times
        ],
    )


def _benefit(benefit: models.Benefit) -> PartnerBenefit:
    return PartnerBenefit(
        id=benefit.pk,
        kind=BenefitKind(benefit.kind),
        title=benefit.title,
        terms=benefit.terms,
        percent=benefit.percent,
        price=benefit.price,
        regular_price=benefit.regular_price,
        for_standard=benefit.for_standard,
        for_jubilee=benefit.for_jubilee,
        companions=benefit.companions,
        weekdays=[WEEKDAY_NAMES[day] for day in range(7) if benefit.weekdays >> day & 1],
        from_time=clock(benefit.from_time),
        until_time=clock(benefit.until_time),
        valid_from=benefit.valid_from,
        valid_until=benefit.valid_until,
        limit_period=LimitPeriod(benefit.limit_period),
        limit_count=benefit.limit_count,
        translations=[
            BenefitTranslation(language=one.language, title=one.title, terms=one.terms)
            for one in benefit.translations.all()
        ],
    )
