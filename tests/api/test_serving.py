"""How the API answers: to anybody, tagged, compressed, limited, with errors one can read."""

import gzip
import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from core.api.throttling import ClientThrottle
from home.views import api as views
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


@shared_rows
def offer(luenen):
    return OpportunityPageFactory(parent=OrganisationPageFactory(parent=luenen.page))


ADDRESSES = [
    *("opportunities", "opportunities.jsonl", "organisations", "organisations.jsonl"),
    *("towns", "towns/luenen", "lists", "lists/fields", "openapi.json"),
]


def of(code, response):
    found = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (found["type"], found["status"], found["code"]) == (
        "about:blank",
        response.status_code,
        code,
    )
    return found


def test_what_has_not_changed_is_not_sent_again(client, offer):
    for path in ADDRESSES:
        first = client.get(f"/api/v1/{path}")
        tag = first.headers["ETag"]
        assert first.headers["Cache-Control"] == "public, max-age=60"
        again = client.get(f"/api/v1/{path}", headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_a_new_offer_changes_the_tag(client, offer):
    tag = client.get("/api/v1/opportunities").headers["ETag"]
    OpportunityPageFactory(parent=offer.get_parent())
    again = client.get("/api/v1/opportunities", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_midnight_changes_the_tag(client, offer, monkeypatch):
    tag = client.get("/api/v1/towns").headers["ETag"]
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    monkeypatch.setattr("core.api.serving.localdate", lambda: tomorrow)
    assert client.get("/api/v1/towns").headers["ETag"] != tag


def test_other_parameters_have_another_tag(client, offer):
    tags = {client.get(f"/api/v1/opportunities{q}").headers["ETag"] for q in ("", "?q=a", "?q=b")}
    assert len(tags) == 3


def test_any_web_page_may_read(client, offer):
    for path in ("opportunities", "opportunities.jsonl", "gibt-es-nicht"):
        response = client.get(f"/api/v1/{path}", headers={"Origin": "https://elsewhere.example"})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        asked = client.options(f"/api/v1/{path}")
        assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
        assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]


def test_head_has_the_headers_alone(client, offer):
    for path in ADDRESSES:
        response = client.head(f"/api/v1/{path}")
        assert (response.status_code, response.getvalue()) == (200, b"")
        full = client.get(f"/api/v1/{path}").headers
        for name in ("ETag", "Content-Type", "Content-Length"):
            assert response.headers.get(name) == full.get(name)


def test_answers_are_compressed_for_those_who_can_read_it(client, offer):
    for path in ("opportunities", "opportunities.jsonl"):
        plain = client.get(f"/api/v1/{path}")
        packed = client.get(f"/api/v1/{path}", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.getvalue()) == plain.getvalue()
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert packed.headers["ETag"] == plain.headers["ETag"]


def test_what_is_not_there_is_said_in_german_with_a_code(client, offer):
    for path in (
        *("gibt-es-nicht", "opportunities/0", "opportunities/999999999999999999"),
        *("opportunities/99999999999999999999", "towns/nirgends", "lists/nichts", "towns/%00"),
        *("opportunities/", "organisations/1.jsonld", "a/b/c", "towns/%0Aselm%0A"),
    ):
        found = of("not_found", client.get(f"/api/v1/{path}"))
        assert found["title"] == "Unter dieser Adresse gibt es nichts."


def test_nothing_can_be_written(client, home):
    for method in (client.post, client.put, client.patch, client.delete, client.trace):
        response = method("/api/v1/opportunities")
        of("method_not_allowed", response)
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_who_asks_too_often_must_wait(client, offer, settings):
    settings.API_LIMITS = {"usual": (2, 60), "bulk": (1, 3600)}
    tag = client.get("/api/v1/towns").headers["ETag"]
    assert client.get("/api/v1/lists").status_code == 200
    refused = client.get("/api/v1/opportunities")
    of("too_many_requests", refused)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    # Files have a limit of their own, unchanged answers none, and others are not concerned.
    assert client.get("/api/v1/opportunities.jsonl").status_code == 200
    assert client.get("/api/v1/opportunities.jsonl").status_code == 429
    assert client.get("/api/v1/towns", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/v1/towns", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_limit_keeps_no_address(rf, settings, monkeypatch):
    kept = []
    for name in ("add", "incr"):
        monkeypatch.setattr(cache, name, lambda key, *_, **__: kept.append(key) or 1)
    ClientThrottle("usual").allow_request(rf.get("/", REMOTE_ADDR="203.0.113.9"))
    assert len(kept) == 1
    assert "203.0.113.9" not in kept[0]


def test_a_household_with_ipv6_counts_once(rf, settings):
    settings.API_LIMITS = {"usual": (1, 3600)}
    throttle = ClientThrottle("usual")
    assert throttle.allow_request(rf.get("/", REMOTE_ADDR="2001:db8:1:2::1"))
    assert not throttle.allow_request(rf.get("/", REMOTE_ADDR="2001:db8:1:2:ffff::9"))
    assert throttle.allow_request(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1"))


def test_behind_a_proxy_the_client_counts_not_what_it_claims(rf, settings):
    settings.API_LIMITS = {"usual": (1, 3600)}
    settings.NINJA_NUM_PROXIES = 1
    throttle = ClientThrottle("usual")

    def ask(forwarded):
        return throttle.allow_request(
            rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        )

    assert ask("192.0.2.1")
    assert not ask("198.51.100.9, 192.0.2.1")
    assert ask("192.0.2.2")


def test_the_description_names_every_filter_with_its_values(client, offer):
    found = json.loads(client.get("/api/v1/openapi.json").content)
    assert found["openapi"].startswith("3.1")
    operation = found["paths"]["/api/v1/opportunities"]["get"]
    parameters = {one["name"]: one for one in operation["parameters"]}
    assert {"q", "wo", "umkreis", "ort", "bereich", "tag", "frei", "seite", "je_seite"} <= set(
        parameters
    )
    assert parameters["tag"]["x-values"]["sa"] == "Samstag"
    assert parameters["ort"]["x-values"] == {"luenen": "Lünen"}
    assert parameters["ort"]["schema"]["type"] == "array"


def test_every_field_of_the_description_is_in_german(client, offer, settings):
    """What is described at all is translated: nothing there is called as in the source."""
    found = json.loads(client.get("/api/v1/openapi.json").content)
    schemas = found["components"]["schemas"]
    assert schemas["Opportunity"]["properties"]["id"]["description"] == "ändert sich nie"
    assert found["paths"]["/api/v1/towns"]["get"]["summary"] == "Alle Städte"
    assert found["paths"]["/api/v1/towns"]["get"]["tags"] == ["Städte"]


def test_the_page_explains_every_address(client, offer):
    html = client.get("/api/v1/").content.decode()
    described = views.description()
    for path in described["paths"]:
        assert f"GET {path}" in html
    for name in described["components"]["schemas"]:
        assert f'id="{name}"' in html
    assert "<script" not in html.split("<main")[1].split("</main")[0]


def test_as_long_as_no_licence_is_chosen_the_page_says_so(client, home):
    assert "noch keine Lizenz festgelegt" in client.get("/api/v1/").content.decode()
    assert "license" not in json.loads(client.get("/api/v1/openapi.json").content)["info"]


def test_a_chosen_licence_is_named(client, home, settings):
    settings.OPEN_DATA_LICENCE = "dl-zero-de/2.0"
    address = "https://www.govdata.de/dl-de/zero-2-0"
    assert f'href="{address}"' in client.get("/api/v1/").content.decode()
    found = json.loads(client.get("/api/v1/openapi.json").content)
    assert found["info"]["license"]["url"] == address
