"""The card on the phone: from the code in the letter to the verdict at a till without network."""

import io
import json
import re
import time

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PATIENCE, PHONE
from tests.e2e.test_checking_cards import CONTROLLED, ready_without_network, scan
from tests.qr import read_qr

MY_CARDS = "/ehrenamtskarte/meine-karte/"
HOLDER, PASSWORD = "oma.konto@demo.example", "miteinander-2026"


@pytest.fixture(scope="module")
def cards(site):
    facts = {
        "letter": {"name": "Erika Mustermann"},
        "second": {"name": "Erika Mustermann", "card_type": 1, "valid_until": None},
        "moving": {"name": "Karl Umzug"},
        "to_revoke": {"name": "Rita Verloren"},
        "to_remove": {"name": "Willi Weg"},
    }
    return json.loads(site.run("tests.e2e.cards.making", json.dumps(facts)))


@pytest.fixture
def new_phone(new_visit):
    """A phone on which the app has been opened."""
    phones = []

    def make(**options):
        visit = new_visit(viewport=PHONE, device_scale_factor=2, **options)
        visit.open(MY_CARDS)
        expect(visit.page.locator("[data-add]")).to_be_visible()
        phones.append(visit)
        return visit

    yield make
    for visit in phones:
        # That it asks although there is no network is right.
        visit.complaints = [one for one in visit.complaints if "INTERNET_DISCONNECTED" not in one]


@pytest.fixture
def till(new_visit):
    """A phone at a till, on which /K has been opened once."""
    visit = new_visit(viewport=PHONE)
    ready_without_network(visit)
    yield visit
    visit.complaints = [one for one in visit.complaints if "INTERNET_DISCONNECTED" not in one]


def activate(visit, code):
    page = visit.page
    add = page.locator("[data-add]")
    if add.get_attribute("open") is None:
        add.locator("summary").click()
    page.get_by_label("Code aus Ihrem Brief").fill(code)
    page.get_by_role("button", name="Auf dieses Handy holen").first.click()
    expect(page.locator("[data-shown]")).to_be_visible()
    expect(page.locator("[data-checked]")).to_contain_text("Zuletzt geprüft")


def read_screen(visit):
    """What a camera reads on the phone's screen: the code's fragment."""
    picture = Image.open(io.BytesIO(visit.page.screenshot()))
    (code,) = read_qr(picture)
    assert code.ec_level == "L"
    assert code.text.startswith(f"{visit.site.url.upper()}/K#2")
    return code.text[code.text.index("#") :]


def test_from_letter_to_till_without_network(new_phone, till, cards):
    phone = new_phone()
    page = phone.page
    requests = []
    page.context.on("request", lambda request: requests.append(request))
    assert phone.violations() == []

    activate(phone, cards["letter"]["activation"].lower().replace("-", " "))
    page.evaluate(CONTROLLED)
    assert phone.violations() == []
    assert overflow(page) <= 0
    ready_without_network(till)

    page.context.set_offline(True)
    till.page.context.set_offline(True)
    page.goto("about:blank")
    phone.open(MY_CARDS)
    expect(page.locator("[data-look]")).to_contain_text("Erika Mustermann")
    expect(page.locator("[data-look]")).to_contain_text("Gültig bis 31. Dezember 2029")
    expect(page.locator("canvas")).to_have_attribute("width", re.compile("[5-9][0-9]"))
    code = read_screen(phone)

    scan(till, code, says="valid")
    verdict = till.page.locator("[data-verdict-place]")
    expect(verdict).to_contain_text("Erika Mustermann")
    expect(verdict).not_to_contain_text("Lichtbildausweis")
    assert till.violations() == []

    # Somebody took a photo of it.
    till.page.clock.install()
    till.page.clock.fast_forward("01:30")
    scan(till, code, says="screenshot")

    page.context.set_offline(False)
    phone.open(MY_CARDS)
    page.wait_for_load_state("networkidle")
    for request in requests:
        sent = f"{request.url.partition('#')[0]} {request.post_data}"
        assert code[2:60] not in sent
        assert code[-60:] not in sent


def test_code_changes_and_has_a_card_of_its_own(new_phone, cards):
    phone = new_phone()
    phone.page.clock.install()
    activate(phone, cards["second"]["activation"])
    first = read_screen(phone)
    phone.page.clock.run_for(21_000)
    patience = time.monotonic() + PATIENCE
    while read_screen(phone) == first:
        phone.page.clock.run_for(5_000)
        assert time.monotonic() < patience, "the code has not changed"
    key = phone.page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open("ehrenamtskarte").onsuccess = ({ target }) => {
                const cards = target.result.transaction("cards").objectStore("cards");
                cards.getAll().onsuccess = ({ target }) => resolve(
                    crypto.subtle.exportKey("pkcs8", target.result[0].keys.privateKey)
                        .then(() => "taken", () => "kept"));
            };
        })"""
    )
    assert key == "kept"


def test_revoked_card_is_seen_with_the_next_list(new_phone, till, cards):
    phone = new_phone()
    activate(phone, cards["to_revoke"]["activation"])
    phone.site.run("tests.e2e.cards.making", "--revoke", "digital", "Rita Verloren")

    phone.open(MY_CARDS)
    expect(phone.page.get_by_text("auf diesem Handy gesperrt")).to_be_visible()
    expect(phone.page.locator("canvas")).to_be_hidden()
    assert phone.violations() == []

    # The printed card is not touched by it.
    scan(till, cards["to_revoke"]["fragment"], says="valid")


def test_used_code_and_second_phone(new_phone, cards):
    phone, other = new_phone(), new_phone()
    activate(phone, cards["moving"]["activation"])

    other.page.get_by_label("Code aus Ihrem Brief").fill(cards["moving"]["activation"])
    other.page.get_by_role("button", name="Auf dieses Handy holen").first.click()
    expect(other.page.get_by_role("alert")).to_contain_text("schon benutzt")
    assert other.violations() == []

    again = json.loads(other.site.run("tests.e2e.cards.making", "--again", "Karl Umzug"))
    activate(other, again)
    phone.open(MY_CARDS)
    expect(phone.page.get_by_text("auf diesem Handy gesperrt")).to_be_visible()


def test_several_cards_and_taking_one_off(new_phone, cards):
    phone = new_phone()
    page = phone.page
    activate(phone, cards["to_remove"]["activation"])
    again = json.loads(phone.site.run("tests.e2e.cards.making", "--again", "Karl Umzug"))
    activate(phone, again)
    chooser = page.get_by_role("group", name="Ihre Karten")
    expect(chooser.get_by_role("button")).to_have_count(2)
    expect(page.locator("[data-look]")).to_contain_text("Karl Umzug")

    chooser.get_by_role("button", name="Willi Weg").click()
    expect(page.locator("[data-look]")).to_contain_text("Willi Weg")
    assert phone.violations() == []
    page.get_by_text("Karte von diesem Handy entfernen").click()
    with page.expect_response("**/entfernen/") as answer:
        page.get_by_role("button", name="Entfernen", exact=True).click()
    assert answer.value.status == 200
    expect(page.locator("[data-look]")).to_contain_text("Karl Umzug")
    expect(chooser).to_be_hidden()
    left = phone.site.run("tests.e2e.cards.making", "--revoke", "digital", "Willi Weg")
    assert left == "0"  # the phone has said so itself


def test_own_card_by_account(new_visit, site):
    phone = new_visit(viewport=PHONE)
    phone.open(MY_CARDS)
    expect(phone.page.get_by_role("link", name="Anmelden")).to_be_visible()
    facts = {"name": "Oma Konto", "of": HOLDER, "password": PASSWORD}
    site.run("tests.e2e.cards.making", json.dumps({"own": facts}))
    phone.sign_in(HOLDER, PASSWORD)
    page = phone.open(MY_CARDS)
    row = page.get_by_role("listitem").filter(has_text="Oma Konto")
    row.get_by_role("button", name="Auf dieses Handy holen").click()
    expect(page.locator("[data-look]")).to_contain_text("Oma Konto")
    mail = site.newest_mail_to(HOLDER, says="auf ein Handy geholt")
    assert "Bescheid" in mail
