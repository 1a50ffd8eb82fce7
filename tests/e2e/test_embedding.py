"""A list of offers on somebody else's web site: another origin, with and without our script."""

import re
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import DESK, PHONE

LISTED = ".embed-card__title a"


class _Host(BaseHTTPRequestHandler):
    """A web site of which one page is known."""

    def __init__(self, pages: dict[str, str], *args: object) -> None:
        self.pages = pages
        super().__init__(*args)

    def do_GET(self) -> None:
        page = self.pages.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(visit):
    """Another web site; `host({path: lines})` gives its address."""
    servers = []

    def serve(pages: dict[str, str]) -> str:
        whole = {
            path: f"<!DOCTYPE html><html lang=de><title>Verein</title><h1>Wir</h1>{lines}</html>"
            for path, lines in pages.items()
        }
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, whole))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def lines(visit):
    """What somebody copies who chose Selm and five offers."""
    page = visit.open("/angebote/einbetten/?tag=mi")
    page.locator("select[name=anzahl]").select_option("5")
    page.get_by_role("button", name="Vorschau aktualisieren").click()
    page.wait_for_url(re.compile("tag=mi.*anzahl=5|anzahl=5.*tag=mi"))
    return page.locator("textarea").input_value()


def test_a_list_stands_on_another_site_and_fits(browser, visit, host, lines):
    address = host({"/": lines, "/ohne/": lines.splitlines()[0]})
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(f"{address}/")
    frame = page.frame_locator("iframe")
    expect(frame.locator(LISTED)).to_have_count(5)
    height = page.locator("iframe")
    page.wait_for_function("document.querySelector('iframe').clientHeight !== 640")
    tall = page.frames[1].evaluate("document.querySelector('.embed').offsetHeight")
    assert abs(height.bounding_box()["height"] - tall) <= 2
    page.set_viewport_size(PHONE)
    page.wait_for_function(f"document.querySelector('iframe').clientHeight > {tall}")

    page.goto(f"{address}/ohne/")
    expect(page.frame_locator("iframe").locator(LISTED)).to_have_count(5)
    assert page.locator("iframe").bounding_box()["height"] == 640
    assert context.cookies() == []
    context.close()


def test_a_link_leaves_the_frame(browser, visit, host, lines):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(host({"/": lines}))
    link = page.frame_locator("iframe").locator(LISTED).first
    title = link.inner_text()
    link.click()
    page.wait_for_url(re.compile(re.escape(visit.site.url)))
    expect(page.locator("h1")).to_have_text(title)
    context.close()


def test_a_frame_only_listens_to_our_own_site(browser, visit, host, lines):
    """A page that calls itself like ours gets no height from the script."""
    script = lines.splitlines()[1]
    liar = "<script>parent.postMessage({ehrenamtsverbund: {height: 9000}}, '*')</script>"
    elsewhere = host({"/": liar})
    foreign = f'<iframe src="{elsewhere}/" title="Fremd" height="100"></iframe>'
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(host({"/": f"{lines}{foreign}{script}"}))
    expect(page.frame_locator("iframe >> nth=0").locator(LISTED)).to_have_count(5)
    page.wait_for_timeout(1_000)
    heights = [frame.bounding_box()["height"] for frame in page.locator("iframe").all()]
    assert all(height < 9000 for height in heights)
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_frames_and_their_maker_are_accessible(new_visit, viewport):
    visit = new_visit(viewport=viewport, reduced_motion="reduce")
    first = visit.open("/angebote/einbettung/?anzahl=3").locator(LISTED).first
    expect(first).to_be_visible()
    found = []
    for path in (
        "/angebote/einbettung/?anzahl=5",
        "/angebote/einbettung/?anzahl=5&schema=dunkel&farbe=ffff00",
        "/angebote/einbettung/?ort=selm&bereich=justiz&alter=14&tag=so&frei=1&q=xyz",
        "/angebote/einbetten/?ort=selm&tag=sa",
    ):
        page = visit.open(path)
        complaints = [*visit.violations(), *visit.violations_in_the_dark()]
        found += [f"{path}: {complaint}" for complaint in complaints]
        if (too_wide := overflow(page)) > 0:
            found.append(f"{path}: {too_wide} px wider than the window")
    assert found == []


def test_the_lines_can_be_copied(new_visit):
    visit = new_visit(permissions=["clipboard-read", "clipboard-write"])
    page = visit.open("/angebote/einbetten/")
    page.get_by_role("button", name="Kopieren").click()
    expect(page.locator("#kopiert")).to_have_text("Kopiert")
    copied = page.evaluate("navigator.clipboard.readText()")
    expect(page.locator("textarea")).to_have_value(copied)


def test_without_scripts_the_maker_is_a_form(new_visit):
    visit = new_visit(java_script_enabled=False)
    page = visit.open("/angebote/einbetten/")
    expect(page.locator("textarea")).to_be_visible()
    expect(page.get_by_role("button", name="Kopieren")).to_be_hidden()
    page.locator("select[name=ort]").select_option("selm")
    page.get_by_role("button", name="Vorschau aktualisieren").click()
    expect(page.locator("textarea")).to_have_value(re.compile("ort=selm"))
