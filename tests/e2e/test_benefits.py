"""What the card is worth, as a citizen finds it: list, map, page, remembered shops."""

import re

from tests.e2e.accessibility import overflow
from tests.e2e.test_search import number_found


def test_somebody_finds_a_shop_and_remembers_it(visit):
    page = visit.open("/partner/")
    everything = number_found(page)
    with page.expect_response(re.compile(r"/partner/\?")):
        page.locator("#f-kategorie-kultur").click()
    page.wait_for_url(re.compile(r"\?kategorie=kultur$"))
    assert 0 < number_found(page) < everything
    assert page.locator("[data-kept-link]").is_hidden()
    card = page.locator(".card--partner").first
    name = card.locator(".card__title").inner_text()
    card.locator(".keep").click()
    assert card.locator(".keep").get_attribute("aria-pressed") == "true"
    page.locator("[data-kept-link]").click()
    page.wait_for_url("**/partner/gemerkt/")
    page.locator(".card__title", has_text=name).locator("a").click()
    assert page.locator("h1").inner_text() == name
    assert page.locator(".benefit").count()
    button = page.locator(".keep-button")
    assert button.inner_text().strip() == "Gemerkt"
    button.click()
    assert button.inner_text().strip() == "Merken"
    assert visit.violations() == []
    visit.open("/luenen/baeckerei-kornspeicher/")
    open_now = page.locator(".open-now").first
    open_now.wait_for(state="visible")
    assert re.match(r"Jetzt (geöffnet|geschlossen)", open_now.inner_text())
    visit.open("/partner/gemerkt/")
    page.get_by_text("Sie haben sich noch keinen Ort gemerkt").wait_for()
    assert visit.violations() == []
    assert overflow(page) <= 0
