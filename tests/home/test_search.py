"""The search over everything: `/suche/?q=…`."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.models import PageViewRestriction

from core import content_version
from core.site_search import HOOK, Group
from home.models import StandardPage
from opportunities import catalogue
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.queries import asked_of_pages
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


def text_of(words: str) -> str:
    response = Client().get("/suche/", {"q": words})
    assert response.status_code == 200
    return response.content.decode()


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(
        parent=luenen.page, title="Hospizdienst Lippelicht", pitch="Wir begleiten Sterbende."
    )


@pytest.fixture
def text_page(home):
    page = StandardPage(
        title="Datenschutz",
        slug="datenschutz",
        lead="Was wir speichern.",
        body=[("text", "<p>Wir löschen Bewerbungen nach drei Monaten.</p>")],
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_each_app_brings_what_it_has(organisation, text_page):
    OpportunityPageFactory(parent=organisation, title="Sterbebegleitung lernen")
    html = text_of("Sterben")
    assert 'id="angebote"' in html
    assert "<mark>Sterbebegleitung</mark> lernen" in html
    assert 'id="organisationen"' in html
    assert "Hospizdienst Lippelicht" in html
    assert 'id="seiten"' not in html


def test_pages_are_found_by_their_text(text_page):
    html = text_of("gelöschte Bewerbung")
    assert 'id="seiten"' in html
    assert f'href="{text_page.url}"' in html


def test_who_types_a_name_finds_it_before_all_else(organisation, text_page):
    OpportunityPageFactory(parent=organisation, title="Daten schützen", summary="Datenschutz.")
    html = text_of("datenschutz")
    assert html.index('id="seiten"') < html.index('id="angebote"')
    # Who asks for something finds what one can do first.
    html = text_of("gespeicherter Datenschutz")
    assert html.index('id="angebote"') < html.index('id="seiten"')


def test_an_empty_search_says_what_it_looks_through(home):
    assert "Gesucht wird in Angeboten, Organisationen" in text_of("")
    assert "Gesucht wird in" not in text_of("Chor")


def test_towns_are_pages_too(luenen):
    assert f'href="{luenen.page.url}"' in text_of("Luenen")


def test_the_way_to_all_results_leads_into_the_list(organisation):
    for number in range(7):
        OpportunityPageFactory(parent=organisation, title=f"Vorlesen {number}")
    html = text_of("vorlesen in Lünen")
    assert html.count('class="hit"') >= 5
    assert 'href="/angebote/?q=vorlesen+in+L%C3%BCnen"' in html
    assert "Alle 7 Angebote zeigen" in html


def test_a_page_that_changes_or_goes_is_found_anew(text_page, django_capture_on_commit_callbacks):
    assert "Datenschutz" in text_of("Bewerbungen")
    with django_capture_on_commit_callbacks(execute=True):
        text_page.body = [("text", "<p>Wir heben Quittungen auf.</p>")]
        text_page.save_revision().publish()
    assert 'id="seiten"' in text_of("Quittungen")
    assert 'id="seiten"' not in text_of("Bewerbungen")
    with django_capture_on_commit_callbacks(execute=True):
        text_page.unpublish()
    assert 'id="seiten"' not in text_of("Quittungen")


def test_what_is_not_for_everybody_is_not_found(home, organisation, text_page):
    OpportunityPageFactory(parent=organisation, title="Sterbebegleitung")
    PageViewRestriction.objects.create(
        page=text_page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    PageViewRestriction.objects.create(
        page=organisation, restriction_type=PageViewRestriction.LOGIN
    )
    draft = StandardPage(title="Geheimer Entwurf", slug="entwurf", live=False)
    home.add_child(instance=draft)
    for words in ("Bewerbungen", "Hospizdienst", "Sterbebegleitung", "Geheimer Entwurf"):
        assert 'class="hit"' not in text_of(words), words


def test_a_protected_address_is_found_by_nobody(luenen):
    OrganisationPageFactory(
        parent=luenen.page,
        title="Frauenhaus Ankerplatz",
        venue="Villa Geheimnis",
        street="Verborgener Weg 7",
        postcode="44536",
        locality="Brambauer",
        address_hidden=True,
    )
    assert "Ankerplatz" in text_of("Frauenhaus")
    for words in ("Villa Geheimnis", "Verborgener Weg", "44536", "Brambauer"):
        html = text_of(words)
        assert "Ankerplatz" not in html, words
        found = Client().get("/organisationen/", {"q": words}).content.decode()
        assert "Ankerplatz" not in found, words


def test_misspelt_words_are_put_right(organisation):
    OpportunityPageFactory(parent=organisation, title="Nachbarschaftshilfe für Ältere")
    html = text_of("Nachbarschafftshilfe")
    assert "Meinten Sie:" in html
    assert "?q=Nachbarschaftshilfe" in html


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "\x00",
        "😀",
        '") OR *:* NEAR(',
        "%' --",
        "x" * 10_000,
        "und der die das",
        "a " * 900,
    ],
)
def test_odd_words_get_a_normal_page(organisation, words):
    html = text_of(words)
    assert html.count("<h1") == 1
    assert len(html) < 60_000


def test_a_word_that_nobody_has_says_what_to_do(organisation):
    assert "Nichts gefunden" in text_of("Qwrtzpf")


def test_long_words_are_cut_and_said_so(organisation):
    assert "Das war zu lang" in text_of("hospiz " * 100)


def test_other_apps_can_bring_their_own(organisation, monkeypatch):
    def partners(words, request):
        return Group(key="partner", title="Partner", count=1, order=150)

    with hooks.register_temporarily(HOOK, partners):
        html = text_of("hospiz")
    assert html.index('id="partner"') < html.index('id="organisationen"')


def test_the_number_of_queries_is_fixed(organisation, text_page):
    def queries(words: str) -> int:
        content_version.forget_everything()
        catalogue.forget()
        text_of("etwas anderes")
        with CaptureQueriesContext(connection) as captured:
            text_of(words)
        return len(asked_of_pages(captured))

    OpportunityPageFactory(parent=organisation, title="Begleiten")
    before = queries("begleiten")
    assert 0 < before <= 8
    for number in range(12):
        OpportunityPageFactory(parent=organisation, title=f"Begleiten {number}")
        OrganisationPageFactory(parent=organisation.get_parent().specific, title=f"Hospiz {number}")
    assert queries("begleiten") == before
