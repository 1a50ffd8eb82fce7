"""The town's coordinator types in applications for the card and decides about them."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.conftest import PHONE, Visit

PASSWORD = "miteinander-2026"
COORDINATOR = "luenen@demo.example"
LIST = "/verwaltung/card_cases/"
CASE = ".case"  # Wagtail's own messages are still fading in around it


def type_in(visit: Visit, first_name: str, last_name: str, *, hours: str) -> Page:
    """An application on paper, signed by the organisation; ends on the page of the case."""
    page = visit.open(LIST)
    page.get_by_role("link", name="Antrag auf Papier eintippen").first.click()
    for label, text in (
        ("Vorname", first_name),
        ("Nachname", last_name),
        ("Geburtsdatum", "24.12.1957"),
        ("Straße und Hausnummer", "Marktweg 2"),
        ("Postleitzahl", "44532"),
    ):
        page.get_by_label(label, exact=False).first.fill(text)
    page.locator("input[name=city]").fill("Lünen")
    page.locator("select[name=pay]").select_option("nothing")
    for name, text in (
        ("organisation_name", "Heimatverein Kanalblick"),
        ("role", "Archiv"),
        ("since", "2012-03-01"),
        ("hours_per_week", hours),
        ("signed_by", "Heiner Heim"),
    ):
        page.locator(f"input[name=works-0-{name}]").fill(text)
    assert violations(page, within=".case-paper") == []
    page.get_by_role("button", name="Antrag aufnehmen").click()
    page.wait_for_url(re.compile(r"/card_cases/\d+/$"))
    return page


def test_one_by_itself_and_one_with_others(new_visit):
    coordinator = new_visit()
    coordinator.sign_in(COORDINATOR, PASSWORD)

    page = type_in(coordinator, "Paula", "Papierbogen", hours="2")
    expect(page.locator("main")).to_contain_text("erfüllt die Regel nicht")
    expect(page.locator("main")).to_contain_text("Es fehlen noch")
    assert violations(page, within=CASE) == []
    page.get_by_role("button", name="Genehmigen und Bescheid geben").click()
    expect(page.locator("main")).to_contain_text("Bitte halten Sie fest, warum")
    assert violations(page, within=CASE) == []
    page.get_by_label("Warum gibt die Stadt die Karte trotzdem?").fill("Pflegt auch das Denkmal.")
    page.get_by_role("button", name="Genehmigen und Bescheid geben").click()
    expect(page.locator("main")).to_contain_text("Die Karte für Paula Papierbogen kann")
    expect(page.locator("main")).to_contain_text("Pflegt auch das Denkmal.")
    assert violations(page, within=CASE) == []

    type_in(coordinator, "Bodo", "Briefbogen", hours="6")
    page = coordinator.open(f"{LIST}?q=briefb")
    # The rest of the page is Wagtail's.
    assert violations(page, within="table.listing") == []
    rows = page.locator("table.listing tbody tr", has_text="Briefbogen, Bodo")
    row = rows.filter(has_text="zu entscheiden")
    row.locator("input[type=checkbox]").check()
    page.locator(".bulk-actions-choices").get_by_role("link", name="genehmigen").click()
    expect(page.locator("main")).to_contain_text("Bodo Briefbogen, Ehrenamtskarte, Lünen")
    assert violations(page, within="main") == []
    page.get_by_role("button", name="Alle genehmigen und Bescheid geben").click()
    expect(page.locator("body")).to_contain_text("1 Antrag ist genehmigt.")
    page = coordinator.open(f"{LIST}?state=approved")
    expect(page.locator("main")).to_contain_text("Briefbogen, Bodo")


def test_declines_on_the_telephone(new_visit):
    coordinator = new_visit(viewport=PHONE)
    coordinator.sign_in(COORDINATOR, PASSWORD)
    page = type_in(coordinator, "Carla", "Kurzbogen", hours="1")
    assert overflow(page) <= 0
    page.locator("summary", has_text="Ablehnen").click()
    page.get_by_label("Die Stunden, die Ihre Organisationen bestätigt haben").check()
    assert violations(page, within=CASE) == []
    page.get_by_role("button", name="Ablehnen und den Grund mitteilen").click()
    expect(page.locator("main")).to_contain_text("Carla Kurzbogen erfährt den Grund")
    page = coordinator.open(LIST)
    assert overflow(page) <= 0
    expect(page.locator("main")).not_to_contain_text("Kurzbogen")
