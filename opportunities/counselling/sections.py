"""What the account page and a town's page show of it."""

from typing import Any

from django.http import HttpRequest

from core.sections import Section
from municipalities.models import MunicipalityPage
from opportunities.enums import InterestState
from opportunities.models import Interest


def of_account(user: Any, request: HttpRequest) -> Section | None:
    """What the person told desks, as long as it is not ended."""
    interests = list(
        Interest.objects.filter(volunteer__user=user)
        .exclude(state__in=(InterestState.UNCONFIRMED, InterestState.CLOSED))
        .select_related("municipality")
    )
    if not interests:
        return None
    return Section(
        template="opportunities/counselling/account_section.html",
        context={"interests": interests},
        order=320,
    )


def of_municipality(page: MunicipalityPage, request: HttpRequest) -> Section:
    """The way to the town's desk for whoever does not know where to help."""
    return Section(
        template="opportunities/counselling/municipality_section.html",
        context={"town": page.municipality},
        order=400,
    )
