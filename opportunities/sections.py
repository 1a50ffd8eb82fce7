"""What opportunities bring to the pages of organisations and towns."""

from django.http import HttpRequest

from core.sections import Section
from municipalities.models import MunicipalityPage
from opportunities.models import OpportunityIndexPage, OpportunityPage
from organisations.models import OrganisationPage

ON_A_TOWNS_PAGE = 6
MOST_OF_ONE_ORGANISATION = 60  # one that offers more is found through the list and its filters


def of_organisation(page: OrganisationPage, request: HttpRequest) -> Section:
    """What the organisation is looking for people for at the moment."""
    opportunities = OpportunityPage.objects.open().public().filter(organisation=page)
    return Section(
        template="opportunities/organisation_section.html",
        context={
            "organisation": page,
            "opportunities": opportunities.newest_first().keys()[:MOST_OF_ONE_ORGANISATION],
        },
        order=200,
    )


def of_municipality(page: MunicipalityPage, request: HttpRequest) -> Section:
    """The newest of the town, and the way to all of them."""
    opportunities = OpportunityPage.objects.open().public().in_municipality(page.municipality)
    return Section(
        template="opportunities/municipality_section.html",
        context={
            "town": page.municipality,
            "opportunities": opportunities.newest_first().keys()[:ON_A_TOWNS_PAGE],
            "index_page": OpportunityIndexPage.objects.live().first(),
        },
        order=200,
    )
