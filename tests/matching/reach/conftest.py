import pytest

from core.models import Requirement
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")


@pytest.fixture
def licence(db):
    return Requirement.objects.get(slug="fuehrerschein-b")


@pytest.fixture
def make_offer(organisation):
    """Makes an offer with these requirements, on line."""

    def make(*requirements, **facts):
        page = OpportunityPageFactory(parent=organisation, **{"title": "Fahren", **facts})
        page.requirements.set(requirements)
        page.save()
        return OpportunityPage.objects.get(pk=page.pk)

    return make
