"""Finding something as a person does: one field, chips, filters, the way back, without scripts."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import DESK, PHONE

LISTED = ".cards .card__title"
SIZES = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


def number_found(page: Page) -> int:
    return int(re.match(r"\d+", page.locator("#ergebnis").inner_text().strip())[0])


def unfold_filters(page: Page) -> None:
    """On a phone the filters are folded away."""
    page.wait_for_load_state()
    summary = page.locator(".finder__summary")
    if summary.is_visible():
        summary.click()


def tick(page: Page, choice: str) -> None:
    """Tick a choice and wait until the list has followed."""
    with page.expect_response(re.compile(r"/angebote/\?")):
        page.locator(f"#{choice}").click()
    expect(page.locator(".htmx-request")).to_have_count(0)


@SIZES
def test_one_field_for_words_place_and_day(new_visit, viewport):
    visit = new_visit(viewport=viewport)
    page = visit.open("/angebote/")
    everything = number_found(page)
    page.locator("#f-q").fill("vorlesen in Lünen mittwochs")
    page.locator("#f-suchen").click()
    page.wait_for_url(re.compile(r"q=vorlesen"))
    chips = page.locator(".chips a")
    expect(chips.nth(0)).to_contain_text("„vorlesen“")
    expect(chips.nth(1)).to_contain_text("um Lünen")
    expect(chips.nth(2)).to_contain_text("Mittwoch")
    few = number_found(page)
    assert 0 < few < everything
    expect(page.locator(f"{LISTED} mark").first).to_be_visible()
    expect(page.locator(".card__distance").first).to_be_visible()
    assert visit.violations() == []
    assert overflow(page) <= 0
    chips.nth(2).click()
    expect(page.locator(".chips a", has_text="Mittwoch")).to_have_count(0)
    assert number_found(page) >= few
    # What had the focus is gone; it stands where the new list begins.
    expect(page.locator("#ergebnis")).to_be_focused()


@SIZES
def test_a_ticked_filter_refreshes_the_list_around_the_focus(new_visit, viewport):
    visit = new_visit(viewport=viewport)
    page = visit.open("/angebote/")
    everything = number_found(page)
    unfold_filters(page)
    page.locator("#f-gruppe-wann > summary").click()
    box = page.locator("#f-tag-mi")
    box.scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    tick(page, "f-tag-mi")
    page.wait_for_url(re.compile(r"\?tag=mi$"))
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    assert abs(page.evaluate("window.scrollY") - before) <= 2
    found = number_found(page)
    assert 0 < found < everything
    expect(page.locator("#meldung")).to_have_text(re.compile(rf"^{found} "))
    # What was folded out stays so, and counts follow.
    expect(page.locator("#f-gruppe-wann")).to_have_attribute("open", "")
    count = page.locator("label:has(#f-tag-mi) .choice__count")
    expect(count).to_have_text(str(found))
    assert visit.violations() == []


def test_the_way_back_restores_list_and_filters(visit):
    page = visit.open("/angebote/")
    everything = number_found(page)
    tick(page, "f-ort-selm")
    in_selm = number_found(page)
    tick(page, "f-bereich-soziales")
    assert number_found(page) < in_selm
    shared = page.url
    page.go_back()
    page.wait_for_url(re.compile(r"\?ort=selm$"))
    expect(page.locator("#f-bereich-soziales")).not_to_be_checked()
    expect(page.locator("#f-ort-selm")).to_be_checked()
    assert number_found(page) == in_selm
    page.go_back()
    page.wait_for_url(re.compile(r"/angebote/$"))
    expect(page.locator("#f-ort-selm")).not_to_be_checked()
    assert number_found(page) == everything
    page.goto(shared)
    expect(page.locator("#f-ort-selm")).to_be_checked()
    expect(page.locator("#f-bereich-soziales")).to_be_checked()


def test_back_may_be_pressed_before_the_page_is_ready(visit):
    page = visit.open("/angebote/")
    everything = number_found(page)
    tick(page, "f-ort-selm")
    tick(page, "f-bereich-soziales")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.route("**/htmx/htmx.min*.js", hold_the_first)
    with page.expect_request("**/htmx/htmx.min*.js"):
        page.go_back(wait_until="commit")
    expect(page.locator("#f-bereich-soziales")).not_to_be_checked()
    page.go_back(wait_until="commit")
    held[0].continue_()
    expect(page.locator("#f-ort-selm")).not_to_be_checked()
    assert number_found(page) == everything


@SIZES
def test_without_scripts_a_button_does_the_same(new_visit, viewport):
    page = new_visit(viewport=viewport, java_script_enabled=False).open("/angebote/")
    everything = number_found(page)
    unfold_filters(page)
    page.locator("#f-ort-selm").check()
    page.locator("#f-q").fill("Kinder")
    page.locator("#f-suchen").click()
    expect(page).to_have_url(re.compile("ort=selm"))
    expect(page).to_have_url(re.compile("q=Kinder"))
    assert 0 < number_found(page) < everything
    unfold_filters(page)
    expect(page.locator("#f-ort-selm")).to_be_checked()
    page.locator(".chips a", has_text="Selm").click()
    expect(page).not_to_have_url(re.compile("ort=selm"))


def test_on_a_phone_the_button_leads_from_the_filters_to_the_results(new_visit):
    page = new_visit(viewport=PHONE).open("/angebote/")
    unfold_filters(page)
    tick(page, "f-ort-werne")
    with page.expect_response(re.compile(r"/angebote/\?")):
        page.locator("#f-zeigen").click()
    expect(page.locator("#f-filter")).not_to_have_attribute("open", "")
    expect(page.locator("#ergebnis")).to_be_focused()
    expect(page.locator("#ergebnis")).to_be_in_viewport()


@SIZES
def test_nothing_found_offers_a_way(new_visit, viewport):
    visit = new_visit(viewport=viewport)
    page = visit.open("/angebote/?q=Qwrtzpf&ort=selm")
    assert number_found(page) == 0
    assert visit.violations() == []
    way = page.locator(".ways-out a").first
    promised = int(way.locator(".ways-out__count").inner_text())
    way.click()
    page.wait_for_url(re.compile(r"\?ort=selm$"))
    assert number_found(page) == promised > 0


def test_absurd_addresses_get_a_normal_page_and_a_hint(visit):
    page = visit.open("/angebote/?plz=😀&radius=-5&seite=1e9")
    assert number_found(page) > 20
    expect(page.locator(".hints")).to_contain_text("Den Ort „😀“ kennen wir nicht.")
    assert visit.violations() == []


@SIZES
def test_the_header_searches_everything(new_visit, viewport):
    visit = new_visit(viewport=viewport)
    page = visit.open("/")
    if viewport == PHONE:
        page.locator(".menu__button").click()
    field = page.locator("header input[name=q]:visible")
    field.fill("Hospiz")
    field.press("Enter")
    page.wait_for_url(re.compile(r"/suche/\?q=Hospiz"))
    for part in ("#angebote", "#organisationen", ".hit mark >> nth=0"):
        expect(page.locator(part)).to_be_visible()
    assert visit.violations() == []
    assert overflow(page) <= 0
    page.locator("section[aria-labelledby=organisationen] .hit a").first.click()
    expect(page.locator("h1")).to_contain_text("Hospiz")


def test_organisations_are_found_by_words_and_town(visit):
    page = visit.open("/organisationen/")
    everything = number_found(page)
    with page.expect_response(re.compile(r"/organisationen/\?")):
        page.locator("#f-ort-selm").click()
    page.wait_for_url(re.compile(r"\?ort=selm$"))
    assert 0 < number_found(page) < everything
    assert visit.violations() == []
