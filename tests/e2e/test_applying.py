"""A citizen without an account offers help with a phone, and another one waits for the place."""

import re
import sys
import time

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PATIENCE, PHONE, Visit

TYPING = 45  # milliseconds a key: a practised user
LOOKING = 3_100  # milliseconds; who is faster counts as a machine


class Effort:
    """Counts what a person does, and how long all of it takes."""

    def __init__(self) -> None:
        self.clicks = self.fields = 0
        self.began = time.monotonic()
        self.apart = 0.0

    def click(self, locator) -> None:
        self.clicks += 1
        locator.click()

    def type(self, page: Page, name: str, text: str) -> None:
        self.fields += 1
        page.locator(f"[name={name}]").press_sequentially(text, delay=TYPING)

    def check(self, visit: Visit) -> None:
        """What only the test does does not count."""
        began = time.monotonic()
        assert visit.violations() == []
        assert overflow(visit.page) <= 0
        self.apart += time.monotonic() - began

    def seconds(self) -> float:
        return time.monotonic() - self.began - self.apart


def offer_page(visit: Visit, words: str) -> Page:
    page = visit.open(f"/angebote/?q={words}")
    page.locator(".cards h2 a, .cards h3 a, .card a").first.click()
    expect(page.locator("h1")).to_contain_text(words)
    return page


def link_of(mail: str) -> str:
    return re.search(r"https?://\S+/l/\S+", mail)[0]


def test_applying_waiting_and_taking_the_place_that_became_free(new_visit, capsys):
    citizen = new_visit(viewport=PHONE)
    page = offer_page(citizen, "DJane")
    effort = Effort()
    effort.check(citizen)
    effort.click(page.get_by_role("link", name="Ich möchte helfen"))
    effort.check(citizen)

    # Bad input: said beside the fields, and nothing is lost.
    began = time.monotonic()
    page.locator("[name=name]").fill("Robin Beispiel")
    page.locator("[name=email]").fill("robin")
    page.get_by_label("Nein").check()
    page.locator("[name=born_on]").fill("31.02.2012")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_contain_text("korrigieren")
    expect(page.locator("[name=email]")).to_have_value("robin")
    expect(page.locator("[name=born_on]")).to_be_visible()
    assert citizen.violations() == []
    page.goto(page.url)
    effort.apart += time.monotonic() - began

    effort.type(page, "name", "Robin Beispiel")
    effort.type(page, "email", "robin@beispiel.example")
    expect(page.locator("[name=born_on]")).to_be_hidden()
    effort.clicks += 1
    page.get_by_label("Ja", exact=True).check()
    page.wait_for_timeout(max(0, LOOKING - TYPING * 36))
    effort.click(page.get_by_role("button", name="Ja, ich möchte helfen"))
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    effort.check(citizen)
    mail = citizen.site.newest_mail_to("robin@beispiel.example")
    page = citizen.open(link_of(mail))
    expect(page).not_to_have_url(re.compile("/l/"))
    effort.check(citizen)
    effort.click(page.get_by_role("button", name="Ja, das war ich"))
    expect(page.locator(".kern-alert h2")).to_have_text("Ihr Hilfsangebot ist angekommen")
    seconds = effort.seconds()
    effort.check(citizen)
    status = page.url
    # For the note: what it takes.
    with capsys.disabled():
        sys.stdout.write(
            f"\nTo apply: {effort.clicks} clicks, {effort.fields} fields, the link of one mail,"
            f" {seconds:.0f} s with waiting for the mail.\n"
        )

    # The only place is held: the next one is offered the waiting list.
    second = new_visit(viewport=PHONE)
    page = offer_page(second, "DJane")
    expect(page.locator("main")).to_contain_text("Zurzeit sind alle Plätze vergeben")
    page.get_by_role("link", name="Auf die Warteliste setzen").click()
    expect(page.locator("h1")).to_have_text("Auf die Warteliste")
    assert second.violations() == []
    page.locator("[name=name]").fill("Kim Beispiel")
    page.locator("[name=email]").fill("kim@beispiel.example")
    page.get_by_label("Ja", exact=True).check()
    page.wait_for_timeout(LOOKING)
    page.get_by_role("button", name="Auf die Warteliste setzen").click()
    page = second.open(link_of(second.site.newest_mail_to("kim@beispiel.example")))
    page.get_by_role("button", name="Ja, das war ich").click()
    expect(page.locator(".kern-alert h2")).to_have_text("Sie stehen auf der Warteliste")
    waiting = page.url

    # The first one can't come after all.
    page = citizen.open(status)
    page.get_by_role("link", name="Zurückziehen").click()
    assert citizen.violations() == []
    page.locator("[name=note]").fill("Ich bin leider umgezogen.")
    page.get_by_role("button", name="Ja, zurückziehen").click()
    expect(page.locator(".kern-alert h2").last).to_have_text("Sie sind hier nicht mehr eingetragen")
    assert citizen.violations() == []

    deadline = time.monotonic() + PATIENCE
    while "frei geworden" not in second.site.newest_mail_to("kim@beispiel.example"):
        assert time.monotonic() < deadline
        time.sleep(0.3)
    page = second.open(waiting)
    assert second.violations() == []
    page.get_by_role("button", name="Ja, ich nehme den Platz").click()
    expect(page.locator(".kern-alert h2").last).to_have_text("Ihr Hilfsangebot ist angekommen")
    expect(page.locator(".application__history")).to_contain_text("Ein Platz wurde frei")
