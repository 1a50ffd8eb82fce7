"""What people who knew nothing stumbled over: it is said to them where they stand."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from core import forms as core_forms
from core.models import SpokenLanguage
from partners.benefits.facts import BenefitFacts
from partners.benefits.services import change_benefit
from partners.models import Benefit, Partner, PartnerBranch, PartnerPage
from partners.redeeming.report import _without_small
from partners.services import end_partner
from tests.partners.desk.test_joining import propose

ADMIN = "/verwaltung/partner_records/"


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(monkeypatch):
    monkeypatch.setattr(core_forms, "FASTEST_PERSON", 0)


def test_a_telephone_number_has_digits_and_odd_hours_are_told(at_desk, partner):
    client, desk = at_desk
    form = client.get(f"{desk}profil/").context["form"]
    typed = {
        name: form[name].value() or ""
        for name in form.fields
        if name not in ("languages", "new_image")
    }
    refused = client.post(f"{desk}profil/", {**typed, "public_phone": "ruf mich an"})
    assert set(refused.context["form"].errors) == {"public_phone"}
    place = f"{desk}profil/ort/{partner.page.branches.get().pk}/"
    address = {"street": "Lange Str. 1", "postcode": "44532", "city": "Lünen"}
    odd = client.post(place, {**address, "opening_hours": "jeden 1. Samstag"}, follow=True)
    assert "jetzt geöffnet" in odd.content.decode()
    plain = client.post(place, {**address, "opening_hours": "Mo–Fr 8–12 Uhr"}, follow=True)
    assert "jetzt geöffnet" not in plain.content.decode()


def test_what_is_not_asked_is_not_checked_and_no_line_is_a_novel(at_desk, partner):
    client, desk = at_desk
    new = {"kind": "free_extra", "title": "Ein Kaffee", "limit_period": "once", "limit_count": "0"}
    assert client.post(f"{desk}vorteile/neu/", new).status_code == 302
    assert Benefit.objects.get(title="Ein Kaffee").limit_count == 1
    asked = client.post(f"{desk}vorteile/neu/", {**new, "limit_period": "month"})
    assert set(asked.context["form"].errors) == {"limit_count"}
    novel = client.post(f"{desk}vorteile/neu/", {**new, "title": "Kaffee und Kuchen " * 8})
    assert set(novel.context["form"].errors) == {"title"}


def test_an_announced_benefit_is_translated_into_all_languages_of_the_shop(at_desk, partner):
    client, desk = at_desk
    benefit = partner.benefits.get()
    Benefit.objects.update(created_at=timezone.now() - dt.timedelta(days=9))
    benefit.translations.create(language="tr", title="Ekmekte %10")
    SpokenLanguage.objects.get_or_create(slug="tr", defaults={"label": "Türkçe"})
    less = BenefitFacts(kind="percent", percent=5, title="5 % auf Brot")
    follower = change_benefit(benefit=Benefit.objects.get(pk=benefit.pk), facts=less).benefit
    address = f"{desk}vorteile/{follower.pk}/sprachen/"
    assert address in client.get(f"{desk}vorteile/").content.decode()
    assert [form.name for form in client.get(address).context["forms"]] == ["Türkçe", "Englisch"]
    client.post(address, {"tr-title": "Ekmekte %5"})
    assert follower.translations.get().title == "Ekmekte %5"


def test_a_shop_elsewhere_is_not_forced_into_a_town(client, luenen, category):
    asked = propose(client, category, postcode="50667")
    assert "Keine davon" in asked.content.decode()
    told = propose(client, category, postcode="50667", municipality="keine")
    assert told.status_code == 422
    [error] = told.context["form"].errors["municipality"]
    assert error.startswith("Danke")
    assert "Lünen" in error


def test_the_page_of_a_shop_that_has_left_says_so(client, partner, coordinator):
    address = partner.page.url
    end_partner(partner=partner, by=coordinator, reason="zu")
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Bäckerei Korn macht nicht mehr mit" in gone.content.decode()
    Partner.objects.update(state="known")  # only taken off line
    assert client.get(address).status_code == 404


def test_the_list_of_shops_says_what_is_missing(luenen, partner, coordinator):
    page = PartnerPage(title="Optik Weitblick")
    page.branches = [
        PartnerBranch(street="Markt 1", postcode="44532", latitude=51.61, longitude=7.52)
    ]
    luenen.page.add_child(instance=page)
    page.save_revision().publish()
    staff = Client()
    staff.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    rows = {row.name: row for row in staff.get(ADMIN).context["object_list"]}
    assert (rows["Bäckerei Korn"].lacks_place, rows["Optik Weitblick"].lacks_place) == (True, False)
    assert rows["Bäckerei Korn"].said_right_at
    assert rows["Optik Weitblick"].said_right_at is None, "nobody has confirmed it"
    missing = staff.get(ADMIN, {"lacks_place": "true"}).context["object_list"]
    assert [row.name for row in missing] == ["Bäckerei Korn"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([20, 12], ["20", "12"]),
        ([20, 12, 3], ["20", "5 oder mehr", "unter 5"]),
        ([20, 3, 2], ["20", "unter 5", "unter 5"]),
        ([20, 1, 1], ["5 oder mehr", "unter 5", "unter 5"]),
    ],
)
def test_no_small_number_can_be_taken_from_the_total(counts, shown):
    rows = [(str(place), count) for place, count in enumerate(counts)]
    assert [number for _town, number in _without_small(rows)] == shown
