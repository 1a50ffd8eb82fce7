import json

import pytest

from municipalities.models import Municipality

pytestmark = pytest.mark.django_db

BASEMAP = "/karte/grundkarte.geojson"


def features(client):
    response = client.get(BASEMAP)
    assert response.status_code == 200
    return json.loads(response.content)


def of_kind(content, kind):
    return {
        feature["properties"]["name"]: feature
        for feature in content["features"]
        if feature["properties"]["kind"] == kind
    }


def test_towns_neighbours_and_waters_are_drawn(luenen, selm, client):
    content = features(client)
    assert set(of_kind(content, "town")) == {"Lünen", "Selm"}
    assert of_kind(content, "town")["Selm"]["properties"]["slug"] == "selm"
    assert {"Werne", "Dortmund", "Kamen"} <= set(of_kind(content, "neighbour"))
    assert not {"Lünen", "Selm", "Köln"} & set(of_kind(content, "neighbour"))
    assert "Lippe" in of_kind(content, "river")
    assert of_kind(content, "place")["Dortmund"]["properties"]["population"] > 500_000
    assert "BKG" in content["attribution"]


def test_another_town_is_there_at_once(luenen, client, django_capture_on_commit_callbacks):
    assert set(of_kind(features(client), "town")) == {"Lünen"}
    town = Municipality.objects.get(slug="luenen")
    town.name = "Lünen an der Lippe"
    with django_capture_on_commit_callbacks(execute=True):
        town.save()
    assert set(of_kind(features(client), "town")) == {"Lünen an der Lippe"}


def test_an_association_from_elsewhere_has_a_map_too(luenen, client):
    square = [[[7, 50], [7.1, 50], [7.1, 50.1], [7, 50]]]
    town = Municipality.objects.get(slug="luenen")
    town.ags, town.boundary = "07131000", {"type": "Polygon", "coordinates": square}
    town.save()
    assert set(of_kind(features(client), "town")) == {"Lünen"}


def test_towns_without_boundaries_are_only_named(luenen, client):
    Municipality.objects.update(boundary=None)
    content = features(client)
    assert not of_kind(content, "town")
    assert set(of_kind(content, "place")) == {"Lünen"}


def test_no_towns_no_map_but_no_error(home, client):
    assert features(client)["features"] == []


def test_the_file_is_made_once(luenen, client, django_assert_num_queries):
    first = client.get(BASEMAP)
    with django_assert_num_queries(0):
        again = client.get(BASEMAP, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
