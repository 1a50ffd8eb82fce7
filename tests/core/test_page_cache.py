import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import OpportunityPageFactory, OrganisationPageFactory, UserFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


@shared_rows
def offer(luenen):
    organisation = OrganisationPageFactory(parent=luenen.page)
    return OpportunityPageFactory(parent=organisation, title="Vorlesen im Kindergarten")


def test_the_second_visit_asks_the_database_nothing(offer, client, django_assert_num_queries):
    first = client.get("/angebote/")
    with django_assert_num_queries(0):
        second = Client().get("/angebote/")
    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_publishing_drops_what_was_kept(offer, client, django_capture_on_commit_callbacks):
    assert b"Vorlesen im Kindergarten" in client.get("/angebote/").content
    with django_capture_on_commit_callbacks(execute=True):
        offer.title = "Vorlesen im Altenheim"
        offer.save_revision().publish()
    assert b"Vorlesen im Altenheim" in client.get("/angebote/").content
    with django_capture_on_commit_callbacks(execute=True):
        offer.unpublish()
    assert b"Altenheim" not in client.get("/angebote/").content


def test_whoever_is_signed_in_gets_a_page_of_their_own(offer, client):
    anonymous = client.get("/angebote/").content
    signed_in = Client()
    signed_in.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    own = signed_in.get("/angebote/")
    assert own.content != anonymous
    assert settings.SESSION_COOKIE_NAME.encode() not in anonymous
    assert Client().get("/angebote/").content == anonymous


def test_a_form_with_a_token_is_never_kept(home, luenen, client):
    first = client.get("/konto/anmelden/")
    assert first.cookies["csrftoken"].value
    second = Client().get("/konto/anmelden/")
    assert second.cookies["csrftoken"].value != first.cookies["csrftoken"].value


def test_a_page_behind_a_password_is_never_kept(offer, client):
    offer.view_restrictions.create(restriction_type="password", password="geheim")
    assert b"Sie lesen Kindern vor" not in client.get(offer.url).content
    passed = client.post(
        f"/_util/authenticate_with_password/{offer.get_view_restrictions()[0].pk}/{offer.pk}/",
        {"password": "geheim", "return_url": offer.url},
    )
    assert passed.url == offer.url
    assert b"Sie lesen Kindern vor" in client.get(offer.url).content
    assert b"Sie lesen Kindern vor" not in Client().get(offer.url).content


def test_the_browser_is_told_that_nothing_changed(offer, client):
    etag = client.get("/angebote/").headers["ETag"]
    response = client.get("/angebote/", headers={"if-none-match": etag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag


def test_different_addresses_are_different_pages(offer, client):
    assert client.get("/angebote/").content != client.get("/organisationen/").content
    everything = client.get("/angebote/").content
    assert client.get("/angebote/?ort=luenen").content != everything


def test_addresses_without_end_are_not_kept(offer, client):
    address = f"/angebote/?x={'a' * 600}"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) > 0


def test_an_error_is_not_kept(luenen, client):
    assert client.get("/luenen/neuer-verein/").status_code == 404
    OrganisationPageFactory(parent=luenen.page, title="Neuer Verein", slug="neuer-verein")
    assert client.get("/luenen/neuer-verein/").status_code == 200
