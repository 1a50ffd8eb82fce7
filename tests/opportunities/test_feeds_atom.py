import datetime as dt

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from core import content_version
from core.models import EngagementField
from opportunities import catalogue
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES, add_hidden_offers
from tests.queries import asked_of_pages
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/angebote/feed.atom"


def entries(response):
    return fromstring(response.content).findall(f"{ATOM}entry")


def titles(response):
    return [entry.findtext(f"{ATOM}title") for entry in entries(response)]


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde & Söhne")


def test_an_entry_says_who_what_and_when(client, organisation):
    page = OpportunityPageFactory(
        parent=organisation, title="Lesen < Hören", summary="Kurz & gut.", time_model="standby"
    )
    page.engagement_fields = [EngagementField.objects.get(slug="sport")]
    page.save_revision().publish()
    page = OpportunityPage.objects.get()

    response = client.get(FEED)

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = entries(response)
    assert entry.findtext(f"{ATOM}title") == "Lesen < Hören"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{page.translation_key}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Lesefreunde & Söhne"
    published = dt.datetime.fromisoformat(entry.findtext(f"{ATOM}published"))
    updated = dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert published == page.first_published_at
    assert updated == page.last_published_at
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text == "<p>Kurz &amp; gut.</p><p>Lünen · Einspringen bei Bedarf</p>"
    assert entry.find(f"{ATOM}category").get("term") == "Sport und Bewegung"


def test_the_feed_says_which_search_it_is(client, organisation):
    response = client.get(FEED, {"ort": "luenen", "unsinn": "1", "seite": "99"})
    root = fromstring(response.content)
    assert "Lünen" in root.findtext(f"{ATOM}title")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/angebote/feed.atom?ort=luenen"
    assert links["alternate"] == "http://testserver/angebote/?ort=luenen"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    other = fromstring(client.get(FEED).content)
    assert root.findtext(f"{ATOM}id") != other.findtext(f"{ATOM}id")
    assert root.findtext(f"{ATOM}id").startswith("urn:uuid:")


def test_the_newest_come_first_and_not_all(client, organisation, monkeypatch):
    monkeypatch.setattr("opportunities.feeds.atom.MOST", 3)
    for number in range(5):
        OpportunityPageFactory(parent=organisation, title=f"Nummer {number}")
    response = client.get(FEED, {"sortierung": "bedarf"})
    assert titles(response) == ["Nummer 4", "Nummer 3", "Nummer 2"]


def test_filters_hold(client, organisation, selm):
    OpportunityPageFactory(parent=organisation)
    OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page), title="In Selm")
    assert titles(client.get(FEED, {"ort": "selm"})) == ["In Selm"]


def test_only_what_everybody_may_see(client, organisation, selm):
    add_hidden_offers(organisation, other=OrganisationPageFactory(parent=selm.page))
    OpportunityPageFactory(parent=organisation, title="Offen", **PROTECTED)
    response = client.get(FEED)
    assert titles(response) == ["Offen"]
    assert [trace for trace in TRACES if trace in response.content.decode()] == []


def test_it_is_the_same_until_something_changes(client, organisation):
    page = OpportunityPageFactory(parent=organisation)
    first = client.get(FEED)
    assert first.headers["Last-Modified"]
    etag = first.headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
    since = first.headers["Last-Modified"]
    assert client.get(FEED, headers={"If-Modified-Since": since}).status_code == 304
    page.title = "Anders"
    page.save_revision().publish()
    content_version.forget()
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_feed_is_a_feed_and_does_not_change(client, home):
    first = client.get(FEED)
    assert entries(first) == []
    assert fromstring(first.content).findtext(f"{ATOM}updated")
    content_version.forget_everything()
    assert client.get(FEED).content == first.content


@pytest.mark.parametrize(
    "query",
    [
        "plz=😀&radius=-5&seite=1e9",
        f"q={'x' * 10_000}",
        "q=%00%25%27%22 OR NEAR(",
        "ort=&ort=&ab=9",
    ],
)
def test_absurd_parameters_are_no_errors(client, organisation, query):
    OpportunityPageFactory(parent=organisation)
    response = client.get(f"{FEED}?{query}")
    assert response.status_code == 200
    fromstring(response.content)


def test_queries_do_not_grow_with_the_number_of_offers(client, organisation):
    def queries():
        caches["pages"].clear()
        catalogue.forget()
        Search(RequestFactory().get(FEED)).newest(1)  # builds the catalogue
        with CaptureQueriesContext(connection) as found:
            client.get(FEED)
            return len(asked_of_pages(found))

    OpportunityPageFactory(parent=organisation)
    queries()  # the site's address is kept afterwards
    one = queries()
    for _number in range(6):
        OpportunityPageFactory(parent=organisation)
    assert queries() == one
    assert one <= 14
    assert len(titles(client.get(FEED))) == 7
