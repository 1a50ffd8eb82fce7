"""A certificate from the volunteer's request to the page that its code opens, on both sides."""

import datetime as dt
import io
import os
import re
import subprocess
import sys

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PHONE, ROOT, Site, Visit
from tests.qr import read_qr

PASSWORD = "miteinander-2026"
# Tilda Sommer cooks at an organisation that other tests leave alone.
AT_DESK = """
import datetime as dt
from allauth.account.models import EmailAddress
from accounts.models import User
from accounts.volunteers import volunteer_for
from engagement.services import begin_engagement
from organisations.models import Membership, OrganisationPage
from organisations.records import record_of
user = User.objects.filter(email="tilda@demo.example").first()
if user is None:
    user = User.objects.create_user(
        "tilda@demo.example", "miteinander-2026", first_name="Tilda", last_name="Sommer"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
record = record_of(OrganisationPage.objects.get(title__contains="Klickpunkt"))
record.needs_background_check = True
record.save()
Membership.objects.get_or_create(
    organisation=record, user=User.objects.get(email="technik@demo.example")
)
begin_engagement(
    volunteer=volunteer_for(name=user.get_full_name(), email=user.email, user=user),
    organisation=record,
    role="Küchenhilfe im Lesecafé",
    since=dt.date(2024, 3, 1),
    source="e2e:certificate",
)
print(record.pk)
"""


@pytest.fixture
def desk(site: Site) -> str:
    """The address of the desk at which `technik@demo.example` works."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--command", AT_DESK],
        cwd=ROOT,
        env={
            **os.environ,
            "BASE_URL": site.url,
            "VAR_DIR": str(site.var),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        },
        check=True,
        capture_output=True,
        text=True,
    )
    return f"/verein/{done.stdout.split()[-1]}/"


def look_at(visit: Visit, name: str) -> None:
    """The page is usable for everybody and no wider than the window.

    With a folder in SCREENSHOTS, a picture of it is put there.
    """
    if folder := os.environ.get("SCREENSHOTS"):
        width = visit.page.viewport_size["width"]
        visit.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def code_on(pdf: bytes) -> str:
    """Where the QR code on the paper leads."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        codes = [
            code.text
            for page in document
            for code in read_qr(page.render(scale=2, grayscale=True).to_pil())
        ]
    (address,) = codes
    return address


def test_asked_for_signed_checked_and_withdrawn(new_visit, desk):
    phone = new_visit(viewport=PHONE)
    phone.sign_in("tilda@demo.example", PASSWORD)
    page = phone.open("/konto/nachweise/")
    look_at(phone, "own")
    page.get_by_role("link", name=re.compile("Darum bitten.*Küchenhilfe")).click()
    look_at(phone, "ask")
    page.get_by_label(re.compile("Was haben Sie getan")).fill("Kuchen gebacken\nGäste bedient")
    page.get_by_role("button", name="Darum bitten").click()
    expect(page.locator(".messages")).to_contain_text("Sie bekommen eine E-Mail")

    association = new_visit()
    association.sign_in("technik@demo.example", PASSWORD)
    page = association.open(f"{desk}nachweise/")
    look_at(association, "list")
    page.get_by_role("link", name="Tilda Sommer").first.click()
    look_at(association, "edit")
    page.get_by_label(re.compile("^Zuverlässigkeit")).check()
    page.get_by_label(re.compile("^Teamfähigkeit")).check()
    page.get_by_label(re.compile("Worte des Dankes")).fill("Danke für jede Stunde!")
    page.get_by_role("button", name="Weiter zum Ausstellen").click()
    look_at(association, "sign")
    page.get_by_role("textbox", name="Als was?").fill("Vorsitzende")
    page.get_by_role("button", name="Ausstellen").click()
    expect(page.locator(".messages")).to_contain_text("Der Nachweis ist ausgestellt")
    look_at(association, "signed")
    signed = page.url

    page = phone.open("/konto/nachweise/")
    look_at(phone, "own-signed")
    link = page.get_by_role("link", name=re.compile("Öffnen"))
    pdf = page.request.get(phone.site.url + link.get_attribute("href"))
    assert pdf.headers["content-type"] == "application/pdf"
    if folder := os.environ.get("SCREENSHOTS"):
        with open(f"{folder}/certificate.pdf", "wb") as file:
            file.write(pdf.body())
    address = code_on(pdf.body())

    stranger = new_visit(viewport=PHONE)
    page = stranger.open(address)
    expect(page.locator(".verdict")).to_contain_text("gültig")
    expect(page.locator("main")).to_contain_text("Tilda Sommer")
    look_at(stranger, "valid")

    page = association.open(signed)
    page.get_by_role("textbox", name="Grund").fill("Der Zeitraum stimmt nicht.")
    page.get_by_role("button", name="Nachweis zurückziehen").click()
    expect(page.locator(".messages")).to_contain_text("zurückgezogen")

    page = stranger.open(address)
    expect(page.locator(".verdict")).to_contain_text("zurückgezogen")
    expect(page.locator("main")).not_to_contain_text("Tilda Sommer")
    look_at(stranger, "withdrawn")
    page = stranger.open("/nachweis/EN-2026-0000-0000-0000/")
    expect(page.locator(".verdict")).to_contain_text("unbekannt")
    look_at(stranger, "unknown")

    issued_on = dt.date.today().replace(day=1)
    page = association.open(f"{desk}fuehrungszeugnisse/")
    look_at(association, "checks")
    page.get_by_role("link", name=re.compile("Einsicht vermerken.*Tilda Sommer")).first.click()
    look_at(association, "inspection")
    page.locator("#id_issued_on").fill(issued_on.isoformat())
    page.get_by_role("button", name="Ich habe es gesehen").click()
    expect(page.locator("main")).to_contain_text(
        f"zu erneuern bis {issued_on.replace(year=issued_on.year + 5):%d.%m.%Y}"
    )
    page = phone.open("/konto/")
    expect(page.locator("#fuehrungszeugnis")).to_be_visible()
    look_at(phone, "account")
