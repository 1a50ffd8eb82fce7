"""Organisations as they stand in lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractRendition

from core import pictures
from core.addresses import address_book
from core.cards import CardShelf
from core.icons import FALLBACK, field_icon, icon
from organisations.models import OrganisationPage

MARKED = ("title", "pitch")  # what a search shows its words in


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    title: str
    url: str
    kind: str
    place: str
    place_icon: SafeString
    pitch: str
    sectors: str
    logo: AbstractRendition | None
    field_icon: SafeString  # stands in for a logo


def organisation_cards(
    pages: Iterable[OrganisationPage], request: HttpRequest | None
) -> list[OrganisationCard]:
    """Cards for `pages`, which must come from `OrganisationPageQuerySet.for_cards`."""
    address_of = address_book(request)
    return [_card(page, address_of(page)) for page in pages]


def _card(page: OrganisationPage, url: str) -> OrganisationCard:
    sectors = list(page.sectors.all())
    return OrganisationCard(
        title=page.title,
        url=url,
        kind=page.kind.label if page.kind else "",
        place=page.public_place.short or (page.municipality.name if page.municipality else ""),
        place_icon=icon("place"),
        pitch=page.pitch,
        sectors=", ".join(sector.label for sector in sectors),
        logo=pictures.rendition(page.logo, pictures.LOGO),
        field_icon=field_icon(sectors[0].icon if sectors else FALLBACK),
    )


card_shelf = CardShelf(
    template="components/organisation_card.html",
    read=lambda keys: OrganisationPage.objects.filter(pk__in=keys).for_cards(),
    describe=organisation_cards,
)
