"""That looking for violations finds them, and only those, and of the page that somebody sees."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.accessibility import overflow, violations
from tests.e2e.conftest import PHONE

FRAME = """<!doctype html><html lang="de"><title>Seite</title><style>{style}</style>
    <main><h1>Seite</h1><p>{text}</p></main>"""
FADING = (
    "p {{ animation: appear {seconds}s linear }} @keyframes appear {{ from {{ opacity: .1 }} }}"
)
LINK = '<!doctype html><a href="/slow">Weiter</a>'
LEADS_ON = FRAME.format(style=FADING.format(seconds=2), text="Weiter") + (
    "<script>setTimeout(() => { location = '/slow' }, 200)</script>"
)


class _SlowHost(BaseHTTPRequestHandler):
    """At /slow a page, too wide and too pale, that comes in three parts: none, half, all of it."""

    style = "p { width: 2000px; color: #bbb }"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.path != "/slow":
            self.wfile.write((LEADS_ON if self.path == "/leads-on" else LINK).encode())
            return
        first, main, rest = FRAME.format(style=self.style, text="Breit").partition("<main>")
        for part in (first, main + rest):
            self.wfile.flush()
            time.sleep(0.4)
            self.wfile.write(part.encode())

    def log_message(self, *arguments: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=PHONE)
    yield page
    page.close()


@pytest.fixture
def slow_host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _SlowHost) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_fades_in_is_judged_once_it_is_there(page):
    page.set_content(FRAME.format(style=FADING.format(seconds=0.8), text="Gespeichert"))
    assert violations(page) == []


def test_what_is_pale_stays_a_violation(page):
    page.set_content(FRAME.format(style="p { color: #bbb }", text="Gespeichert"))
    assert [one.split()[0] for one in violations(page)] == ["color-contrast"]


def test_a_page_that_has_only_begun_is_measured_whole(page, slow_host):
    page.goto(slow_host)
    page.get_by_role("link").click()
    assert overflow(page) > 1_000


def test_a_page_that_has_only_begun_is_judged_whole(page, slow_host):
    page.goto(slow_host)
    page.get_by_role("link").click()
    assert [one.split()[0] for one in violations(page)] == ["color-contrast"]


def test_a_page_that_only_leads_on_is_not_the_one_that_counts(page, slow_host):
    page.goto(f"{slow_host}/leads-on")
    assert overflow(page) > 1_000
