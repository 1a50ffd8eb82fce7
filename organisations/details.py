"""An organisation's own page in words: what its template shows, ready to be shown."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from core.icons import FALLBACK, field_icon
from core.models import SpokenLanguage
from core.models.places import PublicPlace
from organisations.models import Network, OrganisationPage


@dataclass(frozen=True, kw_only=True)
class OrganisationDetails:
    kind: str
    place: PublicPlace
    towns: list[str]  # where it is active, the own town first; empty if only there
    sectors: list[str]
    languages: list[SpokenLanguage]
    networks: list[Network]
    field_icon: SafeString


def organisation_details(page: OrganisationPage) -> OrganisationDetails:
    sectors = list(page.sectors.all())
    elsewhere = [town.name for town in page.active_in.all() if town != page.municipality]
    own = [page.municipality.name] if page.municipality else []
    return OrganisationDetails(
        kind=page.kind.label if page.kind else "",
        place=page.public_place,
        towns=[*own, *elsewhere] if elsewhere else [],
        sectors=[sector.label for sector in sectors],
        languages=list(page.languages.all()),
        networks=list(page.networks.all()),
        field_icon=field_icon(sectors[0].icon if sectors else FALLBACK),
    )
