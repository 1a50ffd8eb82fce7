"""From the approved application to the sheet whose code tills take, and to its end on the list."""

import datetime as dt
import json
import re
import urllib.request

import pypdfium2
import zxingcpp
from playwright.sync_api import expect

from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import Verdict, VerdictKind, judge
from tests.e2e.conftest import Site
from tests.e2e.test_deciding_cards import COORDINATOR, PASSWORD, type_in

BATCHES = "/verwaltung/card_batches/"
CARDS = "/verwaltung/cards/"


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of the site that is tested
        content: bytes = answer.read()
    return content


def judged(text: str, site: Site) -> Verdict:
    """As a till does: with what the site publishes, and nothing else."""
    keys = IssuerKeySet.from_jwks(json.loads(fetched(f"{site.url}/ehrenamtskarte/jwks.json")))
    lists = {
        address: read_status_list(fetched(address), address=address, signers=keys.of_list(address))
        for address in {key.status_list for key in keys}
    }
    return judge(text, keys=keys, lists=lists, now=dt.datetime.now(dt.UTC))


def test_made_printed_read_back_and_revoked(new_visit, site):
    coordinator = new_visit()
    coordinator.sign_in(COORDINATOR, PASSWORD)
    page = type_in(coordinator, "Nora", "Notenblatt", hours="6")
    page.get_by_role("button", name="Genehmigen und Bescheid geben").click()
    expect(page.locator("main")).to_contain_text("Die Karte für Nora Notenblatt kann")

    page = coordinator.open(f"{BATCHES}new/")
    page.get_by_label("Nora Notenblatt").check()
    assert coordinator.violations() == []
    page.get_by_role("button", name="Karten erstellen").click()
    page.wait_for_url(re.compile(rf"{BATCHES}\d+/$"))
    expect(page.locator("main")).to_contain_text("1 Karte lässt sich drucken", timeout=60_000)
    assert coordinator.violations() == []
    with page.expect_download() as download:
        page.get_by_role("link", name="A4-Bögen, beide Seiten").click()
    sheet = pypdfium2.PdfDocument(download.value.path())
    (text,) = [
        code.text
        for side in sheet
        for code in zxingcpp.read_barcodes(side.render(scale=300 / 72).to_pil())
    ]
    verdict = judged(text, site)
    assert verdict.kind == VerdictKind.VALID
    assert (verdict.claims.name, verdict.issuer.name) == ("Nora Notenblatt", "Lünen")

    page = coordinator.open(f"{CARDS}?q=notenbl")
    page.locator("main td.title a").first.click()
    page.wait_for_url(re.compile(rf"{CARDS}\d+/$"))
    assert coordinator.violations() == []
    page.get_by_role("link", name="Sperren").click()
    assert coordinator.violations() == []
    page.get_by_label("Grund").select_option("lost")
    page.get_by_role("button", name="Jetzt sperren").click()
    expect(page.locator("main")).to_contain_text("verloren")
    assert judged(text, site).kind == VerdictKind.REVOKED

    page = coordinator.open("/verwaltung/card_designs/")
    expect(page.locator("main")).to_contain_text("Aussehen der Karte")
