"""One card's whole life, as everybody who has to do with it lives through it.

Applied for on a phone without an account, confirmed by the organisation, decided, made and printed
by the town, brought onto the phone by the code of the mail, checked without network, renewed with
one button, and revoked by scanning it at the desk.
"""

import base64
import datetime as dt
import json
import re
import time
import urllib.request

import pypdfium2
from playwright.sync_api import Page, expect

from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import Verdict, VerdictKind, judge
from ehrenamtskarte.printing.codes import Level, as_svg, make_code
from tests.e2e.accessibility import overflow, violations
from tests.e2e.conftest import PATIENCE, PHONE, Site, Visit
from tests.e2e.test_card_on_phone import MY_CARDS, read_screen
from tests.e2e.test_checking_cards import CONTROLLED, ready_without_network, scan
from tests.e2e.test_deciding_cards import CASE, COORDINATOR, PASSWORD
from tests.qr import read_qr

APPLICANT = "wilma.antrag@demo.example"
CHAIR = "vorstand@lesekreis.example"
CASES = "/verwaltung/card_cases/"
BATCHES = "/verwaltung/card_batches/"
CARDS = "/verwaltung/cards/"

# What a camera sees that somebody holds a card in front of.
CAMERA = """(code) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1280, 720];
    const context = canvas.getContext("2d");
    const picture = new Image();
    picture.src = code;
    setInterval(() => {
        context.fillStyle = "#8a929a";
        context.fillRect(0, 0, canvas.width, canvas.height);
        if (picture.complete) context.drawImage(picture, 420, 150, 420, 420);
    }, 50);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
}"""


def look_at(visit: Visit) -> None:
    """The page is usable for everybody and no wider than the window."""
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def link_in(site: Site, address: str, *, says: str) -> str:
    """The link of the newest such mail, as a path of this site."""
    return re.search(r"https?://\S+(/l/\S+)", site.newest_mail_to(address, says=says))[1]


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of the site that is tested
        content: bytes = answer.read()
    return content


def judged(text: str, site: Site) -> Verdict:
    """As another's till does: with what the site publishes, and nothing else."""
    keys = IssuerKeySet.from_jwks(json.loads(fetched(f"{site.url}/ehrenamtskarte/jwks.json")))
    lists = {
        address: read_status_list(fetched(address), address=address, signers=keys.of_list(address))
        for address in {key.status_list for key in keys}
    }
    return judge(text, keys=keys, lists=lists, now=dt.datetime.now(dt.UTC))


def apply(new_visit, site: Site) -> Visit:
    """Without an account, left in the middle and found again by mail; ends on the status page."""
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
        ("Ort", "Lünen"),
        ("E-Mail", APPLICANT),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.wait_for_timeout(3200)  # faster than a person would be refused
    submit.last.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Karte")
    look_at(phone)
    other = new_visit(viewport=PHONE, device_scale_factor=2)
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
    return other


def confirm(chair: Visit, site: Site, *, answered: str = "") -> str:
    """The organisation says yes, by the link of a mail that it has not answered; returns it."""
    deadline = time.monotonic() + PATIENCE
    while (link := link_in(site, CHAIR, says="Wilma Antrag")) == answered:
        assert time.monotonic() < deadline, "the organisation was not asked again"
        time.sleep(0.3)
    page = chair.open(link)
    expect(page.locator("main")).to_contain_text("Vorleserin")
    expect(page.locator("main")).not_to_contain_text("1961")
    look_at(chair)
    page.get_by_label("Ja, das stimmt").check()
    page.get_by_label("Ihr Name und Ihre Funktion in der Organisation").fill("Vera Vorsitz")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("main")).to_contain_text("Es ist bestätigt")
    look_at(chair)
    return link


def approve(coordinator: Visit) -> None:
    page = coordinator.open(f"{CASES}?q=antrag")
    row = page.locator("table.listing tbody tr", has_text="Antrag, Wilma")
    row.filter(has_text="zu entscheiden").locator("td.title a").first.click()
    page.wait_for_url(re.compile(r"/card_cases/\d+/$"))
    assert violations(page, within=CASE) == []
    page.get_by_role("button", name="Genehmigen und Bescheid geben").click()
    expect(page.locator("main")).to_contain_text("Die Karte für Wilma Antrag kann")


def issue(coordinator: Visit) -> str:
    """The card is made and released; says what its code on the printed sheet reads."""
    page = coordinator.open(f"{BATCHES}new/")
    page.get_by_label("Wilma Antrag").check()
    assert coordinator.violations() == []
    page.get_by_role("button", name="Karten erstellen").click()
    page.wait_for_url(re.compile(rf"{BATCHES}\d+/$"))
    expect(page.locator("main")).to_contain_text("1 Karte lässt sich drucken")
    assert coordinator.violations() == []
    with page.expect_download() as download:
        page.get_by_role("link", name="A4-Bögen, beide Seiten").click()
    sheet = pypdfium2.PdfDocument(download.value.path())
    (text,) = [
        code.text for side in sheet for code in read_qr(side.render(scale=300 / 72).to_pil())
    ]
    return text


def revoke_by_scan(coordinator: Visit, text: str) -> Page:
    """The card is held into the camera of the desk, and its page revokes it."""
    page = coordinator.open(f"{CARDS}?q=antr")
    expect(page.locator("main td.title a").first).to_contain_text("LUE-")
    page.get_by_role("link", name="Karte scannen").click()
    page.wait_for_url(f"**{CARDS}scan/")
    assert coordinator.violations() == []
    page.get_by_label("Code der Karte").fill("HTTPS://KARTE.EXAMPLE/K#1234")
    page.get_by_role("button", name="Karte finden").click()
    expect(page.locator("main")).to_contain_text("Das ist nicht der Code einer Ehrenamtskarte")
    picture = as_svg(make_code(text, level=Level.M)).encode()
    address = f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"
    page.evaluate(f"({CAMERA})({json.dumps(address)})")
    page.get_by_role("button", name="Mit der Kamera scannen").click()
    page.wait_for_url(re.compile(rf"{CARDS}\d+/$"))
    expect(page.locator("main")).to_contain_text("Wilma Antrag")
    assert coordinator.violations() == []
    page.get_by_role("link", name="Sperren").click()
    assert coordinator.violations() == []
    page.get_by_label("Grund").select_option("lost")
    page.get_by_role("button", name="Jetzt sperren").click()
    expect(page.locator("main")).to_contain_text("verloren")
    return page


def test_from_application_to_verdict(new_visit, site):
    holder = apply(new_visit, site)
    chair, coordinator, till = new_visit(), new_visit(), new_visit(viewport=PHONE)
    answered = confirm(chair, site)
    page = holder.page
    page.reload()
    expect(page.locator("main")).to_contain_text("Jetzt entscheidet die Stadt")
    expect(page.locator("main")).to_contain_text("Beantwortet von Vera Vorsitz")
    look_at(holder)
    site.newest_mail_to(APPLICANT, says="haben geantwortet")

    coordinator.sign_in(COORDINATOR, PASSWORD)
    approve(coordinator)
    printed = issue(coordinator)
    verdict = judged(printed, site)
    assert verdict.kind == VerdictKind.VALID
    assert (verdict.claims.name, verdict.issuer.name) == ("Wilma Antrag", "Lünen")

    # The mail of the card leads to the app and fills in the code.
    mail = site.newest_mail_to(APPLICANT, says="auf Ihr Handy holen")
    page = holder.open(re.search(rf"https?://\S+({MY_CARDS}#\S+)", mail)[1])
    page.get_by_role("button", name="Auf dieses Handy holen").first.click()
    expect(page.locator("[data-shown]")).to_be_visible()
    expect(page.locator("[data-checked]")).to_contain_text("Zuletzt geprüft")
    page.evaluate(CONTROLLED)
    ready_without_network(till)
    for visit in (holder, till):
        visit.page.context.set_offline(True)
    page.goto("about:blank")
    holder.open(MY_CARDS)
    expect(page.locator("[data-look]")).to_contain_text("Wilma Antrag")
    fragment = printed[printed.index("#") :]
    scan(till, read_screen(holder), says="valid")
    scan(till, fragment, says="valid")
    expect(till.page.locator("[data-verdict-place]")).to_contain_text("Wilma Antrag")
    holder.page.context.set_offline(False)

    # Thirty days before its end.
    site.run("tests.e2e.cards.making", "--remind", "Wilma Antrag")
    page = holder.open(link_in(site, APPLICANT, says="verlängern"))
    expect(page.locator("main")).to_contain_text("Lesekreis Nirgendwo")
    look_at(holder)
    page.get_by_role("button", name="Alles ist wie bisher").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danke")
    look_at(holder)
    confirm(chair, site, answered=answered)
    approve(coordinator)
    renewed = issue(coordinator)
    assert renewed != printed
    assert judged(renewed, site).kind == VerdictKind.NOT_YET_VALID

    page = revoke_by_scan(coordinator, printed)
    expect(page.locator("main")).to_contain_text("Karte danach")
    page = coordinator.open("/verwaltung/card_designs/")
    expect(page.locator("main")).to_contain_text("Aussehen der Karte")
    assert judged(printed, site).kind == VerdictKind.REVOKED
    scan(till, fragment, says="valid")  # without network the list is older
    till.page.context.set_offline(False)
    till.page.clock.install()
    till.page.clock.fast_forward("06:00")  # soon it is asked for again
    scan(till, fragment, says="revoked")
    holder.open(MY_CARDS)
    expect(holder.page.locator("canvas")).to_be_hidden()
    look_at(holder)
    for visit in (holder, till):  # that they asked although there was no network is right
        visit.complaints = [one for one in visit.complaints if "INTERNET_DISCONNECTED" not in one]
