"""Hours from the first tap to the confirmation, on a phone and at the organisation's desk."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import overflow
from tests.e2e.conftest import PHONE, ROOT, Site, Visit

PASSWORD = "miteinander-2026"
# Rosalie Funke sings in a choir at whose desk its leader sits; other tests leave both alone.
DESK_OF = """
from allauth.account.models import EmailAddress
from accounts.models import User
from organisations.models import Membership, OrganisationPage
from organisations.records import record_of

def account(email, first_name, last_name):
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(
            email, "miteinander-2026", first_name=first_name, last_name=last_name
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user

account("rosalie@demo.example", "Rosalie", "Funke")
record = record_of(OrganisationPage.objects.get(slug="stimmband-altluenen"))
Membership.objects.get_or_create(
    organisation=record, user=account("chor@demo.example", "Theo", "Grabenkamp")
)
print(record.pk)
"""


@pytest.fixture
def desk(site: Site) -> str:
    """The address of the desk at which the choir's leader works."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--command", DESK_OF],
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


def look_at(visit: Visit) -> None:
    """The page is usable for everybody and no wider than the window."""
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def test_a_volunteers_hours_at_360_pixels_and_the_organisations_desk(new_visit, desk):
    phone = new_visit(viewport=PHONE)
    phone.sign_in("rosalie@demo.example", PASSWORD)
    page = phone.open("/konto/stunden/")
    look_at(phone)
    page.get_by_role("link", name="Engagement eintragen").click()
    page.get_by_label("Name der Organisation").fill("Stimmband")
    page.locator("main form button[type=submit]").click()
    look_at(phone)
    page.locator("#gefunden ~ ul a").first.click()
    page.get_by_label("Was machen Sie dort?").fill("Notenwartin")
    page.get_by_label("Seit wann?").fill("2009-03-01")
    look_at(phone)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("gebeten, es zu bestätigen")
    look_at(phone)

    # Two taps: open the page, tap the hours.
    page = phone.open("/konto/stunden/")
    look_at(phone)
    page.get_by_role("button", name="2 Std.", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Eingetragen: 2 Std.")
    page.get_by_role("button", name="Uhr starten").click()
    expect(page.locator("main")).to_contain_text("Die Uhr läuft")
    look_at(phone)
    page.get_by_role("button", name="Anhalten und eintragen").click()
    expect(page.locator(".messages")).to_contain_text("0,25 Std.")
    page.get_by_role("link", name=re.compile("Wochenplan")).click()
    page.get_by_label("Montag").fill("1,5")
    page.get_by_role("button", name="Woche speichern").click()
    page.get_by_role("button", name="Zeigen, was eingetragen würde").click()
    look_at(phone)
    page.get_by_role("button", name="Diese Tage eintragen").click()
    expect(page.locator(".messages")).to_contain_text("eingetragen")
    look_at(phone)

    association = new_visit()
    association.sign_in("chor@demo.example", PASSWORD)
    page = association.open(desk)
    expect(page.locator("main")).to_contain_text("Engagement zu bestätigen")
    page = association.open(f"{desk}leute/")
    look_at(association)
    page.get_by_role("link", name="Rosalie Funke").first.click()
    look_at(association)
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator(".messages")).to_contain_text("Ihre Antwort ist festgehalten")

    page = association.open(f"{desk}stunden/")
    look_at(association)
    page.get_by_role("link", name=re.compile("Rückfrage stellen")).first.click()
    page.get_by_label("Was sollte anders sein?").fill("War da nicht Feiertag?")
    look_at(association)
    page.get_by_role("button", name="Senden").click()
    page.get_by_role("button", name="Angekreuzte bestätigen").click()
    expect(page.locator(".messages")).to_contain_text("bestätigt")
    expect(page.locator("main")).to_contain_text("Es warten keine Stunden")

    page = association.open(f"{desk}stunden/team/")
    look_at(association)
    page.locator("#id_worked_on").fill("2026-01-10")
    page.locator("#id_hours").fill("3")
    page.get_by_label(re.compile("Rosalie Funke, Notenwartin")).check()
    page.get_by_role("button", name="Eintragen und bestätigen").click()
    expect(page.locator(".messages")).to_contain_text("Stunden von einer Person")

    page = phone.open("/konto/stunden/")
    expect(page.locator("main")).to_contain_text("War da nicht Feiertag?")
    expect(page.locator("#ehrenamtskarte")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Für die Ehrenamtskarte in Lünen")
    look_at(phone)
    page.locator("#rueckfragen ~ ul a").first.click()
    look_at(phone)
    page.get_by_role("button", name="Diese Stunden zurücknehmen").click()
    expect(page.locator(".messages")).to_contain_text("zurückgenommen")
    page.locator("#neueste ~ ul a").first.click()
    look_at(phone)

    page = phone.open("/konto/")
    page.get_by_role("link", name="Geburtsdatum angeben oder ändern").click()
    look_at(phone)
    page.get_by_label("Ihr Geburtsdatum").fill("31.02.1980")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte schreiben Sie das Datum so")
    page.get_by_label("Ihr Geburtsdatum").fill("29.02.1980")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("main")).to_contain_text("29.02.1980")


def test_an_organisation_that_is_not_registered_confirms_by_mail(new_visit):
    phone = new_visit(viewport=PHONE)
    phone.sign_in("partner@demo.example", PASSWORD)
    page = phone.open("/konto/engagement/neu/frei/?name=Schachclub%20Turm")
    page.get_by_label("E-Mail von jemandem dort").fill("vorstand@turm.example")
    page.get_by_label("Was machen Sie dort?").fill("Kassenwartin")
    page.get_by_label("Seit wann?").fill("2009-03-01")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("gebeten, es zu bestätigen")

    board = new_visit(viewport=PHONE)
    mail = board.site.newest_mail_to("vorstand@turm.example")
    page = board.open(re.search(r"http\S+/l/\S+", mail)[0])
    expect(page).not_to_have_url(re.compile("/l/"))
    look_at(board)
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("h1")).to_contain_text("Danke für Ihre Antwort")
    look_at(board)

    page = phone.open("/konto/stunden/")
    page.get_by_role("button", name="3 Std.", exact=True).click()
    page.get_by_role("button", name="Per E-Mail fragen").click()
    expect(page.locator(".messages")).to_contain_text("Schachclub Turm")
    mail = board.site.newest_mail_to("vorstand@turm.example", says="Stunden")
    page = board.open(re.search(r"http\S+/l/\S+", mail)[0])
    look_at(board)
    page.get_by_role("button", name="Angekreuzte bestätigen").click()
    expect(page.locator(".messages")).to_contain_text("3 Std.")
