import pytest
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from core.models import EngagementField
from municipalities.errors import FoundingError
from municipalities.models import Municipality
from municipalities.services import found_municipality
from tests.factories import OpportunityPageFactory, OrganisationPageFactory

pytestmark = pytest.mark.django_db


def test_a_town_of_the_gazetteer_needs_only_its_key(home):
    founded = found_municipality(ags="05978024")

    town = founded.municipality
    assert (town.name, town.slug, town.district) == ("Lünen", "luenen", "Kreis Unna")
    assert town.boundary["type"] == "Polygon"
    assert founded.page.get_url() == "/luenen/"
    assert founded.page.live


def test_a_town_brings_groups_collection_and_workflow(luenen):
    town = luenen.municipality
    permissions = GroupPagePermission.objects.filter(group=town.coordinators, page=luenen.page)
    assert "publish_page" in {p.permission.codename for p in permissions}
    permissions = GroupPagePermission.objects.filter(group=town.editors, page=luenen.page)
    assert {p.permission.codename for p in permissions} == {"add_page", "change_page"}
    collections = GroupCollectionPermission.objects.filter(group=town.editors)
    assert {c.collection.name for c in collections} == {"Lünen"}
    workflow = luenen.page.get_workflow()
    assert list(workflow.tasks[0].specific.groups.all()) == [town.coordinators]


@pytest.mark.parametrize(
    ("ags", "name", "code"),
    [
        ("05978024", "", FoundingError.Code.EXISTS),
        ("99999999", "", FoundingError.Code.UNKNOWN),
        ("99999999", "Lünen", FoundingError.Code.ADDRESS_TAKEN),
    ],
)
def test_what_can_not_be_founded_says_why(luenen, ags, name, code):
    with pytest.raises(FoundingError) as error:
        found_municipality(ags=ags, name=name)
    assert error.value.code == code
    assert Municipality.objects.count() == 1


def test_founding_needs_a_start_page(db):
    with pytest.raises(FoundingError) as error:
        found_municipality(ags="05978024")
    assert error.value.code == FoundingError.Code.NO_HOME


def test_pages_know_the_town_they_stand_in(luenen, selm):
    organisation = OrganisationPageFactory(parent=luenen.page)
    opportunity = OpportunityPageFactory(parent=organisation)
    assert opportunity.municipality == organisation.municipality == luenen.municipality
    assert opportunity.organisation == organisation

    organisation.move(selm.page, pos="last-child")

    opportunity.refresh_from_db()
    assert opportunity.municipality == selm.municipality


def test_lists_come_filled(home):
    assert EngagementField.objects.count() == 14
