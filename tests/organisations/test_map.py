"""The map of organisations, by the same rules as that of opportunities."""

import json
import re

import pytest
from django.urls import reverse

from tests.factories import OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES
from tests.home.conftest import forget_what_is_kept, queries_of

pytestmark = pytest.mark.django_db

GEOJSON = "/organisationen/karte.geojson"
MAP = "/organisationen/karte/"


def organisation(title, town, latitude=51.61234567, longitude=7.52345678, **fields):
    return OrganisationPageFactory(
        parent=town.page, title=title, latitude=latitude, longitude=longitude, **fields
    )


def features(client, query=""):
    response = client.get(GEOJSON + query)
    assert response.status_code == 200
    found = json.loads(response.content)["features"]
    return {feature["properties"]["title"]: feature for feature in found}


def test_a_point_says_what_a_marker_needs(luenen, client):
    page = organisation("Lesefreunde", luenen)
    assert features(client) == {
        "Lesefreunde": {
            "type": "Feature",
            "id": page.pk,
            "geometry": {"type": "Point", "coordinates": [7.52346, 51.61235]},
            "properties": {"title": "Lesefreunde"},
        }
    }


def test_the_filters_are_those_of_the_list(luenen, selm, client):
    organisation("Lesefreunde", luenen)
    organisation("Busverein", selm)
    OrganisationPageFactory(parent=selm.page, title="Ohne Ort")
    organisation("Entwurf", selm, published=False)
    assert set(features(client)) == {"Lesefreunde", "Busverein"}
    assert set(features(client, "?ort=selm")) == {"Busverein"}
    assert set(features(client, "?q=Lesefreunde")) == {"Lesefreunde"}


def test_the_page_has_the_list_and_the_way_back(luenen, client):
    page = organisation("Lesefreunde", luenen)
    html = client.get(f"{MAP}?ort=luenen").content.decode()
    assert page.url in html
    assert f"{GEOJSON}?ort=luenen" in html
    assert 'href="/organisationen/?ort=luenen"' in html
    assert f'href="{MAP}?ort=luenen"' in client.get("/organisationen/?ort=luenen").content.decode()


def test_a_card_stands_above_its_marker(luenen, client):
    page = organisation("Lesefreunde", luenen)
    draft = organisation("Entwurf", luenen, published=False)
    response = client.get(reverse("organisations:map_card", args=[page.pk]))
    assert page.url in response.content.decode()
    for key in (draft.pk, luenen.page.pk, 10**17, 10**30):
        assert client.get(f"{MAP}{key}/").status_code == 404


def test_a_protected_address_is_nowhere(luenen, client):
    hidden = organisation("Frauenhaus", luenen, **PROTECTED)
    organisation("Lesefreunde", luenen)
    card = reverse("organisations:map_card", args=[hidden.pk])
    for path in (MAP, GEOJSON, card, "/organisationen/", hidden.url, "/luenen/"):
        forget_what_is_kept()
        html = client.get(path).content.decode()
        assert [trace for trace in TRACES if trace in html] == [], path
    assert set(features(client)) == {"Lesefreunde"}
    assert "Frauenhaus" in client.get(MAP).content.decode()


def test_what_the_words_of_a_protected_address_are_cannot_be_found_out(luenen, client):
    organisation("Frauenhaus", luenen, **PROTECTED)
    for words in ("Geheimer+Weg", "44536", "Brambauer"):
        assert "Frauenhaus" not in client.get(f"{MAP}?q={words}").content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00%22'%25*", "?ort=%F0%9F%98%80&seite=1e9", "?q=" + "a" * 9999]
)
def test_absurd_parameters_make_a_map_all_the_same(luenen, client, query):
    organisation("Lesefreunde", luenen)
    features(client, query)
    assert client.get(MAP + query).status_code == 200


def test_thirty_points_cost_the_queries_of_one(luenen):
    def queries():
        return [queries_of(path) for path in (MAP, GEOJSON)]

    organisation("Verein 0", luenen)
    organisation("Verein 1", luenen)
    before = queries()
    for number in range(2, 32):
        organisation(f"Verein {number}", luenen)
    for few, many in zip(before, queries(), strict=True):
        assert len(many) == len(few), many


def test_who_has_the_file_already_gets_304(luenen, client, django_capture_on_commit_callbacks):
    organisation("Lesefreunde", luenen)
    known = {"if-none-match": client.get(GEOJSON).headers["ETag"]}
    assert client.get(GEOJSON, headers=known).status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        organisation("Busverein", luenen)
    assert client.get(GEOJSON, headers=known).status_code == 200


def test_the_map_works_under_the_strict_policy(luenen, client):
    organisation("Lesefreunde", luenen)
    html = client.get(MAP).content.decode()
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
    assert not re.search(r"<script(?![^>]*(src=|ld\+json))", html)
