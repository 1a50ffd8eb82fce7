"""The page /K: what it says of a card, without network and without telling anybody."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PHONE, ROOT

VECTORS = json.loads((ROOT / "docs/card-credential/vectors.json").read_text())
CARDS = {
    "valid": {"name": "Erika Mustermann"},
    "other": {"name": "Zweite Person"},
    "to_revoke": {"name": "Rita Gesperrt"},
    "expired": {"valid_from": "2020-01-01", "valid_until": "2022-12-31"},
    "not_yet_valid": {"valid_from": "2098-01-01", "valid_until": "2099-12-31"},
    "for_life": {"card_type": 1, "valid_until": None},
}


@pytest.fixture(scope="module")
def codes(site):
    """Fragments of printed cards of Lünen."""
    made = json.loads(site.run("tests.e2e.cards.making", json.dumps(CARDS)))
    return {name: card["fragment"] for name, card in made.items()}


# The policy forbids Playwright to wait for an expression.
CONTROLLED = """navigator.serviceWorker.ready.then(() => new Promise((resolve) => {
    const { serviceWorker } = navigator;
    serviceWorker.addEventListener("controllerchange", () => resolve(true));
    if (serviceWorker.controller) resolve(true);
}))"""


def ready_without_network(visit):
    """Open /K and wait until it has all that it needs."""
    page = visit.open("/K")
    expect(page.locator("[data-known]")).to_be_visible()
    page.evaluate(CONTROLLED)


@pytest.fixture
def clerk(new_visit):
    """Somebody with a phone who has opened the page once."""
    visit = new_visit(viewport=PHONE)
    visit.requests = []
    visit.page.context.on("request", lambda request: visit.requests.append(request))
    ready_without_network(visit)
    yield visit
    # That it asks although there is no network is right.
    visit.complaints = [one for one in visit.complaints if "INTERNET_DISCONNECTED" not in one]


def scan(visit, fragment, *, says):
    """What a camera app does: it opens the address. Waits for the verdict of that kind.

    What is known already is shown at first, and what the site has answered then.
    """
    visit.page.goto("about:blank")
    visit.page.goto(f"{visit.site.url}/K{fragment}")
    place = visit.page.locator("[data-verdict-place]")
    expect(place).to_have_attribute("data-kind", says)
    expect(place).to_be_visible()


def test_printed_card_without_network(clerk, codes):
    clerk.page.context.set_offline(True)
    page = clerk.page

    scan(clerk, codes["valid"], says="valid")

    place = page.locator("[data-verdict-place]")
    expect(place).to_contain_text("Gültig")
    expect(place).to_contain_text("Erika Mustermann")
    expect(place).to_contain_text("Gültig bis 31. Dezember 2029")
    expect(place).to_contain_text("Ausgestellt von: Lünen")
    expect(place).to_contain_text("Bitte mit Lichtbildausweis vergleichen")
    expect(page).to_have_title(re.compile("^Gültig – "))
    expect(page).to_have_url(f"{clerk.site.url}/K")
    assert clerk.violations() == []
    assert overflow(page) <= 0

    page.get_by_role("button", name="Fertig").click()
    expect(place).to_be_hidden()
    assert "Mustermann" not in page.content()


def test_no_request_carries_the_code(clerk, codes):
    digits = codes["valid"].removeprefix("#")
    clerk.requests.clear()

    scan(clerk, f"#{digits}", says="valid")
    clerk.page.wait_for_load_state("networkidle")

    assert clerk.requests
    for request in clerk.requests:
        sent = json.dumps([request.url.partition("#")[0], request.all_headers(), request.post_data])
        assert digits[:40] not in sent
        assert digits[-40:] not in sent


def test_revoked_card_is_seen_at_the_next_list(clerk, codes):
    code = codes["to_revoke"]
    scan(clerk, code, says="valid")
    clerk.site.run("tests.e2e.cards.making", "--revoke", "printed", "Rita Gesperrt")

    clerk.page.context.set_offline(True)
    scan(clerk, code, says="valid")  # the list that is known is older

    clerk.page.context.set_offline(False)
    clerk.page.clock.install()
    clerk.page.clock.fast_forward("06:00")  # soon it is asked for again
    scan(clerk, code, says="revoked")
    assert clerk.violations() == []

    clerk.page.context.set_offline(True)
    scan(clerk, code, says="revoked")


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("expired", "expired", "Abgelaufen"),
        ("not_yet_valid", "not_yet_valid", "Gültig ab 1. Januar 2098"),
        ("for_life", "valid", "Gilt auf Lebenszeit"),
    ],
)
def test_dates(clerk, codes, name, kind, words):
    scan(clerk, codes[name], says=kind)
    expect(clerk.page.locator("[data-verdict-place]")).to_contain_text(words)


def test_what_no_town_has_signed(clerk, codes):
    genuine = codes["valid"]
    last = genuine[-1]
    scan(clerk, genuine[:-1] + ("1" if last == "0" else "0"), says="forged")
    foreign = next(code for code in VECTORS["codes"] if code["verdict"] == "valid")
    scan(clerk, f"#{foreign['text'].partition('#')[2]}", says="unknown_issuer")
    scan(clerk, "#1234", says="unreadable")
    scan(clerk, "#hallo", says="unreadable")
    assert clerk.violations() == []


def test_list_grows_old(clerk, codes):
    page = clerk.page
    page.context.set_offline(True)
    page.clock.install()
    page.clock.fast_forward("25:00:00")

    scan(clerk, codes["valid"], says="valid_old_list")
    expect(page.locator("[data-verdict-place]")).to_contain_text("Stand:")


def test_old_browser_says_so(new_visit, codes):
    visit = new_visit(viewport=PHONE)
    visit.page.add_init_script("delete window.DecompressionStream")
    scan(visit, codes["valid"], says="valid_old_list")
    expect(visit.page.locator("[data-verdict-place]")).to_contain_text("Browser ist zu alt")


def test_device_that_was_never_on_line(new_visit):
    visit = new_visit(viewport=PHONE)
    visit.page.route(re.compile(r"\.json$"), lambda route: route.abort())
    scan(visit, "#1234", says="no_keys")
    visit.complaints = [one for one in visit.complaints if "ERR_FAILED" not in one]


def test_page_without_code_and_without_script(new_visit):
    visit = new_visit()
    page = visit.open("/k")
    expect(page).to_have_url(f"{visit.site.url}/K")
    expect(page.get_by_role("heading", name="So geht es")).to_be_visible()
    assert visit.violations() == []

    without = new_visit(java_script_enabled=False)
    page = without.open("/K")
    expect(page.get_by_text("Die Prüfung startet nicht")).to_be_visible()


def test_next_card_in_the_same_window(clerk, codes):
    scan(clerk, codes["valid"], says="valid")
    clerk.page.evaluate("(code) => { location.hash = code }", codes["other"])
    expect(clerk.page.locator("[data-verdict-place]")).to_contain_text("Zweite Person")
