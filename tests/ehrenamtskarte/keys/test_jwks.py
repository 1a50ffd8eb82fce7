"""The towns' key set as verifiers fetch it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.keys.rotating import rotate_key, withdraw_key
from tests.queries import asked_of_pages

ADDRESS = "/ehrenamtskarte/jwks.json"


@pytest.fixture
def keys(luenen, selm):
    return [signing_key(founded.municipality).key for founded in (luenen, selm)]


def published(client):
    return list(IssuerKeySet.from_jwks(client.get(ADDRESS).content))


def test_every_town_has_its_keys_in_it(client, keys):
    found = published(client)
    assert [(key.kid.hex(), key.issuer.ags, key.issuer.name) for key in found] == [
        (keys[0].kid, "05978024", "Lünen"),
        (keys[1].kid, "05978032", "Selm"),
    ]
    assert all(
        one.status_list.endswith(f"/ehrenamtskarte/status/{key.status_list_id}")
        for one, key in zip(found, keys, strict=True)
    )


def test_nothing_in_it_is_secret(client, keys):
    document = json.loads(client.get(ADDRESS).content)
    names = {name for key in document["keys"] for name in key}
    assert names == {"kty", "crv", "x", "y", "kid", "alg", "use", "issuer", "status_list"}


def test_retired_and_coming_ones_are_in_it_withdrawn_ones_are_not(client, keys):
    follower = rotate_key(municipality=keys[0].municipality)
    assert len(published(client)) == 3
    now = timezone.now() + timedelta(days=30)
    withdraw_key(key=keys[0], now=now)
    assert {key.kid.hex() for key in published(client)} == {follower.kid, keys[1].kid}


def test_any_web_page_may_read_it_and_need_not_fetch_it_twice(client, keys):
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "application/jwk-set+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    again = client.get(ADDRESS, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    rotate_key(municipality=keys[0].municipality)
    assert client.get(ADDRESS, headers={"If-None-Match": response.headers["ETag"]}).content


def test_one_query_however_many_keys(client, keys):
    rotate_key(municipality=keys[0].municipality)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)
    assert len(asked_of_pages(asked)) == 1
