"""The map of opportunities shows what the list shows, and no protected address ever."""

import datetime as dt
import gzip
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from opportunities.enums import Whereabouts
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES
from tests.home.conftest import forget_what_is_kept, queries_of

pytestmark = pytest.mark.django_db

GEOJSON = "/angebote/karte.geojson"
MAP = "/angebote/karte/"


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde")


def place(title, parent, latitude=51.61234567, longitude=7.52345678, **fields):
    return OpportunityPageFactory(
        parent=parent, title=title, latitude=latitude, longitude=longitude, **fields
    )


def features(client, query=""):
    response = client.get(GEOJSON + query)
    assert response.status_code == 200
    content = json.loads(response.content)
    assert content["type"] == "FeatureCollection"
    return {feature["properties"]["title"]: feature for feature in content["features"]}


def search_of(client, query=""):
    html = client.get(MAP + query).content.decode()
    found = re.search(r'data-map-search="([^"]*)"', html)[1].replace("&quot;", '"')
    return json.loads(found.replace("&amp;", "&"))


def test_a_point_says_what_a_marker_needs_and_no_more(organisation, client):
    page = place("Vorlesen", organisation)
    assert features(client) == {
        "Vorlesen": {
            "type": "Feature",
            "id": page.pk,
            "geometry": {"type": "Point", "coordinates": [7.52346, 51.61235]},
            "properties": {"title": "Vorlesen", "organisation": "Lesefreunde"},
        }
    }


def test_what_has_no_place_of_its_own_is_not_on_the_map(organisation, client):
    place("Vorlesen", organisation)
    place("Telefonieren", organisation, whereabouts=Whereabouts.ONLINE)
    OpportunityPageFactory(parent=organisation, title="Irgendwo")
    place("Entwurf", organisation, published=False)
    place("Vorbei", organisation, ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert set(features(client)) == {"Vorlesen"}


def test_the_filters_are_those_of_the_list(organisation, selm, client):
    there = OrganisationPageFactory(parent=selm.page, title="Selmer Verein")
    place("Vorlesen", organisation)
    place("Bus fahren", there, latitude=51.69, longitude=7.47)
    assert set(features(client, "?ort=selm")) == {"Bus fahren"}
    assert set(features(client, "?q=vorlesen")) == {"Vorlesen"}
    assert set(features(client, "?ort=selm&q=vorlesen")) == set()
    assert set(features(client, "?wo=Selm&umkreis=2")) == {"Bus fahren"}
    assert set(features(client, "?sortierung=bedarf&seite=7")) == {"Vorlesen", "Bus fahren"}


def test_the_page_has_the_list_and_tells_the_map_where_to_look(organisation, client):
    place("Vorlesen", organisation)
    html = client.get(MAP + "?ort=luenen").content.decode()
    assert "Vorlesen" in html
    assert search_of(client, "?ort=luenen") == {
        "points": f"{GEOJSON}?ort=luenen",
        "towns": ["luenen"],
        "isNarrowed": True,
        "near": None,
    }
    assert search_of(client)["points"] == GEOJSON
    near = search_of(client, "?wo=Selm&umkreis=5")["near"]
    assert near["radiusKm"] == 5
    assert near["latitude"] == pytest.approx(51.7, abs=0.1)


def test_the_list_leads_to_the_map_and_back_with_the_same_search(organisation, client):
    place("Vorlesen", organisation)
    assert f'href="{MAP}?ort=luenen"' in client.get("/angebote/?ort=luenen").content.decode()
    assert 'href="/angebote/?ort=luenen"' in client.get(f"{MAP}?ort=luenen").content.decode()


def test_a_card_stands_above_its_marker(organisation, client):
    page = place("Vorlesen", organisation)
    response = client.get(reverse("opportunities:map_card", args=[page.pk]))
    assert page.url in response.content.decode()
    assert "<html" not in response.content.decode()


def test_only_what_is_public_has_a_card(organisation, client):
    draft = place("Entwurf", organisation, published=False)
    over = place("Vorbei", organisation, ends_on=timezone.localdate() - dt.timedelta(days=1))
    for key in (draft.pk, over.pk, organisation.pk, 0, 10**17, 10**30):
        assert client.get(f"{MAP}{key}/").status_code == 404


def test_a_protected_address_is_nowhere(organisation, client):
    hidden = place("Frauen begleiten", organisation, **PROTECTED)
    place("Vorlesen", organisation)
    card = reverse("opportunities:map_card", args=[hidden.pk])
    for path in (MAP, GEOJSON, card, "/angebote/", f"{MAP}?wo=Wethmar&umkreis=50", hidden.url):
        forget_what_is_kept()
        html = client.get(path).content.decode()
        # What somebody asks for comes back in the form.
        found = [trace for trace in TRACES if trace in html.replace("wo=Wethmar", "")]
        assert [trace for trace in found if trace not in path] == [], path
    assert set(features(client)) == {"Vorlesen"}
    assert "Frauen begleiten" in client.get(MAP).content.decode()


def test_an_address_that_becomes_a_secret_leaves_the_map_at_once(organisation, client):
    page = place("Frauen begleiten", organisation)
    assert set(features(client)) == {"Frauen begleiten"}
    page.address_hidden = True
    page.save_revision().publish()
    assert set(features(client)) == set()


def test_a_hidden_address_is_left_out_even_of_an_old_snapshot(organisation, client):
    page = place("Frauen begleiten", organisation)
    features(client)
    OpportunityPage.objects.filter(pk=page.pk).update(address_hidden=True)
    from opportunities.catalogue import Question, catalogue
    from opportunities.map.points import read_points

    places = catalogue().answer(Question()).places()
    assert page.pk in places.keys
    assert list(read_points(places)) == []


@pytest.mark.parametrize(
    "query",
    [
        "?wo=%F0%9F%98%80&umkreis=-5&seite=1e9",
        "?q=" + "Vorlesen+" * 1000,
        "?q=%00%22%27%25*)(&ort=%00",
        "?ort=selm&ort=' OR 1=1 --&alter=9999999999999999999999",
        "?ab=2026-99-99&stunden=NaN&umkreis=inf&wo=44532",
    ],
)
def test_absurd_parameters_make_a_map_all_the_same(organisation, client, query):
    place("Vorlesen", organisation)
    features(client, query)
    assert client.get(MAP + query).status_code == 200


def test_thirty_points_cost_the_queries_of_one(organisation):
    def queries():
        return [queries_of(path) for path in (MAP, GEOJSON, f"{GEOJSON}?ort=luenen")]

    place("Angebot 0", organisation)
    place("Angebot 1", organisation)
    before = queries()
    for number in range(2, 32):
        place(f"Angebot {number}", organisation)
    for few, many in zip(before, queries(), strict=True):
        assert len(many) == len(few), many
        assert len(many) < 25


def test_many_points_are_read_without_naming_each(organisation, client, monkeypatch):
    monkeypatch.setattr("opportunities.map.points.FEW", 1)
    place("Vorlesen", organisation)
    place("Bus fahren", organisation)
    place("Kochen", organisation)
    assert set(features(client, "?q=vorlesen")) == {"Vorlesen"}
    assert len(features(client)) == 3


def test_the_file_is_made_once_until_something_changes(
    organisation, client, django_assert_num_queries
):
    place("Vorlesen", organisation)
    first = client.get(GEOJSON)
    with django_assert_num_queries(0):
        # Other words for the same points: nothing is read again.
        again = client.get(GEOJSON + "?sortierung=neu")
    assert again.headers["ETag"] == first.headers["ETag"]
    known = {"if-none-match": first.headers["ETag"]}
    assert client.get(GEOJSON, headers=known).status_code == 304
    place("Bus fahren", organisation, longitude=7.6)
    changed = client.get(GEOJSON, headers=known)
    assert changed.status_code == 200
    assert len(json.loads(changed.content)["features"]) == 2


def test_the_file_comes_compressed_and_sets_no_cookie(organisation, client):
    place("Vorlesen", organisation)
    response = client.get(GEOJSON, headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(response.content))["features"]
    assert response.headers["Content-Type"] == "application/geo+json"
    assert not response.cookies


def test_only_reading_is_allowed(organisation, client):
    for path in (MAP, GEOJSON):
        assert client.post(path).status_code == 405


def test_without_the_list_there_is_no_map(home, client):
    home.get_children().filter(slug="angebote").first().unpublish()
    assert client.get(MAP).status_code == 404


def test_the_map_works_under_the_strict_policy(organisation, client):
    place("Vorlesen", organisation)
    for path in (MAP, "/angebote/"):
        html = client.get(path).content.decode()
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
        assert not re.search(r"<script(?![^>]*(src=|ld\+json))", html)
        assert "https://" not in re.sub(r"https://schema\.org|https?://testserver", "", html)
