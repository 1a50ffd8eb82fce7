"""The map as a visitor uses it: by mouse, by keyboard, on a phone, by night, without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import DESK, PHONE

CANVAS = ".results-map__canvas"
MARKERS = ".map-pin, .map-cluster"


def ready(page: Page) -> Page:
    """The page, with the map drawn."""
    page.locator(f"{CANVAS}[data-state=ready]").wait_for()
    page.locator(MARKERS).first.wait_for()
    return page


WHERE_VISIBLE = """
    ([canvas, selector]) => {
        const frame = document.querySelector(canvas);
        frame.scrollIntoView({block: "center", behavior: "instant"});
        const {left, right, top, bottom} = frame.getBoundingClientRect();
        return [...document.querySelectorAll(selector)].map((marker, index) => {
            const box = marker.getBoundingClientRect();
            return {index, x: box.x + box.width / 2, y: box.y + box.height / 2};
        }).filter(({x, y}) => x > left + 20 && x < right - 70 && y > top + 20 && y < bottom - 110);
    }
"""


def zoom_to_pin(page: Page) -> Locator:
    """A single marker inside of the map; clusters are opened until there is one.

    For visits without motion: then nothing moves between looking and clicking.
    """
    for _ in range(8):
        if pins := page.evaluate(WHERE_VISIBLE, [CANVAS, ".map-pin"]):
            return page.locator(".map-pin").nth(pins[0]["index"])
        cluster = page.evaluate(WHERE_VISIBLE, [CANVAS, ".map-cluster"])[0]
        page.mouse.click(cluster["x"], cluster["y"])
        page.wait_for_timeout(200)
    raise AssertionError("no single marker found")


def complaints(visit) -> list[str]:
    """What axe finds; markers may lie close together where places do (WCAG 2.5.8, essential)."""
    return [
        found
        for found in [*visit.violations(), *visit.violations_in_the_dark()]
        if not (found.startswith("target-size") and "leaflet-marker-icon" in found)
    ]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/angebote/karte/", "/organisationen/karte/?ort=selm"])
def test_the_map_is_accessible_and_fits(new_visit, viewport, path):
    visit = new_visit(viewport=viewport, reduced_motion="reduce")
    page = ready(visit.open(path))
    assert complaints(visit) == []
    assert overflow(page) <= 0
    expect(page.locator("h1")).to_have_count(1)
    zoom_to_pin(page).click()
    page.locator(".map-popup .card").wait_for()
    assert complaints(visit) == []


def test_a_marker_opens_the_same_card_as_the_list(new_visit):
    visit = new_visit(reduced_motion="reduce")
    page = ready(visit.open("/angebote/karte/?ort=selm"))
    pin = zoom_to_pin(page)
    title = pin.get_attribute("title")
    pin.click()
    card = page.locator(".map-popup .card")
    card.wait_for()
    assert card.locator(".card__title").inner_text().replace("\xad", "") == title
    card.locator(".card__title a").click()
    page.wait_for_url(re.compile(r"/selm/[^/]+/[^/]+/$"), wait_until="commit")
    expect(page.locator("h1")).to_have_text(title)


def test_the_map_follows_the_filters_without_a_new_page(visit):
    page = ready(visit.open("/angebote/karte/"))
    everywhere = page.evaluate("performance.timeOrigin")
    page.locator("#f-filter > summary").click()
    with page.expect_response(re.compile(r"karte\.geojson\?.*ort=werne")):
        page.locator("input[name=ort][value=werne]").check()
    expect(page.locator(".map-town--chosen")).to_have_count(1)
    expect(page).to_have_url(re.compile("ort=werne"))
    assert page.evaluate("performance.timeOrigin") == everywhere
    page.locator(MARKERS).first.wait_for()


def test_the_keyboard_gets_past_the_map_and_into_it(new_visit):
    visit = new_visit(reduced_motion="reduce")
    page = ready(visit.open("/angebote/karte/?ort=selm"))
    skip = page.locator(".results-map .skip-link")
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#liste")).to_be_focused()
    pin = zoom_to_pin(page)
    pin.focus()
    page.keyboard.press("Enter")
    page.locator(".map-popup .card a").wait_for()
    expect(page.locator(".map-popup .card :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(page.locator(".leaflet-marker-icon:focus")).to_have_count(1)


def test_the_map_opens_beside_the_list(visit):
    page = visit.open("/angebote/?ort=luenen")
    expect(page.locator("script[src*=leaflet]")).to_have_count(0)
    switch = page.locator("[data-map-switch]")
    switch.click()
    ready(page)
    expect(page).to_have_url(re.compile(r"/angebote/\?ort=luenen$"))
    expect(switch).to_contain_text("ausblenden")
    assert complaints(visit) == []
    page.locator("nav a[href*='seite=2']").first.click()
    ready(page)  # still open on the next page
    page.locator("[data-map-switch]").click()
    expect(page.locator(CANVAS)).to_be_hidden()
    expect(page.locator("[data-map-switch]")).to_contain_text("zeigen")


def test_on_a_phone_the_list_leads_to_the_map(new_visit):
    visit = new_visit(viewport=PHONE)
    page = visit.open("/angebote/?ort=selm")
    page.locator("[data-map-switch]").click()
    page.wait_for_url(re.compile(r"/angebote/karte/\?ort=selm$"))
    ready(page)


def test_without_scripts_the_map_is_the_list(new_visit):
    visit = new_visit(java_script_enabled=False)
    page = visit.open("/angebote/?ort=selm")
    page.locator("[data-map-switch]").click()
    expect(page).to_have_url(re.compile(r"/angebote/karte/\?ort=selm$"))
    expect(page.locator(".cards .card").nth(5)).to_be_visible()
    expect(page.locator(CANVAS)).to_be_hidden()
    expect(page.locator("main")).to_contain_text("JavaScript", use_inner_text=True)
    # Nothing keeps room for the map: the list has all of it.
    first, second = (page.locator(".cards .card").nth(number).bounding_box() for number in (0, 1))
    assert first["y"] == second["y"]
    heading = page.locator("#ergebnis").bounding_box()
    assert heading["x"] == pytest.approx(first["x"], abs=1)


def test_who_wants_no_motion_gets_none(new_visit):
    visit = new_visit(reduced_motion="reduce")
    page = ready(visit.open("/organisationen/karte/"))
    expect(page.locator(".leaflet-zoom-animated.map-cluster, .leaflet-cluster-anim")).to_have_count(
        0
    )


def test_paper_shows_the_list(visit):
    page = ready(visit.open("/angebote/karte/?ort=selm"))
    page.emulate_media(media="print")
    expect(page.locator(CANVAS)).to_be_hidden()
    expect(page.locator(".cards .card").first).to_be_visible()
