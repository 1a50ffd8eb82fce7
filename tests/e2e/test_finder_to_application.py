"""From "Was passt zu mir?" to an application, on a phone and without an account: what fits is told
by mail when it is published.
"""

import re

from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PHONE, Visit

LOOKING = 3_100  # milliseconds; who is faster counts as a machine
MAILBOX = "lena.vorlesen@beispiel.example"
OFFER = "Gutenachtgeschichten im Kindergarten"


def check(visit: Visit) -> None:
    """The open page is for everybody, and as narrow as the phone."""
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def link_of(mail: str, part: str = "/l/") -> str:
    return re.search(rf"https?://\S+{part}\S+", mail)[0]


def test_from_the_finder_by_an_alert_to_an_application(new_visit, site):
    citizen = new_visit(viewport=PHONE)
    page = citizen.open("/was-passt-zu-mir/")
    check(citizen)
    page.locator("[name=text]").fill("Ich lese gern vor, am liebsten Kindern, in Selm")
    page.locator("form:has([name=text]) button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("passt, weil")
    check(citizen)

    # To be told of what is new: wrong input is said and keeps what was typed.
    page.get_by_role("link", name="Über Neues benachrichtigen").click()
    expect(page.locator("h1")).to_have_text("Über Neues benachrichtigen")
    check(citizen)
    page.get_by_label("sofort").check()
    page.locator("[name=email]").fill("lena")
    page.get_by_role("button", name="Über Neues benachrichtigen").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("sofort")).to_be_checked()
    check(citizen)
    page.locator("[name=email]").fill(MAILBOX)
    page.wait_for_timeout(LOOKING)
    page.get_by_role("button", name="Über Neues benachrichtigen").click()
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    check(citizen)

    page = citizen.open(link_of(site.newest_mail_to(MAILBOX)))
    expect(page).not_to_have_url(re.compile("/l/"))
    check(citizen)
    page.get_by_role("button", name="Ja, benachrichtigen Sie mich").click()
    expect(page.locator(".kern-alert")).to_contain_text("Bestätigt")
    check(citizen)

    # Something that fits is published; the mail says why it fits.
    site.run("tests.e2e.offers.making", OFFER)
    mail = site.newest_mail_to(MAILBOX, says=OFFER)
    assert "passt, weil" in mail
    assert "Sie lesen gern vor" in mail
    page = citizen.open(link_of(mail, "/gutenachtgeschichten"))
    expect(page.locator("h1")).to_have_text(OFFER)
    check(citizen)

    page.get_by_role("link", name="Ich möchte helfen").first.click()
    page.locator("[name=name]").fill("Lena Beispiel")
    page.locator("[name=email]").fill(MAILBOX)
    page.get_by_label("Ja", exact=True).check()
    page.wait_for_timeout(LOOKING)
    page.get_by_role("button", name="Ja, ich möchte helfen").click()
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page = citizen.open(link_of(site.newest_mail_to(MAILBOX, says=f"„{OFFER}“")))
    page.get_by_role("button", name="Ja, das war ich").click()
    expect(page.locator(".kern-alert h2")).to_have_text("Ihr Hilfsangebot ist angekommen")

    # Now she has something to do: one click in the mail, and one there.
    page = citizen.open(link_of(mail))
    page.get_by_role("button", name="Pausieren").click()
    expect(page.locator(".kern-alert")).to_contain_text("Pausiert")
    check(citizen)
    page.get_by_role("button", name="Alle Suchen beenden").click()
    expect(page.locator("main")).to_contain_text("Sie haben keine Suche gespeichert")
    check(citizen)
