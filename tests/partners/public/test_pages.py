"""What everybody sees of the shops: list, page, code, map, paper, open data, what is remembered."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import content_version
from home.services import found_association
from partners.models import Benefit, BenefitTranslation, Partner, PartnerIndexPage, PartnerPage
from tests.partners.public.rows import LUENEN, shop
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db


def html_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_page_says_what_one_gets_and_to_whom_it_is(shops, client):
    cake = Benefit.objects.get(percent=10)
    Benefit.objects.filter(pk=cake.pk).update(
        weekdays=0b0010101, from_time=dt.time(9), until_time=dt.time(12, 30),
        limit_period="month", limit_count=2, for_jubilee=False, terms="Nicht auf Torten.",
    )  # fmt: skip
    cake.branches.set([shops.bakery.branches.last()])
    BenefitTranslation.objects.create(benefit=cake, language="tr", title="Kekte indirim")
    html = html_of(client, shops.bakery.url)
    for words in (
        "–10\N{NO-BREAK SPACE}%",
        "10 % auf Kuchen",
        "Nicht auf Torten.",
        "Mo, Mi, Fr, 9 bis 12:30 Uhr",
        "2-mal im Monat",
        "Auch für 1 Begleitperson",
        "Nur hier: Ofenweg 1, Selm",
        "nicht mit der Jubiläums-Ehrenamtskarte",
        "Stufenloser Eingang",
        "Mehlgasse 4",
        "44532 Lünen",
        'lang="tr"',
        "Kekte indirim",
        "demnächst",
        "Ab dem 1. Januar 2099",
    ):
        assert words in html, words
    assert "4,50" in html_of(client, shops.pool.url)
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)


def test_search_engines_read_shop_hours_and_offers(shops, client):
    html = html_of(client, shops.pool.url)
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    [shop_data] = [d for d in map(json.loads, scripts) if d["@type"] == "LocalBusiness"]
    assert shop_data["address"]["addressLocality"] == "Selm"
    assert len(shop_data["openingHoursSpecification"]) == 6
    assert [offer["name"] for offer in shop_data["makesOffer"]] == [
        "Einzelkarte",
        "Freier Eintritt",
    ]
    assert shop_data["makesOffer"][0]["price"] == "2.00"


def test_list_map_and_page_ask_a_fixed_number_of_queries(shops, luenen):
    paths = (
        "/partner/",
        "/partner/karte.geojson",
        "/api/v1/partners",
        "/luenen/",
        shops.bakery.url,
    )

    def queries():
        found = []
        for path in paths:
            Client().get(path)  # what a process reads once
            content_version.forget_everything()
            with CaptureQueriesContext(connection) as captured:
                assert Client().get(path).status_code == 200
            found.append(len(asked_of_pages(captured)))
        return dict(zip(paths, found, strict=True))

    before = queries()
    for number in range(4):
        shop(luenen, f"Laden {number}", {"title": "Etwas"}, places=(LUENEN, LUENEN))
    Benefit.objects.bulk_create(
        Benefit(partner=shops.bakery.record, kind="other", title=f"Noch {n}") for n in range(4)
    )
    assert queries() == before


def test_what_is_open_now_is_never_kept(shops, client):
    for path in ("/partner/", "/partner/karte/"):
        assert client.get(path).has_header("ETag"), path
        assert not client.get(f"{path}?offen=1").has_header("ETag"), path


def test_each_place_stands_on_the_map(shops, client):
    features = json.loads(client.get("/partner/karte.geojson").content)["features"]
    assert sorted(one["properties"]["title"] for one in features) == [
        "Auenbad", "Bäckerei Korn", "Bäckerei Korn",
    ]  # fmt: skip
    narrowed = json.loads(client.get("/partner/karte.geojson?kategorie=sport").content)
    assert [one["id"] for one in narrowed["features"]] == [shops.pool.pk]
    html = html_of(client, "/partner/karte/?ort=luenen")
    assert 'href="/partner/?ort=luenen"' in html
    assert "Davon steht 1 auf der Karte" in html
    assert shops.pool.url in html_of(client, f"/partner/karte/{shops.pool.pk}/")


def test_a_shops_code_leads_to_its_benefits_as_long_as_it_takes_part(shops, client):
    partner = shops.pool.record
    code = reverse("partner_code", args=[partner.pk])
    assert code == f"/P/{partner.pk}"
    for address in (code, f"{code}/", code.lower()):
        assert client.get(address).headers["Location"] == f"{shops.pool.url}#vorteile"
    for state, status in (("waiting", 404), ("declined", 404), ("ended", 410), ("accepted", 302)):
        Partner.objects.filter(pk=partner.pk).update(state=state)
        assert client.get(code).status_code == status, state
    shops.pool.unpublish()
    gone = client.get(code)
    assert gone.status_code == 410
    assert "Auenbad macht nicht mehr mit" in gone.content.decode()
    assert client.get("/P/999999999999999999").status_code == 404


def test_what_is_remembered_is_answered_without_cookies_or_traces(shops, luenen):
    ended = shop(luenen, "Altladen", {"title": "Etwas"})
    Partner.objects.filter(page=ended).update(state="ended")
    client = Client(enforce_csrf_checks=True)
    asked = [str(shops.pool.pk), "x", str(ended.pk), "9" * 30, str(shops.bakery.pk)]
    response = client.post("/partner/gemerkt/karten/", {"p": asked})
    html = response.content.decode()
    assert re.findall(r'data-keep="(\d+)"', html) == [str(shops.pool.pk), str(shops.bakery.pk)]
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert client.get("/partner/gemerkt/karten/").status_code == 405
    assert "Gemerkte Orte" in html_of(client, "/partner/gemerkt/")


def test_town_card_page_and_search_lead_to_the_shops(shops, client):
    town = html_of(client, "/luenen/")
    assert "2 Orte in Lünen nehmen die Ehrenamtskarte" in town
    assert 'href="/partner/?ort=luenen"' in town
    assert 'href="/partner/"' in html_of(client, "/ehrenamtskarte/")
    assert shops.pool.url in html_of(client, "/suche/?q=Auenbad")
    assert shops.pool.url in html_of(client, "/sitemap.xml")


def test_open_data_have_everything_public(shops, client):
    found = client.get("/api/v1/partners?ort=selm&offen=1").json()
    assert [one["name"] for one in found["results"]] == ["Auenbad", "Bäckerei Korn", "Netzladen"]
    pool = found["results"][0]
    assert pool["benefits"][0]["price"] == "2.00"
    assert pool["benefits"][1]["for_standard"] is False
    assert pool["places"][0]["opening_times"][0] == {"weekday": 1, "opens": 600, "closes": 1200}
    detail = client.get(f"/api/v1/partners/{shops.pool.pk}").json()
    assert "email" in detail
    assert "email" not in pool
    lines = b"".join(client.get("/api/v1/partners.jsonl?kategorie=sport")).decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [shops.pool.pk]


def test_the_record_follows_its_page(shops, luenen):
    shops.pool.title = "Neues Auenbad"
    branch = shops.pool.branches.first()
    branch.postcode, branch.city, branch.opening_hours = "44534", "", "Mo 8–9 Uhr"
    shops.pool.branches.set([branch])
    shops.pool.save_revision().publish()
    assert Partner.objects.get(page=shops.pool).name == "Neues Auenbad"
    branch = PartnerPage.objects.get(pk=shops.pool.pk).branches.get()
    assert branch.municipality == luenen.municipality
    assert branch.opening_times == [[0, 480, 540]]


def test_an_association_that_was_founded_before_gets_the_list(home):
    PartnerIndexPage.objects.get().delete()
    found_association(name="Verbund")
    page = PartnerIndexPage.objects.get()
    assert (page.url, page.show_in_menus) == ("/partner/", True)
    page.unpublish()
    found_association(name="Verbund")
    assert not PartnerIndexPage.objects.get().live
