"""From the first step to the town's desk, without an account; the organisation confirms by mail."""

import re

from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PHONE, Site, Visit

APPLICANT = "wilma.antrag@demo.example"
CHAIR = "vorstand@lesekreis.example"


def look_at(visit: Visit) -> None:
    """The page is usable for everybody and no wider than the window."""
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def link_in(site: Site, address: str, *, says: str) -> str:
    """The link of the newest such mail, as a path of this site."""
    return re.search(r"https?://\S+(/l/\S+)", site.newest_mail_to(address, says=says))[1]


def test_a_card_is_applied_for_on_a_phone_and_confirmed_by_the_organisation(new_visit, site):
    phone = new_visit(viewport=PHONE)
    page = phone.open("/ehrenamtskarte/beantragen/")
    look_at(phone)
    submit = page.locator("main form button[type=submit]")
    submit.last.click()
    expect(page.locator("main")).to_contain_text("Bitte geben Sie Ihren Nachnamen an")
    look_at(phone)
    for label, text in (
        ("Vorname", "Wilma"),
        ("Nachname", "Antrag"),
        ("Geburtsdatum", "3.7.1961"),
        ("Straße und Hausnummer", "Kanalweg 5"),
        ("Postleitzahl", "44532"),
        ("Stadt", "Lünen"),
        ("E-Mail", APPLICANT),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.wait_for_timeout(3200)  # faster than a person would be refused
    submit.last.click()

    # In the middle of it, it is left and found again by the link of the mail.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Karte")
    look_at(phone)
    other = new_visit(viewport=PHONE)
    page = other.open(link_in(site, APPLICANT, says="begonnen"))
    page.get_by_role("button", name="Speichern und weiter").click()
    look_at(other)
    page.get_by_role("link", name="Organisation angeben").click()
    page.get_by_label("Name der Organisation").fill("Lesekreis Nirgendwo")
    page.locator("main form button[type=submit]").first.click()
    look_at(other)
    page.get_by_role("link", name="selbst benennen").click()
    page.get_by_label("Was machen Sie dort?").fill("Vorleserin")
    page.get_by_label("Seit wann?").fill("2015-03-01")
    page.get_by_label("Wie viele Stunden pro Woche, in der Regel?").fill("4,5")
    page.get_by_label("Wer kann es bestätigen?").fill("Vera Vorsitz")
    page.get_by_label("E-Mail-Adresse dieser Person").fill(CHAIR)
    look_at(other)
    page.get_by_role("button", name="Speichern").click()
    look_at(other)
    page.get_by_role("link", name="Weiter", exact=True).click()
    page.get_by_label("nichts oder nur meine Auslagen").check()
    look_at(other)
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.locator("main")).to_contain_text("Es sieht gut aus")
    look_at(other)
    page.get_by_role("button", name="Jetzt beantragen").click()
    # Whoever came by the link has proved the mailbox: the organisation is asked at once.
    expect(page.locator("main")).to_contain_text("Ihre Organisationen werden gefragt")
    look_at(other)

    chair = new_visit()
    page = chair.open(link_in(site, CHAIR, says="Wilma Antrag"))
    expect(page.locator("main")).to_contain_text("Vorleserin")
    expect(page.locator("main")).not_to_contain_text("1961")
    look_at(chair)
    page.get_by_label("Ja, das stimmt").check()
    page.get_by_label("Ihr Name und Ihre Funktion in der Organisation").fill("Vera Vorsitz")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("main")).to_contain_text("Es ist bestätigt")
    look_at(chair)

    page = other.page
    page.reload()
    expect(page.locator("main")).to_contain_text("Jetzt entscheidet die Stadt")
    expect(page.locator("main")).to_contain_text("Beantwortet von Vera Vorsitz")
    look_at(other)
    site.newest_mail_to(APPLICANT, says="haben geantwortet")
