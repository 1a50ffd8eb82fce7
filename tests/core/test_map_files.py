"""What maps are made of: GeoJSON, compressed files, waters, the operator's tiles."""

import gzip
import json

import brotli
import pytest
from django.test import RequestFactory

from core.maps.geojson import Box, collection, point, shape
from core.maps.responses import GEOJSON, CompressedFile, send
from core.maps.tiles import check_tile_server, tile_server
from core.maps.waters import waters_within

FILE = CompressedFile("Zwölf Boxkämpfer".encode() * 200, GEOJSON)


def asked(**headers):
    return RequestFactory().get("/", headers=headers)


def test_a_point_is_rounded_to_a_metre_and_keeps_its_words():
    feature = json.loads(point(7, 51.6123456, 7.5198765, {"title": 'Für „Ä" \\ <b>'}))
    assert feature == {
        "type": "Feature",
        "id": 7,
        "geometry": {"type": "Point", "coordinates": [7.51988, 51.61235]},
        "properties": {"title": 'Für „Ä" \\ <b>'},
    }


def test_a_collection_holds_features_and_what_stands_beside_them():
    polygon = {"type": "Polygon", "coordinates": [[[7.123456, 51], [8, 51], [8, 52], [7, 51]]]}
    content = json.loads(collection([shape(polygon, {"kind": "town"})], attribution="© Wir"))
    assert content["type"] == "FeatureCollection"
    assert content["attribution"] == "© Wir"
    assert content["features"][0]["geometry"]["coordinates"][0][0] == [7.1235, 51]
    assert json.loads(collection([])) == {"type": "FeatureCollection", "features": []}


def test_boxes_touch_where_they_share_a_place():
    box = Box.around([(7.0, 51.0), (8.0, 52.0), (7.5, 51.5)])
    assert box == Box(7.0, 51.0, 8.0, 52.0)
    assert box.touches(Box(8.0, 52.0, 9.0, 53.0))
    assert not box.touches(Box(8.1, 51.0, 9.0, 52.0))
    assert box.widened(0.1).touches(Box(8.1, 51.0, 9.0, 52.0))
    assert Box.around([]) is None


def test_rivers_end_soon_after_the_box():
    luenen = Box(7.41, 51.57, 7.60, 51.66)
    waters = [json.loads(feature) for feature in waters_within(luenen)]
    assert [water["properties"] for water in waters] == [{"kind": "river", "name": "Lippe"}]
    points = [p for line in waters[0]["geometry"]["coordinates"] for p in line]
    assert len(points) > 3
    assert all(7.2 < longitude < 7.8 for longitude, _latitude in points)


def test_no_water_no_features():
    assert waters_within(Box(0, 0, 1, 1)) == []


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("GZIP;q=0.5, br;q=0", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("identity", None, bytes),
        ("gzip;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_file_comes_as_the_browser_takes_it(accepted, encoding, unpack):
    response = send(FILE, asked(**{"accept-encoding": accepted}))
    assert response.headers.get("Content-Encoding") == encoding
    assert unpack(response.content) == FILE.plain()
    assert response.headers["Content-Type"] == "application/geo+json"
    assert "Accept-Encoding" in response.headers["Vary"]


def test_who_has_the_file_already_gets_304():
    etag = send(FILE, asked(**{"accept-encoding": "gzip"})).headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = send(FILE, asked(**{"accept-encoding": "gzip", "if-none-match": known}))
        assert response.status_code == 304
        assert response.content == b""
        assert response.headers["ETag"] == etag
    other_form = asked(**{"accept-encoding": "br", "if-none-match": etag})
    assert send(FILE, other_form).status_code == 200


def test_without_a_setting_there_is_no_tile_server():
    assert tile_server() is None
    assert check_tile_server() == []


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org:8443/{z}/{x}/{y}.png", "https://*.tiles.example.org:8443"),
        ("/kacheln/{z}/{x}/{y}.png", ""),
    ],
)
def test_the_policy_lets_in_the_tile_server_and_nobody_else(settings, url, origin):
    settings.MAP_TILE_URL, settings.MAP_TILE_ATTRIBUTION = url, "© Beispiel"
    assert tile_server().origin == origin
    assert check_tile_server() == []


def test_half_a_setting_is_told_at_start(settings):
    settings.MAP_TILE_URL = "https://tiles.example.org/{z}/{x}.png"
    assert [error.id for error in check_tile_server()] == ["core.E001", "core.E002"]


@pytest.mark.django_db
def test_pictures_come_from_the_tile_server_where_there_is_one(home, client, settings):
    def image_sources(path):
        policy = client.get(path).headers["Content-Security-Policy"]
        return next(part.split()[1:] for part in policy.split(";") if "img-src" in part)

    assert image_sources("/angebote/") == ["'self'", "data:"]
    settings.MAP_TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    assert "https://tiles.example.org" in image_sources("/organisationen/")
    assert "https://tiles.example.org" not in image_sources("/verwaltung/")
