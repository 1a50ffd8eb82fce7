import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opportunities.admin_search import index_changed_offers
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


def found(words):
    return [page.title for page in OpportunityPage.objects.all().search(words)]


def test_offers_reach_the_admins_search_in_batches(organisation):
    offer = OpportunityPageFactory(parent=organisation, title="Im Taubenschlag helfen")
    assert found("Taubenschlag") == []
    number = index_changed_offers(after=0)
    assert found("Taubenschlag") == ["Im Taubenschlag helfen"]
    assert index_changed_offers(after=number) == number

    offer.title = "Im Hühnerstall helfen"
    offer.save_revision().publish()
    number = index_changed_offers(after=number)
    assert found("Taubenschlag") == []
    assert found("Hühnerstall") == ["Im Hühnerstall helfen"]

    offer.delete()
    index_changed_offers(after=number)
    assert found("Hühnerstall") == []


def test_publishing_does_not_touch_the_search_index(organisation):
    with CaptureQueriesContext(connection) as queries:
        OpportunityPageFactory(parent=organisation)
    assert not [query for query in queries if "indexentry" in query["sql"].lower()]
