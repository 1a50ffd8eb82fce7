"""The scanner's page: the same for everybody, and all that it needs without network is named."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

SCANNER = "/partner/scannen/"


@pytest.mark.django_db
def test_page_may_run_its_decoder_and_is_the_same_for_everybody(client, luenen):
    first, second = client.get(SCANNER), client.get(SCANNER)
    assert first.content == second.content
    for answer in (first, second):
        assert "'wasm-unsafe-eval'" in answer.headers["Content-Security-Policy"]
        assert not answer.cookies
    assert 'data-root="/partner/geraet/"' in first.content.decode()


@pytest.mark.django_db
def test_worker_keeps_all_that_the_page_loads(client, luenen):
    answer = client.get(f"{SCANNER}offline.js")
    assert answer.headers["Service-Worker-Allowed"] == SCANNER
    offline = json.loads(re.match(r"self\.offline = (.*);\n", answer.content.decode())[1])
    files = offline["files"]
    assert offline["page"] == SCANNER
    assert len(files) == len(set(files))
    page = client.get(SCANNER).content.decode()
    for address in re.findall(r'(?:href|src)="(/static/[^"#]+)', page):
        assert address in files
    for needed in (
        "/static/js/kasse/queue.js",
        "/static/js/karte/camera.js",
        "/static/js/karte/wasm-decoder.js",
        "/static/zxing-wasm/reader/index.js",
        "/static/zxing-wasm/wasm/zxing_reader.wasm",
    ):
        assert needed in files
    for address in files:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/").partition("?")[0]), address


@pytest.mark.django_db
def test_manifest_makes_it_an_app(client, luenen):
    manifest = client.get(f"{SCANNER}app.webmanifest").json()
    assert manifest["start_url"] == manifest["scope"] == SCANNER
    assert manifest["display"] == "standalone"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
