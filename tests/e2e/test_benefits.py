"""What the card is worth, as a citizen finds it: list, map, page, remembered shops."""

import re

from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.test_search import number_found


def test_somebody_finds_a_shop_and_remembers_it(visit):
    page = visit.open("/partner/")
    everything = number_found(page)
    with page.expect_response(re.compile(r"/partner/\?")):
        page.locator("#f-kategorie-kultur").click()
    page.wait_for_url(re.compile(r"\?kategorie=kultur$"))
    assert 0 < number_found(page) < everything
    expect(page.locator("[data-kept-link]")).to_be_hidden()
    card = page.locator(".card--partner").first
    name = card.locator(".card__title").inner_text()
    card.locator(".keep").click()
    expect(card.locator(".keep")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-kept-link]").click()
    page.wait_for_url("**/partner/gemerkt/")
    page.locator(".card__title", has_text=name).locator("a").click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".benefit").first).to_be_visible()
    button = page.locator(".keep-button")
    expect(button).to_have_text("Gemerkt")
    button.click()
    expect(button).to_have_text("Merken")
    assert visit.violations() == []
    visit.open("/luenen/baeckerei-kornspeicher/")
    expect(page.locator(".open-now").first).to_have_text(
        re.compile("^Jetzt (geöffnet|geschlossen)")
    )
    visit.open("/partner/gemerkt/")
    expect(page.get_by_text("Sie haben sich noch keinen Ort gemerkt")).to_be_visible()
    assert visit.violations() == []
    assert overflow(page) <= 0
