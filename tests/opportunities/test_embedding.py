import datetime as dt
import json
import re

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from core import content_version
from core.colour import contrast, parse_hex
from opportunities import catalogue
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES, add_hidden_offers
from tests.queries import asked_of_pages
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db

FRAME = "/angebote/einbettung/"
MAKER = "/angebote/einbetten/"
ABSURD = pytest.mark.parametrize(
    "query",
    [
        "plz=😀&radius=-5&seite=1e9&anzahl=-1&farbe=rot&schema=x&organisation=9e9",
        f"q={'x' * 10_000}&organisation={'9' * 500}&farbe=%00",
        "q=%00%25%27<script>&anzahl=1e9&anzahl=50&organisation=&farbe=%23",
        "organisation=٣&anzahl=٣",
    ],
)


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde & Söhne")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def titles(response):
    return [title.get_text() for title in soup(response).select(".embed-card__title")]


def renew():
    content_version.forget_everything()
    catalogue.forget()
    caches["pages"].clear()


class TestFrame:
    def test_it_may_stand_anywhere_and_asks_nothing(self, client, organisation):
        page = OpportunityPageFactory(parent=organisation, title="Vorlesen")
        response = client.get(FRAME)
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in response.headers
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        html = soup(response)
        assert html.base["target"] == "_top"
        assert html.select_one(".embed-card__title a")["href"] == page.url
        assert not html.select("header, footer, form, [style]")

    def test_nothing_else_may_stand_in_a_frame(self, client, organisation):
        page = OpportunityPageFactory(parent=organisation)
        for path in (MAKER, page.url, "/angebote/feed.atom", "/oembed/"):
            response = client.get(path)
            assert response.headers["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]

    def test_a_kept_frame_has_the_same_rights(self, client, organisation):
        first, kept = client.get(FRAME), client.get(FRAME)
        assert kept.headers["ETag"] == first.headers["ETag"]
        assert "frame-ancestors *" in kept.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in kept.headers

    def test_filters_and_number_hold(self, client, organisation, selm):
        for number in range(5):
            OpportunityPageFactory(parent=organisation, title=f"Nummer {number}")
        OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page), title="In Selm")
        response = client.get(FRAME, {"ort": "luenen", "anzahl": "3"})
        assert titles(response) == ["Nummer 4", "Nummer 3", "Nummer 2"]
        more = soup(response).select_one(".embed__more a")
        assert "5" in more.get_text()
        assert more["href"] == "http://testserver/angebote/?ort=luenen"

    def test_one_organisations_own(self, client, organisation, selm):
        OpportunityPageFactory(parent=organisation, title="Meins")
        OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page), title="Deins")
        response = client.get(FRAME, {"organisation": str(organisation.pk)})
        assert titles(response) == ["Meins"]
        assert "Lesefreunde & Söhne" in soup(response).h1.get_text()
        assert soup(response).select_one(".embed__more a")["href"].endswith(organisation.url)

    def test_an_organisation_that_left_shows_nobody_elses(self, client, organisation, selm):
        OpportunityPageFactory(parent=OrganisationPageFactory(parent=selm.page), title="Deins")
        organisation.unpublish()
        renew()
        for wanted in (organisation.pk, 99999999, "x"):
            response = client.get(FRAME, {"organisation": str(wanted)})
            assert response.status_code == 200
            assert titles(response) == []

    def test_only_what_everybody_may_see(self, client, organisation, selm):
        hidden = OrganisationPageFactory(parent=selm.page)
        secret, draft, _over = add_hidden_offers(organisation, other=hidden)
        shelter = OpportunityPageFactory(parent=organisation, title="Frauenhaus", **PROTECTED)
        assert titles(client.get(FRAME)) == ["Frauenhaus"]
        assert titles(client.get(FRAME, {"organisation": str(hidden.pk)})) == []
        for path in (FRAME, f"/angebote/{shelter.pk}/einbettung/"):
            html = client.get(path).content.decode()
            assert [trace for trace in TRACES if trace in html] == []
        for page in (secret, draft):
            response = client.get(f"/angebote/{page.pk}/einbettung/")
            assert response.status_code == 404
            assert page.title not in response.content.decode()

    def test_queries_do_not_grow_with_the_number_of_offers(self, client, organisation):
        def queries():
            renew()
            catalogue.catalogue()
            with CaptureQueriesContext(connection) as found:
                client.get(FRAME)
            return len(asked_of_pages(found))

        OpportunityPageFactory(parent=organisation)
        queries()  # the site's address is kept afterwards
        one = queries()
        for _number in range(5):
            OpportunityPageFactory(parent=organisation)
        assert queries() == one
        assert one <= 17

    @ABSURD
    @pytest.mark.parametrize("path", [FRAME, MAKER, "/angebote/einbettung.css"])
    def test_absurd_parameters_are_no_errors(self, client, organisation, path, query):
        OpportunityPageFactory(parent=organisation)
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200
        assert b"<script>" not in response.content


class TestOneOffer:
    def test_a_card(self, client, organisation):
        page = OpportunityPageFactory(parent=organisation, title="Vorlesen")
        response = client.get(f"/angebote/{page.pk}/einbettung/")
        assert titles(response) == ["Vorlesen"]
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]

    def test_one_that_is_over_says_so(self, client, organisation):
        page = OpportunityPageFactory(parent=organisation, closes_on=dt.date(2020, 1, 1))
        assert soup(client.get(f"/angebote/{page.pk}/einbettung/")).select_one(".embed__note")

    def test_one_that_is_gone_leads_on(self, client, organisation):
        response = client.get("/angebote/99999999/einbettung/")
        assert response.status_code == 404
        assert soup(response).select_one(".embed__more a")["href"].endswith("/angebote/")
        assert "X-Frame-Options" not in response.headers


class TestColours:
    @pytest.mark.parametrize("colour", ["ffff00", "ffffff", "000000", "0b5d66", "ff0000"])
    def test_whatever_is_chosen_can_be_read(self, client, home, colour):
        css = client.get("/angebote/einbettung.css", {"farbe": colour}).content.decode()
        for block in re.findall(r":root\{(.*?)\}", css):
            values = dict(pair.split(":") for pair in block.split(";"))
            paper = parse_hex(values["--paper"])
            for name in ("--ink", "--muted", "--accent"):
                assert contrast(parse_hex(values[name]), paper) >= 4.5

    @pytest.mark.parametrize(
        ("scheme", "light", "dark"), [("", 1, 1), ("hell", 1, 0), ("dunkel", 0, 1)]
    )
    def test_light_and_dark(self, client, home, scheme, light, dark):
        css = client.get("/angebote/einbettung.css", {"schema": scheme}).content.decode()
        assert (css.count("{color-scheme:light"), css.count("{color-scheme:dark")) == (light, dark)


class TestMaker:
    def test_it_makes_the_lines(self, client, organisation):
        page = OpportunityPageFactory(parent=organisation, title="Vorlesen")
        response = client.get(
            MAKER, {"ort": "luenen", "tag": "sa", "anzahl": "5", "farbe": "#1e5aa8", "seite": "3"}
        )
        html = soup(response)
        lines = BeautifulSoup(html.textarea.get_text(), "html.parser")
        address = "http://testserver/angebote/einbettung/?ort=luenen&tag=sa&anzahl=5&farbe=1e5aa8"
        assert lines.iframe["src"] == address
        assert "Lünen" in lines.iframe["title"]
        assert lines.script["src"] == "http://testserver/static/js/einbettung.js"
        assert html.iframe["src"] == address
        assert html.select_one("input[type=hidden][name=tag]")["value"] == "sa"
        assert html.select_one("select[name=ort] option[selected]")["value"] == "luenen"
        assert html.select_one("input[name=farbe]")["value"] == "#1e5aa8"
        organisations = html.select("select[name=organisation] option")
        assert [option["value"] for option in organisations] == ["", str(page.organisation_id)]

    def test_a_colour_that_is_none_is_told(self, client, home):
        assert soup(client.get(MAKER, {"farbe": "rot"})).select_one(".kern-alert--warning")
        assert not soup(client.get(MAKER, {"farbe": ""})).select_one(".kern-alert--warning")


class TestOEmbed:
    @pytest.fixture
    def page(self, organisation):
        return OpportunityPageFactory(parent=organisation, title="Lesen < Hören & mehr")

    def ask(self, client, page, **parameters):
        return client.get("/oembed/", {"url": f"http://testserver{page.url}", **parameters})

    def test_json(self, client, page):
        response = self.ask(client, page)
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        data = json.loads(response.content)
        assert (data["version"], data["type"]) == ("1.0", "rich")
        assert data["title"] == "Lesen < Hören & mehr"
        assert data["author_name"] == "Lesefreunde & Söhne"
        assert data["provider_name"] == "Ehrenamtsverbund Test"
        frame = BeautifulSoup(data["html"], "html.parser").iframe
        assert frame["src"] == f"http://testserver/angebote/{page.pk}/einbettung/"
        assert (frame["width"], frame["height"]) == (str(data["width"]), str(data["height"]))
        assert frame["title"] == page.title

    def test_xml(self, client, page):
        response = self.ask(client, page, format="xml")
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        root = fromstring(response.content)
        assert root.tag == "oembed"
        expected = json.loads(self.ask(client, page, format="json").content)
        assert {child.tag: child.text for child in root} == {
            name: str(value) for name, value in expected.items()
        }

    @pytest.mark.parametrize(
        ("parameters", "size"),
        [
            ({"maxwidth": "200", "maxheight": "150"}, (200, 150)),
            ({"maxwidth": "99999", "maxheight": "-5"}, (480, 300)),
            ({"maxwidth": "breit", "maxheight": "1e3"}, (480, 300)),
            ({"maxwidth": "0"}, (480, 300)),
        ],
    )
    def test_it_keeps_to_the_room_there_is(self, client, page, parameters, size):
        data = json.loads(self.ask(client, page, **parameters).content)
        assert (data["width"], data["height"]) == size

    @pytest.mark.parametrize(
        "url",
        [
            *("", "x", "http://", "http://[", "javascript:alert(1)", "http://testserver/"),
            *("http://testserver/luenen/", "http://testserver/%00/", "http://testserver/../../"),
            *("https://anderswo.example/luenen/", f"http://testserver/{'x' * 5000}/", "😀"),
        ],
    )
    def test_what_is_no_offer_of_ours_is_not_found(self, client, page, url):
        response = client.get("/oembed/", {"url": url})
        assert response.status_code == 404
        assert json.loads(response.content)["error"] == "not_found"

    def test_formats_that_we_do_not_have_are_not_implemented(self, client, page):
        assert self.ask(client, page, format="yaml").status_code == 501

    def test_what_is_not_for_everybody_is_unauthorized(self, client, page, organisation):
        PageViewRestriction.objects.create(page=organisation, restriction_type="login")
        renew()
        response = self.ask(client, page)
        assert response.status_code == 401
        assert "Lesen" not in response.content.decode()

    def test_a_draft_is_not_found(self, client, organisation):
        page = OpportunityPageFactory(parent=organisation, title="Entwurf", published=False)
        assert self.ask(client, page).status_code == 404

    def test_the_offers_page_leads_to_it(self, client, page):
        html = soup(client.get(page.url))
        for kind in ("json", "xml"):
            link = html.select_one(
                f"link[type='application/{kind}+oembed'], link[type='text/{kind}+oembed']"
            )
            response = client.get(link["href"])
            assert response.status_code == 200
