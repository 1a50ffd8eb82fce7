"""A baker takes part: proposes herself, confirms, is accepted, changes what she gives."""

import os
import re

from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import DESK, PHONE

PASSWORD = "miteinander-2026"
KARLA = "karla@backhaus.example"
LINK = re.compile(r"https?://\S+")
PICTURES = os.environ.get("PARTNER_PICTURES", "")


class Hands:
    """What somebody does by hand, counted: fields that are filled in, and clicks."""

    def __init__(self, visit):
        self.visit, self.page = visit, visit.page
        self.fields = self.clicks = 0

    def fill(self, label, text):
        self.fields += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label, option):
        self.fields += 1
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def tick(self, label):
        self.clicks += 1
        self.page.get_by_label(label, exact=True).check()

    def press(self, name, role="button"):
        self.clicks += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()


def is_fine(visit, name=""):
    """The open page breaks no rule of accessibility and fits a phone's and a desk's window."""
    before = visit.page.viewport_size
    for window in (PHONE, DESK):
        visit.page.set_viewport_size(window)
        assert overflow(visit.page) <= 0
        if PICTURES and name:
            path = f"{PICTURES}/{name}-{window['width']}.png"
            visit.page.screenshot(path=path, full_page=True)
    visit.page.set_viewport_size(before)
    assert visit.violations() == []


def test_a_baker_takes_part_in_five_minutes(new_visit):
    karla = new_visit(viewport=PHONE)
    page = karla.open("/partner/werden/")
    hands = Hands(karla)
    hands.fill("Wie heißt Ihr Geschäft?", "Backhaus Roggen")
    hands.choose("Was für ein Ort ist es?", "Essen und Trinken")
    hands.fill("Straße und Hausnummer", "Lange Straße 88")
    hands.fill("Postleitzahl", "44532")
    hands.tick("Einen Rabatt in Prozent")
    hands.fill("Ihr Name", "Karla Roggen")
    hands.fill("Ihre E-Mail-Adresse", KARLA)
    is_fine(karla, "1-werden")
    page.wait_for_timeout(3_100)  # nobody is faster
    hands.press("Mitmachen")
    expect(page.get_by_role("alert")).to_contain_text("Bitte sagen Sie, wie viel Prozent.")
    is_fine(karla, "2-werden-fehler")
    hands.fill("Wie viel Prozent?", "10")
    hands.press("Mitmachen")
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    is_fine(karla, "3-gesendet")
    mail = karla.site.newest_mail_to(KARLA, says="Backhaus Roggen")
    page = karla.open(LINK.search(mail)[0])
    is_fine(karla, "4-bestaetigen")
    hands.press("Ja, wir machen mit")
    expect(page.locator("h1")).to_have_text("Vielen Dank, das war alles")
    is_fine(karla, "5-wartet")
    # What fits into five minutes; one of the clicks is for the percentage that was forgotten.
    assert (hands.fields, hands.clicks) == (7, 4)

    hatice = new_visit()
    hatice.sign_in("luenen@demo.example", PASSWORD)
    mail = hatice.site.newest_mail_to("luenen@demo.example", says="Backhaus Roggen")
    office = hatice.open(LINK.search(mail)[0])
    expect(office.locator("main")).to_contain_text("10 % Rabatt")
    assert hatice.violations() == []
    if PICTURES:
        office.screenshot(path=f"{PICTURES}/6-vorschlag.png", full_page=True)
    office.get_by_role("button", name="Aufnehmen, veröffentlichen und Bescheid geben").click()
    expect(office.locator("body")).to_contain_text("ist im Netz und hat Bescheid bekommen")

    mail = karla.site.newest_mail_to(KARLA, says="vielen Dank")
    page = karla.open(LINK.search(mail)[0])
    expect(page.locator("h1")).to_have_text("Backhaus Roggen")
    is_fine(karla, "7-schreibtisch")
    page.get_by_role("link", name="Vorteile", exact=True).first.click()
    is_fine(karla, "8-vorteile")

    # What is fresh is changed at once; with it the page that everybody reads.
    hands = Hands(karla)
    hands.press("Ändern", role="link")
    page.get_by_text("Für wen, wann und wie oft?").click()
    is_fine(karla, "9-aendern")
    hands.fill("Wie viel Prozent?", "15")
    hands.fill("In einer Zeile", "15 % auf Brot und Brötchen")
    hands.press("Speichern")
    expect(page.locator("main")).to_contain_text("Gespeichert. Es gilt ab sofort.")
    assert (hands.fields, hands.clicks) == (2, 2)
    anybody = new_visit()
    shown = anybody.open("/luenen/backhaus-roggen/")
    expect(shown.locator("main")).to_contain_text("15 % auf Brot und Brötchen")
    expect(shown.locator("main")).not_to_contain_text("Karla")

    for name, part in (
        ("10-neu", "vorteile/neu/"),
        ("11-profil", "profil/"),
        ("12-ort", "profil/ort/"),
        ("13-inhaber", "inhaber/"),
    ):
        desk = re.search(r"/partner/verwalten/\d+/", page.url)[0]
        karla.open(desk + part)
        is_fine(karla, name)
    hatice.open("/verwaltung/partner_records/")
    office.get_by_role("link", name="Backhaus Roggen").first.click()
    expect(office.locator("main")).to_contain_text("Karla Roggen")
    assert hatice.violations() == []
    if PICTURES:
        office.screenshot(path=f"{PICTURES}/14-akte.png", full_page=True)
