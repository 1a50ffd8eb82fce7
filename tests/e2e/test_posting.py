"""An association posts an offer, the town answers, the association mends: as both do it."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import DESK, PHONE

PASSWORD = "miteinander-2026"
VERWALTUNG = "luenen@demo.example"
COMMENT = "Bitte nennen Sie noch die Uhrzeit."


class Steps:
    """Counts what a practised person does: pages of the form, clicks, seconds."""

    def __init__(self) -> None:
        self.clicks = self.pages = 0
        self.began = time.monotonic()

    def click(self, locator) -> None:
        with locator.page.expect_navigation():
            locator.click()
        self.clicks += 1

    def __str__(self) -> str:
        seconds = time.monotonic() - self.began
        return f"{self.pages} form pages, {self.clicks} clicks, {seconds:.1f} seconds"


def check_page(visit, steps=None):
    if steps:
        steps.pages += 1
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def button(page, name):
    return page.locator("main").get_by_role("button", name=name, exact=True)


def offers(visit):
    page = visit.open("/verein/")
    page.locator(".desk-menu").get_by_role("link", name="Angebote", exact=True).click()
    return page


def card(page, title):
    return page.locator(".desk-offer").filter(has=page.get_by_role("heading", name=title))


def answer(coordinator, edit_url, action, comment=""):
    """The coordinator's answer in the editors' area."""
    page = coordinator.open(edit_url)
    page.locator("[data-w-dropdown-target='toggle']:visible").last.click()
    page.locator(f"button[data-workflow-action-name='{action}']:visible").first.click()
    if comment:
        field = page.locator("dialog textarea:visible, .modal textarea:visible").first
        field.fill(comment)
        page.locator(
            ".modal button[type=submit]:visible, dialog button[type=submit]:visible"
        ).first.click()
    page.wait_for_url(lambda address: not address.endswith("/edit/"))


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_first_word_to_the_public_list(new_visit, viewport, capsys):
    width = viewport["width"]
    title = f"Märchen erzählen im Lesezelt {width}"
    visit = new_visit(viewport=viewport)
    visit.sign_in("verein@demo.example", PASSWORD)
    page = visit.open("/verein/")
    check_page(visit)

    steps = Steps()
    steps.click(page.get_by_role("link", name="Angebot erstellen").first)
    check_page(visit, steps)
    page.get_by_label("Wie heißt Ihr Angebot?").fill(title)
    page.get_by_label("Was tun Freiwillige bei Ihnen?").fill(
        "Sie erzählen Kindern Märchen.\n\n- im Zelt\n- bei Regen drinnen"
    )
    expect(page.locator("[data-status]")).to_contain_text(re.compile(r"gespeichert \d\d:\d\d"))
    expect(page).to_have_url(re.compile(r"/angebote/\d+/worum/$"))
    page.reload()
    expect(page.get_by_label("Wie heißt Ihr Angebot?")).to_have_value(title)
    steps.click(button(page, "Weiter"))

    check_page(visit, steps)
    page.get_by_label("regelmäßig, zum Beispiel jeden Mittwoch").check()
    page.get_by_label("Wochentag").select_option(label="Mittwoch")
    steps.clicks += 2
    steps.click(button(page, "Weiter"))
    check_page(visit, steps)
    steps.click(button(page, "Weiter"))
    check_page(visit, steps)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".rich-text li")).to_have_count(2)
    steps.click(button(page, "An die Stadt abschicken"))
    expect(card(page, title)).to_contain_text("wartet auf die Stadt")
    with capsys.disabled():
        print(f"\nposting an offer at {width} px: {steps} (with axe on each page)")  # noqa: T201 - a measured figure
    check_page(visit)

    key = re.search(
        r"/angebote/(\d+)/", card(page, title).get_by_role("link").first.get_attribute("href")
    )[1]
    coordinator = new_visit()
    coordinator.sign_in(VERWALTUNG, PASSWORD)
    edit = f"/verwaltung/pages/{key}/edit/"
    answer(coordinator, edit, "reject", COMMENT)
    visit.site.newest_mail_to("verein@demo.example", says=COMMENT)

    page = offers(visit)
    expect(card(page, title)).to_contain_text(COMMENT)
    expect(card(page, title)).to_contain_text("zurückgegeben")
    check_page(visit)
    card(page, title).get_by_role("link", name=re.compile("Weiterschreiben")).click()
    page.locator(".write-steps").get_by_role("button", name="Wann und wo").click()
    page.get_by_label("von", exact=True).first.fill("17:00")
    page.get_by_label("bis", exact=True).first.fill("16:00")
    button(page, "Weiter").click()
    expect(page.locator(".time-row .kern-error")).to_have_count(1)
    expect(page.get_by_label("bis", exact=True).first).to_have_value("16:00")
    check_page(visit)
    page.get_by_label("bis", exact=True).first.fill("18:00")
    button(page, "Weiter").click()
    button(page, "Weiter").click()
    button(page, "An die Stadt abschicken").click()
    expect(card(page, title)).to_contain_text("wartet auf die Stadt")

    answer(coordinator, edit, "approve")
    page = offers(visit)
    expect(card(page, title)).to_contain_text("online")
    visit.open_when(f"/angebote/?q=M%C3%A4rchen+Lesezelt+{width}", says=title)

    page = offers(visit)
    card(page, title).get_by_role("button", name=re.compile("Pausieren")).click()
    expect(card(page, title)).to_contain_text("pausiert")
    check_page(visit)


def test_without_a_script_nothing_is_lost_either(new_visit):
    visit = new_visit(java_script_enabled=False)
    visit.sign_in("verein@demo.example", PASSWORD)
    page = visit.open("/verein/")
    page.get_by_role("link", name="Angebot erstellen").first.click()
    page.get_by_label("In einem Satz, für die Liste").fill("Nur ein Satz.")
    button(page, "Weiter").click()
    expect(page.locator(".kern-error").first).to_contain_text(
        "Bitte geben Sie Ihrem Angebot einen Namen"
    )
    expect(page.get_by_label("In einem Satz, für die Liste")).to_have_value("Nur ein Satz.")
    page.get_by_label("Wie heißt Ihr Angebot?").fill("Ohne Skript")
    page.get_by_label("Was tun Freiwillige bei Ihnen?").fill("Sie helfen.")
    page.get_by_label("Wie heißt Ihr Angebot?").press("Enter")
    page.get_by_label("Tag", exact=True).fill("2027-12-04")
    button(page, "Weiterer Termin").click()
    page.get_by_label("Tag", exact=True).nth(1).fill("2027-12-11")
    button(page, "Zurück").click()
    page.locator(".write-steps").get_by_role("button", name="Wann und wo").click()
    expect(page.get_by_label("Tag", exact=True).nth(1)).to_have_value("2027-12-11")
    page.get_by_role("button", name=re.compile("Entfernen")).last.click()
    button(page, "Speichern und später weiterschreiben").click()
    expect(card(page, "Ohne Skript")).to_contain_text("Entwurf")
