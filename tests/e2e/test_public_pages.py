"""Every kind of public page, on a phone and on a desk, by day and by night, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import DESK, PHONE

LISTED_OFFER = ".cards a[href]"


@pytest.fixture(scope="module")
def addresses(site, browser):
    """One address for each kind of page, found as a visitor finds them."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/angebote/")
    offer = page.locator(LISTED_OFFER).first.get_attribute("href")
    footer = {
        link.inner_text().strip(): link.get_attribute("href")
        for link in page.locator("footer a[href^='/']").all()
    }
    context.close()
    town, organisation, _offer = re.match(r"/([^/]+)/([^/]+)/([^/]+)/$", offer).groups()
    listed = {
        "start": "/",
        "offers": "/angebote/",
        "offers, filtered": "/angebote/?ort=selm",
        "offers, nothing found": "/angebote/?ort=selm&bereich=justiz&seite=99",
        "organisations": "/organisationen/",
        "town": f"/{town}/",
        "organisation": f"/{town}/{organisation}/",
        "benefits": "/partner/",
        "shop": "/luenen/baeckerei-kornspeicher/",
        "remembered shops": "/partner/gemerkt/",
        "offer": offer,
        "search": "/suche/?q=Kinder",
        "open data": "/api/v1/",
        "search, nothing found": "/suche/?q=Zyx%00%25%27",
        "sign in": "/konto/anmelden/",
        "code": "/konto/anmelden/code/",
        "register": "/konto/registrieren/",
        "password": "/konto/passwort/vergessen/",
        "not found": "/gibt-es-nicht/",
        "broken link by mail": "/l/abgeschnitten/",
    }
    return listed | {
        f"footer: {name}": href for name, href in footer.items() if href not in listed.values()
    }


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_accessible_and_fit(addresses, new_visit, viewport):
    visit = new_visit(viewport=viewport, reduced_motion="reduce")
    found = []
    for name, path in addresses.items():
        page = visit.open(path)
        complaints = [*visit.violations(), *visit.violations_in_the_dark()]
        found += [f"{name}: {complaint}" for complaint in complaints]
        if (too_wide := overflow(page)) > 0:
            found.append(f"{name}: {too_wide} px wider than the window")
        if (headings := page.locator("h1").count()) != 1:
            found.append(f"{name}: {headings} main headings")
    assert found == []


def test_pages_fit_on_320_px(addresses, new_visit):
    visit = new_visit(viewport={"width": 320, "height": 640})
    too_wide = {name: overflow(visit.open(path)) for name, path in addresses.items()}
    assert {name: pixels for name, pixels in too_wide.items() if pixels > 0} == {}


def test_a_visitor_without_scripts_finds_an_offer(new_visit):
    visit = new_visit(java_script_enabled=False)
    page = visit.open("/")
    form = page.locator("main form").first
    form.locator("input[name=wo]").fill("Selm")
    form.locator("button[type=submit]").click()
    expect(page).to_have_url(re.compile("wo=Selm"))
    title = page.locator(LISTED_OFFER).first.inner_text()
    page.locator(LISTED_OFFER).first.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_url(re.compile(f"^{visit.site.url}/selm/"))


def test_the_next_page_keeps_the_filters(visit):
    page = visit.open("/angebote/?ort=luenen")
    first = page.locator(LISTED_OFFER).all_inner_texts()
    page.locator("nav a[href*='seite=2']").first.click()
    page.wait_for_url(re.compile("ort=luenen.*seite=2|seite=2.*ort=luenen"))
    second = page.locator(LISTED_OFFER).all_inner_texts()
    assert second
    assert not set(first) & set(second)


def test_the_search_in_the_header_finds_a_page(visit):
    page = visit.open("/")
    field = page.locator("header input[name=q]:visible")
    field.fill("Impressum")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/suche/"))
    page.locator("main a", has_text="Impressum").first.click()
    expect(page.locator("h1")).to_have_text("Impressum")


def test_a_keyboard_gets_past_the_header(visit):
    page = visit.open("/angebote/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#inhalt")
    page.keyboard.press("Enter")
    expect(page.locator("#inhalt")).to_be_focused()


def test_a_missing_page_helps_on_in_german(visit):
    response = visit.page.goto(visit.site.url + "/luenen/nicht-mehr-da/")
    assert response.status == 404
    main = visit.page.locator("main")
    expect(main).to_contain_text("nicht")
    expect(main.locator("a[href='/angebote/']").first).to_be_visible()


def test_an_offer_tells_machines_what_it_is(addresses, visit):
    page = visit.open(addresses["offer"])
    described = page.evaluate(
        "[...document.querySelectorAll('script[type=\"application/ld+json\"]')]"
        ".map(element => JSON.parse(element.textContent))"
    )
    by_type = {one["@type"]: one for one in described}
    assert by_type["JobPosting"]["employmentType"] == "VOLUNTEER"
    assert by_type["JobPosting"]["hiringOrganization"]["name"]
    assert len(by_type["BreadcrumbList"]["itemListElement"]) == 3
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", page.url)
    expect(page.locator("meta[property='og:title']")).to_have_attribute("content", re.compile("."))


def test_a_reported_barrier_reaches_the_office(visit):
    page = visit.open("/")
    page.locator("footer a", has_text="Barrierefreiheit").first.click()
    form = page.locator("main form")
    form.locator("button[type=submit]").click()
    assert page.locator("[name=message]").evaluate("e => e.matches(':invalid')") or (
        page.locator("main").inner_text().count("beschreiben") >= 1
    )
    page.wait_for_timeout(3_500)  # nobody types faster; who does is taken for a machine
    form.locator("[name=message]").fill("Auf der Startseite ist die Schrift zu klein.")
    form.locator("[name=email]").fill("lesende@example.org")
    form.locator("button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Vielen Dank")
    mail = visit.site.newest_mail_to("lippeauen.example.org")
    assert "Schrift zu klein" in mail
