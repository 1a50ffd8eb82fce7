"""An association comes in: registers, is accepted, shares the work. As its people do it."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PATIENCE, PHONE

PASSWORD = "miteinander-2026"
MINA, NORA = "mina@vorleseclub.example", "nora@vorleseclub.example"
LINK = re.compile(r"https?://\S+")


def is_fine(visit) -> None:
    """The open page breaks no rule of accessibility and fits the window."""
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def link_by_mail(visit, address: str, *, says: str) -> str:
    """The link in the newest mail to somebody, as soon as that is one that says `says`."""
    deadline = time.monotonic() + PATIENCE
    while says not in (mail := visit.site.newest_mail_to(address)):
        assert time.monotonic() < deadline, f"no mail to {address} that says {says}"
        time.sleep(0.3)
    return LINK.search(mail)[0]


@pytest.mark.parametrize("window", [{}, {"viewport": PHONE}], ids=["desk", "phone"])
def test_the_form_explains_itself(new_visit, window):
    visit = new_visit(**window)
    page = visit.open("/organisationen/")
    page.locator("main").get_by_role("link", name="Organisation anmelden").click()
    expect(page.locator("h1")).to_have_text("Organisation anmelden")
    is_fine(visit)
    page.get_by_label("Ihre E-Mail-Adresse").fill("mina@")
    page.wait_for_timeout(3_100)  # nobody is faster
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte geben Sie an, wie Ihre Organisation")
    expect(page.get_by_label("Ihre E-Mail-Adresse")).to_have_value("mina@")
    is_fine(visit)


def test_an_association_registers_is_accepted_and_invites(new_visit):
    mina = new_visit(viewport=PHONE)
    page = mina.open("/verein/registrieren/")
    page.get_by_label("Wie heißt Ihre Organisation?").fill("Lesebruecke Luenen")
    page.get_by_label("In welcher Stadt sind Sie?").select_option(label="Lünen")
    page.get_by_label("Was für eine Organisation").select_option(index=1)
    page.get_by_label("Was tun Sie?").fill("Wir lesen Kindern in der Bücherei vor.")
    page.get_by_label("Ihr Name").fill("Mina Beispiel")
    page.get_by_label("Ihre E-Mail-Adresse").fill(MINA)
    page.wait_for_timeout(3_100)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.locator("main")).to_contain_text("Lesebrücke Lünen e. V.")
    is_fine(mina)
    page.get_by_label("Wie heißt Ihre Organisation?").fill("Vorleseclub Gahmen")
    page.get_by_role("button", name="Nein, wir sind nicht dabei").click()
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    is_fine(mina)

    page = mina.open(link_by_mail(mina, MINA, says="anmelden"))
    is_fine(mina)
    page.get_by_role("button", name="Ja, anmelden").click()
    page.wait_for_url(re.compile(r"/verein/\d+/$"))
    desk = page.url
    expect(page.locator("main")).to_contain_text("Ihre Stadt prüft Ihre Anmeldung noch")
    is_fine(mina)

    hatice = new_visit()
    hatice.sign_in("luenen@demo.example", PASSWORD)
    office = hatice.open(link_by_mail(hatice, "luenen@demo.example", says="Vorleseclub Gahmen"))
    expect(office.locator("body")).to_contain_text("Mina Beispiel")
    assert hatice.violations() == []
    office.get_by_role("button", name="Ablehnen und der Organisation mitteilen").click()
    expect(office.locator("body")).to_contain_text("Bitte schreiben Sie, warum")
    office.get_by_role("button", name="Annehmen und der Organisation mitteilen").click()
    expect(office.locator("body")).to_contain_text("hat Bescheid bekommen")
    office.get_by_role("link", name="Zum Eintrag der Organisation").click()
    expect(office.locator("body")).to_contain_text(MINA)
    assert hatice.violations() == []

    assert link_by_mail(mina, MINA, says="aufgenommen") == desk
    page = mina.open(desk)
    expect(page.locator("main")).not_to_contain_text("prüft Ihre Anmeldung noch")
    page.get_by_role("link", name="Profil ausfüllen").click()
    is_fine(mina)
    page.get_by_label("Was tun Sie?").fill("Jeden Mittwoch:\n\n- vorlesen\n- basteln")
    page.get_by_role("button", name="Speichern und zur Prüfung geben").click()
    expect(page.get_by_role("status").first).to_contain_text("Eingereicht")

    page.get_by_role("link", name="Team", exact=True).click()
    is_fine(mina)
    page.get_by_role("link", name="Jemanden einladen").click()
    page.get_by_label("E-Mail-Adresse der Person").fill(NORA)
    is_fine(mina)
    page.get_by_role("button", name="Einladung senden").click()
    expect(page.locator("main")).to_contain_text(NORA)

    nora = new_visit()
    page = nora.open(link_by_mail(nora, NORA, says="lädt Sie ein"))
    is_fine(nora)
    page.get_by_label("Ihr Name").fill("Nora Neu")
    page.get_by_role("button", name="Beitreten").click()
    expect(page.locator("main")).to_contain_text("Willkommen!")
    expect(page).to_have_url(desk)
    page.get_by_role("link", name="Zum Team").click()
    expect(page.locator("main")).to_contain_text("Mina Beispiel")
    expect(page.locator("main")).not_to_contain_text("Jemanden einladen")
    is_fine(nora)
