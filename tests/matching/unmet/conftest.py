import pytest

from core.models import Activity
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")


@pytest.fixture
def reading(organisation):
    """An offer to read aloud, in Lünen."""
    return make_offer(organisation, "Vorlesen in der Kita", "vorlesen")


def make_offer(organisation, title, *activities, **facts):
    page = OpportunityPageFactory(parent=organisation, title=title, **facts)
    page.activities.set(Activity.objects.filter(slug__in=activities))
    page.save()
    return OpportunityPage.objects.get(pk=page.pk)
