"""The page /K and its service worker, as the server gives them out."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from core.context_processors import association_settings
from ehrenamtskarte import offline
from ehrenamtskarte.checking.views import MODULE

pytestmark = pytest.mark.usefixtures("home")


def offline_of(response):
    return json.loads(re.search(r"self\.offline = (\{.*\});", response.content.decode())[1])


def test_any_spelling_leads_to_the_page(client):
    assert client.get("/K").status_code == 200
    for spelling in ("/k", "/k/", "/K/"):
        response = client.get(spelling)
        assert (response.status_code, response["Location"]) == (301, "/K")


def test_page_is_the_same_for_everybody_and_strict(client, django_user_model):
    anonymous = client.get("/K")
    client.force_login(django_user_model.objects.create_user("jemand@example.org"))
    assert client.get("/K").content == anonymous.content
    assert "unsafe" not in anonymous["Content-Security-Policy"]
    assert " style=" not in anonymous.content.decode()
    assert not anonymous.cookies


def test_every_verdict_has_its_words(client):
    said = set(re.findall(r'data-verdict="(\w+)"', client.get("/K").content.decode()))
    judged = finders.find("js/karte/verdicts.js")
    with open(judged) as file:
        kinds = set(re.findall(r"^  (\w+): \"(?:green|yellow|red|grey)\"", file.read(), re.M))
    assert len(kinds) == 10
    assert said == kinds | {"no_keys", "not_supported"}


def test_worker_keeps_all_that_the_page_loads(client):
    response = client.get(reverse("check_card_worker"))
    assert response["Content-Type"] == "text/javascript"
    assert response["Service-Worker-Allowed"] == "/K"
    kept = offline_of(response)
    assert kept["page"] == "/K"
    page = client.get("/K").content.decode()
    loaded = re.findall(r'(?:stylesheet" href|script type="module" src)="([^"]+)"', page)
    assert len(loaded) == 3
    assert set(loaded) <= set(kept["files"])
    for address in kept["files"]:
        path = address.removeprefix("/static/")
        assert address.startswith("/thema.css") or finders.find(path), address


def test_imports_are_found_however_they_are_written(tmp_path, monkeypatch):
    files = {
        "js/a.js": 'import { b } from "./b.js";\nimport {\n  c,\n} from "../lib/c.mjs";\n',
        "js/b.js": 'export { d } from "./d.js";\n',
        "js/d.js": 'import "./a.js";\nconst text = "import ./never.js";\n',
        "lib/c.mjs": "export const c = 1;",
    }
    monkeypatch.setattr(offline, "_content", lambda path: files[path].encode())
    assert set(offline.imported.__wrapped__("js/a.js")) == set(files)


def test_imports_of_the_page_are_whole():
    found = set(offline.imported(MODULE))
    assert "js/karte/check-page.js" in found
    assert {f"js/karte/{name}.js" for name in ("cbor", "cose", "verdicts", "status")} <= found


def test_version_follows_from_the_page(client):
    def version():
        return offline_of(client.get(reverse("check_card_worker")))["version"]

    first = version()
    assert version() == first
    settings = association_settings()
    settings.name = "Anderer Verbund"
    settings.save()
    assert version() != first
