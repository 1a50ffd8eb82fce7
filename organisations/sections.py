"""What organisations bring to the pages of towns, to collecting pages and to the own account."""

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from core.listing import paginate
from core.sections import Section
from municipalities.models import CollectingPage, MunicipalityPage
from organisations.models import Organisation, OrganisationIndexPage, OrganisationPage

ON_A_TOWNS_PAGE = 6


def of_municipality(page: MunicipalityPage, request: HttpRequest) -> Section:
    """Some of the town's organisations, and the way to all of them."""
    organisations = OrganisationPage.objects.live().public().in_municipality(page.municipality)
    return Section(
        template="organisations/municipality_section.html",
        context={
            "town": page.municipality,
            "number": organisations.count(),
            "organisations": (
                organisations.order_by("-first_published_at", "-pk").keys()[:ON_A_TOWNS_PAGE]
            ),
            "index_page": OrganisationIndexPage.objects.live().first(),
        },
        order=300,
    )


def of_collecting_page(page: CollectingPage, request: HttpRequest) -> Section:
    """All organisations that are filed below the page."""
    organisations = OrganisationPage.objects.live().public().child_of(page)
    return Section(
        template="organisations/collecting_section.html",
        context={"results": paginate(request, organisations.order_by("title", "pk").keys())},
    )


def of_account(user: AbstractBaseUser, request: HttpRequest) -> Section:
    """The ways to the desks of the organisations that the person works for."""
    desks = list(Organisation.objects.with_desk_of(user).select_related("municipality"))
    return Section(
        template="organisations/account_section.html",
        context={"desks": desks},
        order=50 if desks else 500,  # who has none came for something else
    )
