"""From an association that nobody knows yet to a certificate that a stranger checks.

Four people, each with a browser of their own: Ida of a new association, the town's coordinator,
Emil who helps without an account, and somebody who holds Emil's certificate in their hands.
"""

import datetime as dt
import io
import re
import sys
from zoneinfo import ZoneInfo

import pypdfium2
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import PHONE, Visit
from tests.e2e.test_applying import LOOKING, Effort
from tests.e2e.test_posting import Steps, answer, button, card
from tests.qr import read_qr

PASSWORD = "miteinander-2026"
COORDINATOR = "luenen@demo.example"
IDA, EMIL = "ida@wintermarkt.example", "emil@wintermarkt.example"
ASSOCIATION = "Wintermarkt an der Marienkirche"
OFFER = "Waffeln backen auf dem Wintermarkt"
LINK = re.compile(r"https?://\S+/l/\S+")


def today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Europe/Berlin")).date()


def open_link(visit: Visit, address: str, *, says: str) -> Page:
    """Open the link in the mail to `address` that says `says`."""
    return visit.open(LINK.search(visit.site.newest_mail_to(address, says=says))[0])


def register(ida: Visit) -> str:
    """Ida registers her association; returns the address of its desk."""
    page = ida.open("/verein/registrieren/")
    page.get_by_label("Wie heißt Ihre Organisation?").fill(ASSOCIATION)
    page.get_by_label("In welcher Stadt sind Sie?").select_option(label="Lünen")
    page.get_by_label("Was für eine Organisation").select_option(index=1)
    page.get_by_label("Was tun Sie?").fill("Jeden Winter richten wir einen Markt aus.")
    page.get_by_label("Ihr Name").fill("Ida Nordmann")
    page.get_by_label("Ihre E-Mail-Adresse").fill(IDA)
    page.wait_for_timeout(LOOKING)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page = open_link(ida, IDA, says="anmelden")
    page.get_by_role("button", name="Ja, anmelden").click()
    page.wait_for_url(re.compile(r"/verein/\d+/$"))
    expect(page.locator("main")).to_contain_text("Ihre Stadt prüft Ihre Anmeldung noch")
    return page.url


def accept_association(coordinator: Visit) -> None:
    mail = coordinator.site.newest_mail_to(COORDINATOR, says=ASSOCIATION)
    page = coordinator.open(re.search(r"https?://\S+", mail)[0])
    page.get_by_role("button", name="Annehmen und der Organisation mitteilen").click()
    expect(page.locator("body")).to_contain_text("hat Bescheid bekommen")


def post_offer(ida: Visit, desk: str) -> tuple[int, str]:
    """Post an offer with a date; returns its number and what that took."""
    page = ida.open(desk)
    steps = Steps()
    steps.click(page.get_by_role("link", name="Angebot erstellen").first)
    steps.pages += 1
    page.get_by_label("Wie heißt Ihr Angebot?").fill(OFFER)
    page.get_by_label("Was tun Freiwillige bei Ihnen?").fill("Sie backen und verkaufen Waffeln.")
    steps.click(button(page, "Weiter"))
    steps.pages += 1
    page.get_by_label("an einzelnen Tagen, zum Beispiel bei einem Fest").check()
    # Without an hour one may come all day long, so that who was there can be ticked today.
    page.get_by_label("Tag", exact=True).fill(today().isoformat())
    steps.clicks += 1
    steps.click(button(page, "Weiter"))
    steps.pages += 1
    steps.click(button(page, "Weiter"))
    steps.pages += 1
    steps.click(button(page, "An die Stadt abschicken"))
    expect(card(page, OFFER)).to_contain_text("wartet auf die Stadt")
    took = str(steps)
    address = card(page, OFFER).get_by_role("link").first.get_attribute("href")
    return int(re.search(r"/angebote/(\d+)/", address)[1]), took


def approve(coordinator: Visit, offer: int) -> None:
    answer(coordinator, f"/verwaltung/pages/{offer}/edit/", "approve")


def apply(emil: Visit) -> str:
    """Emil applies without an account; returns what that took."""
    page = emil.open_when("/angebote/?q=Waffeln+Wintermarkt", says=OFFER)
    page.get_by_role("link", name=OFFER).first.click()
    expect(page.locator("h1")).to_have_text(OFFER)
    effort = Effort()
    effort.click(page.get_by_role("link", name="Ich möchte helfen"))
    effort.type(page, "name", "Emil Sonntag")
    effort.type(page, "email", EMIL)
    effort.clicks += 2
    page.locator("input[name=dates]").first.check()
    page.get_by_label("Ja", exact=True).check()
    effort.type(page, "message", "Waffeln sind meine Leidenschaft.")
    effort.click(page.get_by_role("button", name="Ja, ich möchte helfen"))
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page = open_link(emil, EMIL, says="bestätigen")
    effort.click(page.get_by_role("button", name="Ja, das war ich"))
    expect(page.locator(".kern-alert h2")).to_have_text("Ihr Hilfsangebot ist angekommen")
    return (
        f"{effort.clicks} clicks, {effort.fields} fields, the link of one mail, "
        f"{effort.seconds():.0f} seconds with waiting for the mail"
    )


def accept_emil(ida: Visit, desk: str) -> None:
    page = ida.open(desk)
    page.get_by_role("link", name=re.compile("neue Bewerbung")).click()
    page.get_by_role("link", name="Emil Sonntag").click()
    page.locator("main").get_by_role("link", name="Zusagen").click()
    button(page, "Zusagen").click()
    expect(page.locator("main")).to_contain_text("zugesagt")


def tick(ida: Visit, desk: str) -> None:
    """Emil was there, for three hours and a half."""
    page = ida.open(desk)
    page.locator(".desk-menu").get_by_role("link", name="Wer kommt wann").click()
    page.locator("main").get_by_role("link", name=OFFER).first.click()
    page.locator("section[aria-labelledby='wer-war-da'] a").first.click()
    expect(page.locator("h1")).to_have_text("Wer war da?")
    assert ida.violations() == []
    page.get_by_label("Stunden für alle").fill("3,5")
    button(page, "Eintragen und bestätigen").click()
    expect(page.locator(".messages")).to_contain_text("3,5")


def add_and_confirm(emil: Visit, ida: Visit, desk: str) -> None:
    """Emil has tidied up for two hours more, and Ida confirms them."""
    page = ida.open(f"{desk}leute/")
    page.get_by_role("link", name="Emil Sonntag").first.click()
    page.get_by_role("button", name=re.compile("Link zu den Stunden")).click()
    page = open_link(emil, EMIL, says="führt Ihre Stunden")
    page.get_by_role("button", name="2 Std.", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Eingetragen: 2 Std.")
    page = ida.open(f"{desk}stunden/")
    expect(page.locator("main")).to_contain_text("Emil Sonntag")
    page.get_by_role("button", name="Angekreuzte bestätigen").click()
    expect(page.locator(".messages")).to_contain_text("bestätigt")


def certify(ida: Visit, desk: str) -> None:
    page = ida.open(f"{desk}leute/")
    page.get_by_role("link", name="Emil Sonntag").first.click()
    page.get_by_role("button", name="Nachweis schreiben").click()
    expect(page.get_by_label(re.compile("^Stunden"))).to_have_value("5,5")
    page.get_by_role("textbox", name="Aufgaben").fill("Waffeln gebacken\nGäste bedient")
    page.get_by_label(re.compile("^Zuverlässigkeit")).check()
    page.get_by_role("button", name="Weiter zum Ausstellen").click()
    page.get_by_role("textbox", name="Als was?").fill("Marktleitung")
    page.get_by_role("button", name="Ausstellen").click()
    expect(page.locator(".messages")).to_contain_text("Der Nachweis ist ausgestellt")


def open_certificate(emil: Visit) -> bytes:
    page = open_link(emil, EMIL, says="Nachweis")
    assert emil.violations() == []
    link = page.get_by_role("link", name="Nachweis öffnen (PDF)")
    response = page.request.get(emil.site.url + link.get_attribute("href"))
    assert response.headers["content-type"] == "application/pdf"
    return response.body()


def code_on(pdf: bytes) -> str:
    """Where the code on the paper leads, as a camera reads it from a grey print."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        pictures = [page.render(scale=2, grayscale=True).to_pil() for page in document]
    (code,) = [code for picture in pictures for code in read_qr(picture)]
    return code.text


def test_from_interest_to_certificate(new_visit, capsys):
    ida, coordinator, emil = new_visit(), new_visit(), new_visit(viewport=PHONE)
    desk = register(ida)
    coordinator.sign_in(COORDINATOR, PASSWORD)
    accept_association(coordinator)
    ida.site.newest_mail_to(IDA, says="aufgenommen")
    offer, posting = post_offer(ida, desk)
    approve(coordinator, offer)
    applying = apply(emil)
    accept_emil(ida, desk)
    emil.site.newest_mail_to(EMIL, says="rechnet mit Ihnen")
    tick(ida, desk)
    add_and_confirm(emil, ida, desk)
    certify(ida, desk)

    pdf = open_certificate(emil)
    paper = PdfReader(io.BytesIO(pdf))
    text = " ".join("".join(page.extract_text() for page in paper.pages).split())
    for words in ("Emil Sonntag", ASSOCIATION, OFFER, "5,5", "Waffeln gebacken", "Ida Nordmann"):
        assert words in text, words
    assert paper.metadata.title
    assert paper.outline
    number = re.search(r"EN-\d{4}(-[0-9A-Z]{4}){3}", text)[0]

    address = code_on(pdf)
    assert address == f"{ida.site.url}/nachweis/{number}/"
    stranger = new_visit(viewport=PHONE)
    page = stranger.open(address)
    expect(page.locator(".verdict")).to_contain_text("gültig")
    expect(page.locator("main")).to_contain_text("Emil Sonntag")

    # For the note: what it takes.
    with capsys.disabled():
        sys.stdout.write(f"\nTo post an offer: {posting}.\nTo apply: {applying}.\n")
