"""What no page, map, feed, file or API may ever show."""

import datetime as dt

from wagtail.models import PageViewRestriction

from opportunities.models import OpportunityPage
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory

# A protected address as fields of a page, and what would betray it.
PROTECTED = {
    "venue": "Haus Geheim",
    "street": "Verborgener Weg 7",
    "postcode": "44534",
    "city": "Lünen",
    "locality": "Wethmar",
    "latitude": 51.633,
    "longitude": 7.533,
    "address_hidden": True,
}
TRACES = ("Geheim", "Verborgener", "44534", "Wethmar", "51.633", "7.533")


def add_hidden_offers(
    organisation: OrganisationPage, *, other: OrganisationPage
) -> tuple[OpportunityPage, OpportunityPage, OpportunityPage]:
    """Offers not for everybody: one below `other`, for members only; a draft; one gone by."""
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    return (
        OpportunityPageFactory(parent=other, title="Nur für Angemeldete"),
        OpportunityPageFactory(parent=organisation, title="Entwurf", published=False),
        OpportunityPageFactory(parent=organisation, title="Vorbei", closes_on=dt.date(2020, 1, 1)),
    )
