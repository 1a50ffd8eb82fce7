"""Each role's main path, done in the browser as the person would do it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ROOT, SETTINGS

PASSWORD = "miteinander-2026"
EXPORT = Path(__file__).parent / "exports" / "luenen.xml"
ADMIN = ("buero", "luenen", "bergkamen", "selm", "werne", "redaktion")
EVERYBODY = (*ADMIN, "verein", "freiwillig", "neu", "partner")
# A mail server took the connection down while it had the mail.
LOST_MAIL = """
from django.utils import timezone
from post_office.models import PRIORITY, Email
from core.models import MailAttempt
email = Email.objects.create(
    from_email="verbund@demo.example", to=["weg@demo.example"], subject="Ihre Zusage",
    message="Bis Samstag!", priority=PRIORITY.medium, status=None,
)
MailAttempt.objects.create(
    email=email, begun_at=timezone.now(), number=1, error="SMTPServerDisconnected"
)
"""


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_demo_login_works(new_visit, name):
    visit = new_visit()
    page = visit.sign_in(f"{name}@demo.example", PASSWORD)
    assert visit.violations() == []
    allowed = page.request.get(visit.site.url + "/verwaltung/").status
    assert allowed == (200 if name in ADMIN else 403)


def test_a_volunteer_signs_in_with_a_code(visit):
    page = visit.open("/konto/anmelden/code/")
    page.locator("main input[name=email]").fill("freiwillig@demo.example")
    page.locator("main form button[type=submit]").first.click()
    mail = visit.site.newest_mail_to("freiwillig@demo.example")
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{2,4})\s*$", mail, re.M)[1]
    page.locator("main input[name=code]").fill(code)
    assert visit.violations() == []
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/konto/$"))


def test_a_wrong_password_is_said_in_german_and_nothing_is_lost(visit):
    page = visit.open("/konto/anmelden/")
    page.locator("input[name=login]").fill("luenen@demo.example")
    page.locator("input[name=password]").fill("falsch")
    page.locator("main form button[type=submit]").first.click()
    said = page.locator("main [role=alert], main .kern-error, main .kern-alert").first
    expect(said).to_contain_text("Passwort")
    expect(page.locator("input[name=login]")).to_have_value("luenen@demo.example")
    assert visit.violations() == []


def test_the_coordinator_sees_the_own_town_only(visit):
    visit.sign_in("luenen@demo.example", PASSWORD)
    page = visit.open("/verwaltung/municipalities/")
    towns = page.locator("table.listing tbody").first
    expect(towns).to_contain_text("Lünen")
    expect(towns).not_to_contain_text("Selm")
    page = visit.open("/verwaltung/opportunities/")
    expect(page.locator("table.listing tbody tr").first).to_be_visible()
    expect(page.locator(".w-breadcrumbs").first).not_to_contain_text("Selm")


def test_the_office_adds_a_town_with_one_form(visit):
    visit.sign_in("buero@demo.example", PASSWORD)
    page = visit.open("/verwaltung/municipalities/new/")
    page.locator("input[name=ags]").fill("05978024")
    page.get_by_role("button", name="Erstellen").click()
    expect(page.locator("body")).to_contain_text("gehört schon zum Verbund")
    page.locator("input[name=ags]").fill("05978036")
    page.get_by_role("button", name="Erstellen").click()
    page.wait_for_url(re.compile(r"/municipalities/(edit/\d+/)?$"))
    page = visit.open("/unna/")
    expect(page.locator("h1")).to_contain_text("Unna")


def test_the_editor_hands_in_and_the_coordinator_publishes(new_visit):
    editor = new_visit()
    editor.sign_in("redaktion@demo.example", PASSWORD)
    page = editor.open("/verwaltung/opportunities/?q=Hoffest")
    page.get_by_role("link", name="Hoffest vorbereiten: Planungsgruppe").first.click()
    page.wait_for_url(re.compile(r"/edit/$"))
    edit = page.url
    title = page.locator("textarea[name=title], input[name=title]").first
    new_title = "Gemeinsam Kränze binden"
    title.fill(new_title)
    page.locator(".footer__container, footer").first.scroll_into_view_if_needed()
    page.locator("[data-w-dropdown-target='toggle']:visible").last.click()
    page.get_by_role(
        "button", name=re.compile("Freigabe|Moderation|[Üü]bermitteln|[Ee]inreichen")
    ).first.click()
    page.wait_for_load_state()
    assert new_title not in editor.open("/angebote/").locator("main").inner_text()

    coordinator = new_visit()
    coordinator.sign_in("luenen@demo.example", PASSWORD)
    page = coordinator.open(edit)
    page.locator("[data-w-dropdown-target='toggle']:visible").last.click()
    page.get_by_role("button", name=re.compile("Genehmig|[Ff]reigeb|Akzept")).first.click()
    page.wait_for_load_state()
    coordinator.open_when("/suche/?q=Kr%C3%A4nze", says=new_title)


def test_the_coordinator_imports_an_export(visit):
    visit.sign_in("luenen@demo.example", PASSWORD)
    page = visit.open("/verwaltung/imports/new/")
    page.locator("input[name=file]").set_input_files(
        {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.locator("button[type=submit]:visible").last.click()
    expect(page.locator("body")).to_contain_text("PDF")

    page.locator("input[name=file]").set_input_files(EXPORT)
    page.locator("button[type=submit]:visible").last.click()
    start = page.get_by_role("button", name="Jetzt importieren")
    start.wait_for()
    report = page.locator("table.listing").last
    expect(report).to_contain_text("sdfsdf")
    expect(report).to_contain_text("Helfen in der Ferne")
    assert visit.violations() == []
    start.click()
    done = page.get_by_role("link", name="Angebote anzeigen")
    done.wait_for()

    page = visit.open("/suche/?q=M%C3%BCtzen")
    page.get_by_role("link", name="Mützen stricken für Neugeborene").first.click()
    expect(page.locator("main")).to_contain_text("kleine Mützen")
    expect(
        page.locator("main").get_by_role("link", name="Strickstube Gahmen").first
    ).to_be_visible()
    assert "bilder.example" not in page.content()


def test_the_office_decides_about_a_mail_of_which_nobody_knows(visit):
    environment = {**os.environ, **SETTINGS, "VAR_DIR": str(visit.site.var)}
    shell = [sys.executable, "manage.py", "shell", "--command", LOST_MAIL]
    subprocess.run(shell, cwd=ROOT, env=environment, check=True, capture_output=True)
    visit.sign_in("buero@demo.example", PASSWORD)
    page = visit.open("/verwaltung/mails/")
    expect(page.get_by_role("heading", name="Mails zur Entscheidung")).to_be_visible()
    assert visit.violations() == []
    page.get_by_role("link", name="Ihre Zusage").first.click()
    expect(page.locator("main")).to_contain_text("weg@demo.example")
    assert visit.violations() == []
    page.get_by_role("button", name="Dabei belassen").click()
    expect(page.locator("body")).to_contain_text("Die Mail wird nicht noch einmal verschickt")
