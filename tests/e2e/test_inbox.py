"""An application as both sides live it: it arrives, is seen, spoken about, accepted or declined."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow

PASSWORD = "miteinander-2026"
PHONE = {"width": 360, "height": 740}
DATED = "/luenen/lesebruecke/buecherkisten-packen-fuer-die-kitas/"
OPEN = "/luenen/lesebruecke/zweisprachige-erzaehlerinnen-und-erzaehler-gesucht/"


def link_in_mail(visit, address, words):
    """The link of the mail to `address` that says `words`."""
    text = visit.site.newest_mail_to(address, says=words)
    return re.search(r"http\S+/l/\S+", text)[0], text


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def is_fine(visit) -> None:
    """Nothing for axe to say, and nothing wider than the window."""
    assert visit.violations() == []
    assert overflow(visit.page) <= 0


def apply(visit, offer, *, name, email):
    """Apply without an account and confirm by mail."""
    page = visit.open(offer)
    page.locator("main").get_by_role("link", name=re.compile("helfen|bewerben", re.I)).first.click()
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=email]").fill(email)
    page.locator("textarea[name=message]").fill("Ich habe nachmittags Zeit.")
    for yes in page.locator("input[name=of_age][value=yes]").all():
        yes.check()
    page.wait_for_timeout(3_100)  # as a person would need at the least
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/gesendet/$"))
    link, _text = link_in_mail(visit, email, "bestätigen")
    visit.open(link)
    press(visit.page, "Ja, das war ich: abschicken")


@pytest.fixture
def member(new_visit):
    visit = new_visit(viewport=PHONE)
    visit.sign_in("verein@demo.example", PASSWORD)
    return visit


def test_from_the_application_to_the_yes(new_visit, member):
    citizen = new_visit(viewport=PHONE)
    apply(citizen, DATED, name="Nora Neumann", email="nora@example.org")

    page = member.open("/verein/")
    page.get_by_role("link", name=re.compile("neue Bewerbung")).click()
    is_fine(member)
    page.get_by_role("link", name="Nora Neumann").click()
    expect(page.locator("main")).to_contain_text("Ich habe nachmittags Zeit.")
    expect(page.locator("main")).not_to_contain_text("nora@example.org")
    is_fine(member)
    link_in_mail(citizen, "nora@example.org", "hat gesehen")

    press(page, "Nachricht senden")
    expect(page.get_by_role("alert").first).to_be_visible()
    is_fine(member)
    page.locator("textarea[name=text]").fill("Passt Ihnen der Hintereingang?")
    press(page, "Nachricht senden")
    link, text = link_in_mail(citizen, "nora@example.org", "Passt Ihnen der Hintereingang?")
    assert "verein@demo.example" not in text

    answer = citizen.open(link)
    expect(answer.locator("main")).to_contain_text("Passt Ihnen der Hintereingang?")
    is_fine(citizen)
    answer.locator("textarea[name=text]").fill("Ja, den kenne ich.")
    press(answer, "Nachricht senden")
    expect(answer.locator("main")).to_contain_text("Ja, den kenne ich.")

    page = member.open("/verein/")
    page.get_by_role("link", name=re.compile("ungelesene Nachricht")).click()
    page.get_by_role("link", name="Nora Neumann").click()
    expect(page.locator("main")).to_contain_text("Ja, den kenne ich.")
    page.locator("main").get_by_role("link", name="Zusagen").click()
    is_fine(member)
    page.locator("textarea[name=note]").fill("Bis Samstag!")
    press(page, "Zusagen")
    expect(page.locator("main")).to_contain_text("zugesagt")
    _link, text = link_in_mail(citizen, "nora@example.org", "Bis Samstag!")
    assert "rechnet mit Ihnen" in text
    expect(citizen.open(link).locator("main")).to_contain_text("rechnet mit Ihnen")

    page = member.open("/verein/")
    page.get_by_role("link", name="Wer kommt wann").click()
    is_fine(member)
    page.locator("main").get_by_role("link", name=re.compile("Bücherkisten")).click()
    expect(page.locator("table")).to_contain_text("Nora Neumann")
    is_fine(member)


def test_a_kind_no_with_other_offers(new_visit, member):
    citizen = new_visit()
    apply(citizen, OPEN, name="Nils Nieder", email="nils@example.org")
    page = member.open("/verein/")
    page.locator(".desk-menu").get_by_role("link", name="Bewerbungen").click()
    page.get_by_role("link", name="Nils Nieder").click()
    page.locator("main").get_by_role("link", name="Absagen").click()
    is_fine(member)
    press(page, "Absagen")
    expect(page.locator("main")).to_contain_text("abgesagt")
    expect(page.locator("textarea[name=text]")).to_have_count(0)
    link, text = link_in_mail(citizen, "nils@example.org", "Vielleicht passt eines davon")
    assert text.count("http") > 1
    expect(citizen.open(link).locator("main .card").first).to_be_visible()
    is_fine(citizen)


def test_the_town_sees_numbers_and_nobody(visit):
    visit.sign_in("luenen@demo.example", PASSWORD)
    page = visit.open("/verwaltung/reports/bewerbungen/")
    expect(page.locator("main")).to_contain_text("Lesebrücke")
    expect(page.locator("main")).not_to_contain_text("Nora")
    assert visit.violations() == []
