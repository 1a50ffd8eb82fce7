import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Tafel", slug="tafel")


@shared_rows
def offer(organisation):
    return OpportunityPageFactory(parent=organisation, title="Fahrdienst", slug="fahrdienst")


def visit(path, **headers):
    """The second request for a path: its route is known by then, but no page is cached."""
    Client().get(f"{path}?erst=1", **headers)
    return Client().get(f"{path}?dann=1", **headers)


def test_every_level_of_the_tree_answers(home, luenen, organisation, offer):
    for page in (home, luenen.page, organisation, offer):
        response = visit(page.url)
        assert response.status_code == 200
        assert response.context["page"] == page
        assert response.context["page"].specific_class is type(page)


def test_a_renamed_page_answers_at_its_new_address(
    offer, organisation, django_capture_on_commit_callbacks
):
    assert visit("/luenen/tafel/fahrdienst/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        organisation.slug = "die-tafel"
        organisation.save_revision().publish()
    moved = visit("/luenen/tafel/fahrdienst/")
    assert (moved.status_code, moved.url) == (301, "/luenen/die-tafel/fahrdienst/")
    assert visit("/luenen/die-tafel/fahrdienst/").status_code == 200


def test_another_page_may_take_over_an_address(offer, django_capture_on_commit_callbacks):
    assert visit(offer.url).context["page"].title == "Fahrdienst"
    with django_capture_on_commit_callbacks(execute=True):
        parent = offer.get_parent()
        offer.delete()
        OpportunityPageFactory(parent=parent.specific, title="Neuer Fahrdienst", slug="fahrdienst")
    assert visit("/luenen/tafel/fahrdienst/").context["page"].title == "Neuer Fahrdienst"


def test_an_unpublished_page_is_gone_even_before_anybody_is_told(offer):
    assert visit(offer.url).status_code == 200
    type(offer).objects.filter(pk=offer.pk).update(live=False)  # no signal, as from elsewhere
    assert Client().get(f"{offer.url}?x=3").status_code == 404


def test_an_expired_offer_keeps_its_address(offer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        offer.unpublish(set_expired=True)
    response = visit(offer.url)
    assert response.status_code == 200
    assert response.context["state"] == "expired"


def test_an_offer_that_a_person_took_back_is_not_shown(offer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        offer.unpublish()
    assert visit(offer.url).status_code == 404


def test_a_draft_is_not_shown(organisation):
    draft = OpportunityPageFactory(parent=organisation, published=False)
    assert visit(draft.url).status_code == 404


@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/luenen/gibt/es/nicht/", "/a" * 200 + "/"])
def test_what_is_not_there_is_not_found(luenen, path):
    assert visit(path).status_code == 404


def test_a_second_site_has_a_tree_of_its_own(home, luenen, offer):
    Site.objects.create(hostname="luenen.example", root_page=luenen.page)
    assert visit("/tafel/fahrdienst/", headers={"host": "luenen.example"}).status_code == 200
    assert visit("/tafel/fahrdienst/").status_code == 404
    assert visit("/luenen/tafel/fahrdienst/").status_code == 200


def test_a_known_address_needs_no_walk_down_the_tree(offer):
    visit(offer.url)
    with CaptureQueriesContext(connection) as queries:
        Client().get(f"{offer.url}?dritt=1")
    about_pages = [q["sql"] for q in queries if 'FROM "wagtailcore_site"' in q["sql"]]
    assert about_pages == []
    assert '"opportunities_opportunitypage"' in queries[0]["sql"]
