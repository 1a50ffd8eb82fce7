"""Organisations as open data."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from django.http import HttpRequest, StreamingHttpResponse
from pydantic import BaseModel, Field

from core.addresses import HasPath
from core.api.paging import ResultPage, page_of_results
from core.api.representations import (
    TermReference,
    Whereabout,
    full_addresses,
    term_reference,
    whereabout,
)
from core.api.rich_text import outside_links
from core.api.routing import OpenRouter, first_or_404
from core.api.streaming import json_lines
from core.api.words import later as _
from municipalities.api import TownReference, town_reference
from organisations.filters import OrganisationFilterSet
from organisations.models import OrganisationPage

router = OpenRouter(tag=_("Organisations"))

RICH = ("why", "what", "aims", "audience")


class NetworkMembership(BaseModel):
    """A network or umbrella association that the organisation belongs to."""

    name: str
    website: str


class Organisation(BaseModel):
    """An association, initiative or institution that looks for volunteers."""

    id: int = Field(description=_("never changes"))
    url: str = Field(description=_("its page for people, where one also finds whom to ask"))
    name: str
    kind: TermReference | None = Field(description=_("what it is in law"))
    town: TownReference | None = Field(description=_("where it is at home"))
    active_in: list[TownReference] = Field(description=_("further towns where it is active"))
    fields: list[TermReference] = Field(description=_("fields of engagement"))
    languages: list[TermReference] = Field(description=_("languages that are spoken there"))
    founded_in: int | None = Field(description=_("a year"))
    pitch: str = Field(description=_("what it would say of itself in one minute"))
    why: str = Field(description=_("why it exists; HTML"))
    what: str = Field(description=_("what it does; HTML"))
    aims: str = Field(description=_("what it aims at; HTML"))
    audience: str = Field(description=_("whom it wants to reach; HTML"))
    networks: list[NetworkMembership]
    website: str
    place: Whereabout | None = Field(description=_("null: not said"))
    is_address_hidden: bool = Field(
        description=_("the exact address is secret; then only the town is given")
    )
    published_at: dt.datetime | None = Field(description=_("first published"))
    last_modified: dt.datetime | None = Field(description=_("last published"))


class OrganisationContact(BaseModel):
    """Whom to ask, as its page shows it."""

    name: str
    role: str
    email: str
    phone: str


class OrganisationDetail(Organisation):
    """An organisation with whom to ask."""

    contact: OrganisationContact | None


@router.json(
    "/organisations",
    "organisations",
    ResultPage[Organisation],
    summary=_("Search organisations"),
    description=_(
        "All organisations, narrowed by the same parameters as the list for people: copy what "
        "stands behind the question mark of its address."
    ),
)
def organisations(request: HttpRequest) -> ResultPage[Organisation]:
    answer = OrganisationFilterSet(request.GET).answer
    read = partial(read_organisations, request=request)
    return ResultPage[Organisation](**page_of_results(request, answer, read))


@router.json_lines(
    "/organisations.jsonl",
    "organisations_bulk",
    summary=_("All organisations of a search in one file"),
    description=_(
        "JSON Lines: one organisation a line, as in the pages of the search, with the same "
        "parameters."
    ),
)
def organisations_bulk(request: HttpRequest) -> StreamingHttpResponse:
    answer = OrganisationFilterSet(request.GET).answer
    read = partial(read_organisations, request=request)
    return json_lines(answer, read, filename="organisations.jsonl")


@router.json(
    "/organisations/{key:key}",
    "organisation",
    OrganisationDetail,
    summary=_("One organisation"),
    description=_("An organisation by its id, with whom to ask."),
)
def organisation(request: HttpRequest, key: int) -> OrganisationDetail:
    page = first_or_404(_pages([key]))
    [found] = _organisations([page], request)
    return OrganisationDetail(**found.model_dump(), contact=_contact(page))


def read_organisations(keys: Sequence[int], request: HttpRequest) -> list[Organisation]:
    """The public organisations among `keys`, in that order, in a fixed number of queries."""
    pages = {page.pk: page for page in _pages(keys)}
    return _organisations([pages[key] for key in keys if key in pages], request)


def _organisations(pages: Sequence[OrganisationPage], request: HttpRequest) -> list[Organisation]:
    address_of = full_addresses(request)
    texts = (getattr(page, name) for page in pages for name in RICH)
    rewrite = outside_links(texts, request, address_of)
    return [_organisation(page, address_of, rewrite) for page in pages]


def _pages(keys: Sequence[int]) -> list[OrganisationPage]:
    found = OrganisationPage.objects.live().public().filter(pk__in=keys).order_by()
    return list(
        found.select_related("kind", "municipality").prefetch_related(
            "active_in", "sectors", "languages", "networks"
        )
    )


def _organisation(
    page: OrganisationPage, address_of: Callable[[HasPath], str], rewrite: Callable[[str], str]
) -> Organisation:
    return Organisation(
        id=page.pk,
        url=address_of(page),
        name=page.title,
        kind=term_reference(page.kind) if page.kind else None,
        town=town_reference(page.municipality) if page.municipality else None,
        active_in=[town_reference(town) for town in page.active_in.all()],
        fields=[term_reference(sector) for sector in page.sectors.all()],
        languages=[term_reference(language) for language in page.languages.all()],
        founded_in=page.founded_in,
        pitch=page.pitch,
        **{name: rewrite(getattr(page, name)) for name in RICH},
        networks=[
            NetworkMembership(name=network.name, website=network.website)
            for network in page.networks.all()
        ],
        website=page.website,
        place=whereabout(page.public_place),
        is_address_hidden=page.address_hidden,
        published_at=page.first_published_at,
        last_modified=page.last_published_at,
    )


def _contact(page: OrganisationPage) -> OrganisationContact | None:
    contact = OrganisationContact(
        name=page.contact_name, role=page.contact_role, email=page.email, phone=page.phone
    )
    return contact if any(contact.model_dump().values()) else None
