"""The list of opportunities as visitors get it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import content_version
from opportunities import catalogue
from opportunities.models import OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.queries import asked_of_pages
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


SECRETS = ("Villa Geheimnis", "Verborgener Weg", "44536", "Brambauer")


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde Lünen")


@pytest.fixture
def reading(organisation):
    return OpportunityPageFactory(
        parent=organisation,
        title="Vorlesen in der Kita",
        summary="Kinder lieben Bücher.",
        description="<p>Sie kommen montags.</p><p>Danach gibt es Kaffee & Kuchen.</p>",
        latitude=51.616,
        longitude=7.528,
    )


@pytest.fixture
def shelter(organisation):
    return OpportunityPageFactory(
        parent=organisation,
        title="Kinderbetreuung",
        venue="Villa Geheimnis",
        street="Verborgener Weg 7",
        postcode="44536",
        city="Lünen",
        locality="Brambauer",
        latitude=51.58,
        longitude=7.44,
        address_hidden=True,
    )


def text_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def results_of(address: str) -> str:
    """The part of the page that lists what was found."""
    return text_of(address).partition('class="cards"')[2].partition("</ul>\n")[0]


def test_words_are_marked_where_they_were_found(reading):
    assert "<mark>Vorlesen</mark> in der Kita" in text_of("/angebote/?q=vorlesen")
    assert "Kinder lieben <mark>Bücher</mark>." in text_of("/angebote/?q=Buch")


def test_the_description_speaks_where_title_and_summary_are_silent(reading):
    html = text_of("/angebote/?q=Kaffee")
    assert "<mark>Kaffee</mark> &amp; Kuchen" in html
    assert "Kinder lieben Bücher." not in html


def test_marks_and_distances_of_one_search_are_not_seen_in_the_next(reading):
    assert "card__distance" in text_of("/angebote/?q=vorlesen&wo=Selm&umkreis=50")
    html = text_of("/angebote/")
    assert "<mark>" not in html
    assert "card__distance" not in html
    assert "Kinder lieben Bücher." in html


def test_the_distance_is_said_in_german(reading):
    distance = re.search(r'card__distance">([^<]+)<', text_of("/angebote/?wo=59379&umkreis=25"))
    assert re.fullmatch(r"\d,\d km|\d\d km", distance[1])


def test_each_choice_says_how_many_remain(reading):
    html = text_of("/angebote/?ort=luenen")
    label = re.search(
        r'<label class="choice[^>]*>\s*<input[^>]*id="f-ort-luenen".*?</label>', html, re.DOTALL
    )[0]
    assert " checked" in label
    assert 'choice__count">1<' in label
    sport = re.search(r'<label class="choice([^"]*)">\s*<input[^>]*id="f-bereich-sport"', html)
    assert sport[1] == " choice--empty"


def test_an_empty_choice_can_still_be_ticked_off(reading):
    assert "disabled" not in text_of("/angebote/?q=nichtszufinden&ort=luenen&tag=so")


def test_what_is_set_unfolds_its_group_only(reading):
    html = text_of("/angebote/?zielgruppe=kinder")
    opened = re.findall(r'<details class="filter-group" id="f-gruppe-(\w+)" open>', html)
    assert opened == ["ort", "bereich", "zielgruppe"]


def test_the_form_shows_what_was_typed(reading):
    html = text_of("/angebote/?q=%22%3E%3Cb%3E&wo=L%C3%BCnen&umkreis=25&ab=2030-01-01&alter=16")
    assert 'value="&quot;&gt;&lt;b&gt;"' in html
    assert 'value="Lünen"' in html
    assert '<option value="25" selected>' in html
    assert 'value="2030-01-01"' in html
    assert re.search(r'id="f-alter-16" checked', html)


def test_a_place_that_nobody_knows_stays_in_its_field(reading):
    html = text_of("/angebote/?wo=Entenhausen")
    assert 'value="Entenhausen"' in html
    assert "Den Ort „Entenhausen“ kennen wir nicht." in html


@pytest.mark.parametrize(
    "address",
    [
        "plz=😀&radius=-5&seite=1e9",
        "q=" + "x" * 10_000,
        "q=%22)+OR+*:*+NEAR(a)+%25+%27+%00",
        "&".join(["ort=luenen"] * 500 + ["seite=2"] * 50),
        "q=%ff%fe%00&wo=%00&ab=%00&ort=%00&sortierung=%00",
        "seite=999999",
    ],
)
def test_absurd_addresses_get_a_normal_page(reading, address):
    html = text_of(f"/angebote/?{address}")
    assert 'id="ergebnis"' in html
    assert html.count("<h1") == 1


def test_a_page_past_the_end_says_so(reading):
    html = text_of("/angebote/?seite=7")
    assert "Die Seite „7“ gibt es nicht; Sie sehen die letzte." in html
    assert "Vorlesen in der Kita" in html


def test_nothing_found_leads_on(reading):
    html = text_of("/angebote/?q=vorlesen&tag=so&ehrenamtskarte=1")
    assert "Zu allem zusammen passt nichts" in html
    ways = html.partition('class="ways-out"')[2]
    assert 'href="/angebote/?tag=so&amp;ehrenamtskarte=1"' not in ways  # would not help either
    assert 'href="/angebote/"' in html


def test_of_a_single_wish_nothing_is_put_together(reading):
    html = text_of("/angebote/?q=Qwrtzpf")
    assert "Nichts gefunden" in html
    assert "Zu allem zusammen" not in html


def test_the_list_can_be_taken_along(reading):
    html = text_of("/angebote/?q=vorlesen+samstags&seite=1")
    for path in ("liste.pdf", "kalender.ics", "feed.atom", "einbetten/"):
        assert f'href="/angebote/{path}?q=vorlesen+samstags"' in html, path
        assert Client().get(f"/angebote/{path}?q=vorlesen+samstags").status_code == 200


def test_pages_of_a_list_keep_the_search(organisation):
    for number in range(21):
        OpportunityPageFactory(parent=organisation, title=f"Vorlesen {number}", published=False)
    OpportunityPage.objects.update(live=True)
    html = text_of("/angebote/?q=vorlesen+in+L%C3%BCnen&tag=")
    assert 'href="?q=vorlesen+in+L%C3%BCnen&amp;seite=2"' in html
    assert results_of("/angebote/?q=vorlesen&seite=2").count("<li class") == 1


def test_a_protected_address_is_neither_found_nor_told(reading, shelter):
    for words in ("Villa", "Geheimnis", "Verborgener", "44536", "Brambauer"):
        assert "Kinderbetreuung" not in results_of(f"/angebote/?q={words}&umkreis=2"), words
    for address in ("/angebote/", "/angebote/?q=Kinderbetreuung", "/angebote/?wo=Selm&umkreis=50"):
        html = text_of(address)
        assert "Kinderbetreuung" in html
        for secret in SECRETS:
            assert secret not in html, (address, secret)
    # From its town, which is public, it is near.
    assert "Kinderbetreuung" in results_of("/angebote/?wo=L%C3%BCnen&umkreis=2")


def test_rows_filters_and_words_cost_a_fixed_number_of_queries(organisation):
    def queries(address: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            text_of(address)
        return asked_of_pages(captured)

    addresses = (
        "/angebote/",
        "/angebote/?q=Bücherei",
        "/angebote/?q=Bücherei+in+Selm+samstags",
        "/angebote/?ort=luenen&wo=Selm&umkreis=50&wie=vor-ort&frei=1",
        "/angebote/?q=Bücherei&ort=selm&tag=so&alter=14",
    )
    asked = {}
    for batch in range(2):
        for number in range(1 + 18 * batch):
            OpportunityPageFactory(
                parent=organisation,
                title=f"Bücherei {batch} {number}",
                latitude=51.616,
                longitude=7.528,
            )
        content_version.forget_everything()
        catalogue.forget()
        for address in addresses:
            text_of(f"{address}{'&' if '?' in address else '?'}nr={batch}a")
            found = queries(f"{address}{'&' if '?' in address else '?'}nr={batch}")
            assert len(found) == asked.setdefault(address, len(found)), (address, *found)
    assert "20 Angebote" in text_of("/angebote/?nr=9")
    assert max(asked.values()) <= 6


def test_an_empty_list_says_so(luenen):
    assert "Zurzeit keine offenen Angebote" in text_of("/angebote/")
