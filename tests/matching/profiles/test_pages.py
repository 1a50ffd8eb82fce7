"""The finder as a visitor without an account and without a script uses it."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.profiles.questions import STEPS
from municipalities.services import Founded
from opportunities.models import OpportunityIndexPage, OpportunityPage
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory
from tests.queries import asked_of_pages

START, ALL = "/was-passt-zu-mir/", "/was-passt-zu-mir/alle-fragen/"
SUGGESTIONS = "/was-passt-zu-mir/vorschlaege/"


def step(key: str) -> str:
    return f"/was-passt-zu-mir/fragen/{key}/"


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers or None)
    assert response.status_code == 200, response.headers
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def test_without_answers_everything_is_there(
    client: Client, reading: OpportunityPage, driving: OpportunityPage
) -> None:
    assert "Zurzeit gibt es 2 Angebote" in page(client, START)
    shown = page(client, SUGGESTIONS)
    assert "2 Angebote passen" in shown
    assert reading.title in shown
    assert driving.title in shown


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.key)
def test_each_step_asks_carries_and_counts(
    client: Client, reading: OpportunityPage, one: Any
) -> None:
    shown = page(client, step(one.key) + "?bereich=schule-kita&wo=L%C3%BCnen&art=menschen")
    assert f'<h1 class="kern-heading-x-large">{one.title}</h1>' in shown
    assert "<strong>1</strong> Angebot passt" in shown
    for name, value in (("bereich", "schule-kita"), ("wo", "Lünen"), ("art", "menschen")):
        hidden = f'<input type="hidden" name="{name}" value="{value}">'
        assert (hidden in shown) == (name not in one.asks)


def test_a_step_that_does_not_exist_is_not_found(client: Client, home: object) -> None:
    assert client.get(step("nichts")).status_code == 404


def test_answers_of_a_form_become_the_one_address(client: Client, home: object) -> None:
    asked = step("taetigkeiten") + "?bereich-sport=gern&bereich-politik=nicht&bereich-justiz="
    response = client.get(asked)
    assert response.status_code == 302
    assert response.headers["Location"] == (
        step("taetigkeiten") + "?bereich=sport&nicht_bereich=politik"
    )


UNKNOWN = "Den Ort „Hintertupfing“ kennen wir nicht"


def test_a_place_that_is_not_known_is_asked_for_again(client: Client, home: object) -> None:
    answer = client.get(step("koennen") + "?bereich=sport&wo=Hintertupfing&weg=rad")
    assert answer.headers["Location"] == step("ort") + "?bereich=sport&wo=Hintertupfing&weg=rad"
    shown = page(client, answer.headers["Location"])
    field = shown.partition('id="f-wo"')[2].partition("</fieldset>")[0]
    assert 'value="Hintertupfing"' in field
    assert UNKNOWN in field
    assert shown.count(UNKNOWN) == 1
    # The radius waits for it, too.
    shown = page(client, step("ort") + "?wo=Hintertupfing&umkreis=10")
    assert 'value="10" id="f-umkreis-10" checked' in shown
    # On the way back it is carried along, and what is wrong with it is said where it is asked.
    before = page(client, step("zeit") + "?wo=Hintertupfing")
    assert '<input type="hidden" name="wo" value="Hintertupfing">' in before
    assert UNKNOWN not in before
    # Whoever would rather see what there is gets it, and the way back.
    suggestions = page(client, SUGGESTIONS + "?wo=Hintertupfing")
    assert UNKNOWN in suggestions
    assert f'href="{step("ort")}?wo=Hintertupfing"' in suggestions


@pytest.mark.parametrize("address", [step("ort"), ALL])
def test_a_script_says_beside_the_field_what_is_wrong_with_the_place(
    client: Client, home: object, address: str
) -> None:
    for place, is_known in (("Hintertupfing", False), ("Selm", True)):
        response = client.get(f"{address}?wo={place}", headers={"HX-Request": "true"})
        beside = response.content.decode().partition('id="f-wo-hinweis"')[2]
        assert "hx-swap-oob" in beside
        assert (UNKNOWN in beside) != is_known
        assert response.headers["HX-Replace-Url"] == f"{address}?wo={place}"
    response = client.get(step("zeit") + "?wo=Selm", headers={"HX-Request": "true"})
    assert b"f-wo-hinweis" not in response.content


def test_a_script_gets_the_number_and_the_address(
    client: Client, reading: OpportunityPage, driving: OpportunityPage
) -> None:
    response = client.get(
        step("taetigkeiten") + "?taetigkeit-vorlesen=gern", headers={"HX-Request": "true"}
    )
    assert response.headers["HX-Replace-Url"] == step("taetigkeiten") + "?taetigkeit=vorlesen"
    assert b"<strong>1</strong>" in response.content
    assert b"<h1" not in response.content


def test_own_words_say_how_long_they_may_be(client: Client, home: object) -> None:
    for address in (START, step("gewinn")):
        shown = page(client, address)
        assert "Höchstens 500 Zeichen" in shown
        assert 'aria-describedby="f-text-hinweis"' in shown


def test_an_age_is_asked_only_where_an_offer_needs_one(
    client: Client, reading: OpportunityPage, driving: OpportunityPage
) -> None:
    assert 'name="alter"' in page(client, step("gewinn"))
    assert 'name="alter"' not in page(client, step("gewinn") + "?taetigkeit=vorlesen")
    assert 'name="alter"' in page(client, ALL)
    # Whoever has said it can see and change it.
    assert 'name="alter"' in page(client, step("gewinn") + "?taetigkeit=vorlesen&alter=18")


def test_everything_stands_on_one_page(client: Client, home: object) -> None:
    shown = page(client, ALL + "?wann=sa-vormittags&nicht_taetigkeit=vorlesen")
    for one in STEPS:
        assert str(one.title) in shown
    assert 'value="sa-vormittags" id="f-wann-sa-vormittags" checked' in shown
    assert (
        'name="taetigkeit-vorlesen" value="nicht" id="f-taetigkeit-vorlesen-nicht" checked' in shown
    )


def test_a_suggestion_says_why_and_what_is_missing(
    client: Client, reading: OpportunityPage
) -> None:
    shown = page(client, SUGGESTIONS + "?taetigkeit=vorlesen&wann=sa-vormittags")
    assert "passt, weil: samstags, Sie lesen gern vor" in shown
    assert "Erweitertes Führungszeugnis nötig" in shown


def test_own_words_are_read_back(client: Client, reading: OpportunityPage) -> None:
    shown = page(client, SUGGESTIONS + "?text=Ich+lese+gern+vor")
    assert "Aus Ihren Worten haben wir verstanden: Vorlesen." in shown
    assert f'href="{SUGGESTIONS}?taetigkeit=vorlesen' in shown
    assert "passt, weil: Sie lesen gern vor" in shown


def test_what_nobody_offers_leads_on(client: Client, reading: OpportunityPage) -> None:
    shown = page(
        client, SUGGESTIONS + "?bereich=justiz&taetigkeit=vorlesen&nicht_zielgruppe=kinder"
    )
    assert "0 Angebote passen" in shown
    assert "lieber nicht: Kinder" in shown
    assert "mit „Kinder“" in shown
    assert "ohne" not in shown.split("Damit finden Sie etwas:")[1].split("</ul>")[0]


def test_refusing_a_suggestion_teaches_and_is_undone(
    client: Client, reading: OpportunityPage, reading_too: OpportunityPage
) -> None:
    query = "taetigkeit=vorlesen"
    refused = client.post(
        "/was-passt-zu-mir/passt-nicht/",
        {"grund": f"{reading.pk}:not_my_thing", "antworten": query},
    )
    assert refused.headers["Location"] == f"{SUGGESTIONS}?{query}#gelernt"
    shown = page(client, f"{SUGGESTIONS}?{query}")
    assert "1 Angebot passt" in shown
    assert "nicht mein Ding. Was ihm ähnlich ist, steht von jetzt an weiter unten." in shown
    client.post("/was-passt-zu-mir/passt-doch/", {"angebot": str(reading.pk), "antworten": query})
    shown = page(client, f"{SUGGESTIONS}?{query}")
    assert "2 Angebote passen" in shown
    assert "gelernt" not in shown


@pytest.mark.parametrize("said", ["", "x:other", "1", "1:because", "²:other"])
def test_nonsense_teaches_nothing(client: Client, home: object, said: str) -> None:
    answer = client.post("/was-passt-zu-mir/passt-nicht/", {"grund": said, "antworten": "x=1"})
    assert answer.headers["Location"] == f"{SUGGESTIONS}#gelernt"
    assert not client.session.keys()


def test_looking_sets_no_cookie_but_the_one_of_forms(
    client: Client, reading: OpportunityPage
) -> None:
    for address in (START, step("zeit"), ALL):
        assert not client.get(address).cookies
    assert set(client.get(SUGGESTIONS).cookies) == {"csrftoken"}


def test_three_offers_stand_side_by_side(
    client: Client, reading: OpportunityPage, driving: OpportunityPage
) -> None:
    keys = f"angebot={driving.pk}&angebot={reading.pk}&angebot=999999&angebot=x"
    shown = page(client, f"/was-passt-zu-mir/vergleich/?{keys}&taetigkeit=vorlesen")
    assert shown.index(driving.title) < shown.index(reading.title)
    assert "Sie haben mehr angekreuzt" not in shown
    assert "Es passt nicht zu allem, was Sie gesagt haben." in shown
    assert "Mindestens 21 Jahre alt" in shown


def test_of_more_than_three_it_is_said_which_are_compared(
    client: Client, tafel: OrganisationPage
) -> None:
    pages = [OpportunityPageFactory(parent=tafel) for _number in range(4)]
    ticked = "&".join(f"angebot={one.pk}" for one in pages)
    shown = page(client, f"/was-passt-zu-mir/vergleich/?{ticked}")
    assert "Nebeneinander ist nur Platz für 3. Sie haben mehr angekreuzt" in shown
    assert [one.title in shown for one in pages] == [True, True, True, False]
    # With a script no more can be ticked, and it is said why.
    assert 'data-most="3"' in page(client, SUGGESTIONS)
    kept = client.post("/angebote/gemerkt/karten/", {"p": [one.pk for one in pages]})
    assert b'data-most="3"' in kept.content


def test_an_offer_shows_what_is_like_it(
    client: Client, reading: OpportunityPage, reading_too: OpportunityPage
) -> None:
    shown = page(client, reading.url)
    assert "Ähnliche Angebote" in shown
    assert reading_too.title in shown


def test_the_list_leads_to_the_finder(client: Client, home: Any, reading: OpportunityPage) -> None:
    index = OpportunityIndexPage.objects.first()
    assert index is not None
    assert f'href="{START}"' in page(client, index.url)
    nothing = page(client, f"{index.url}?taetigkeit=beratung&wo=Selm&umkreis=2")
    assert f'href="{START}?taetigkeit=beratung&wo=Selm&umkreis=2"' in nothing


def test_remembered_offers_come_as_cards_without_a_cookie(
    client: Client, reading: OpportunityPage, driving: OpportunityPage
) -> None:
    assert "data-kept-page" in page(client, "/angebote/gemerkt/")
    response = client.post("/angebote/gemerkt/karten/", {"p": [driving.pk, reading.pk, 10**9, "x"]})
    shown = response.content.decode()
    assert shown.index(driving.title) < shown.index(reading.title)
    assert not response.cookies


def test_all_that_fits_can_be_seen_without_a_script(
    client: Client, tafel: OrganisationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.profiles.suggested.SHOWN", 2)
    keys = {OpportunityPageFactory(parent=tafel).pk for _number in range(5)}
    query = "?wo=L%C3%BCnen&weg=bus"
    # What was refused lowers others; still each comes once.
    for lowering in (False, True):
        seen: list[int] = []
        address = SUGGESTIONS + query
        while address:
            shown = page(client, address)
            assert f"{len(keys)} Angebote passen" in shown
            seen += [int(key) for key in re.findall(r'data-keep="(\d+)"', shown)]
            more = re.search(r'id="weitere-zeigen" href="([^"#]+)', shown)
            address = more[1] if more else ""
            left = min(2, len(keys) - len(seen))
            assert (f"Weitere {left} zeigen" in shown) == (left > 0)
        assert sorted(seen) == sorted(keys)
        if not lowering:
            refused = keys.pop()
            said = {"grund": f"{refused}:not_my_thing", "antworten": query[1:]}
            client.post("/was-passt-zu-mir/passt-nicht/", said)
    # Past the end there is the last one.
    assert 'name="angebot"' in page(client, SUGGESTIONS + query + "&seite=99")


@pytest.mark.parametrize(
    "address",
    [START, step("interessen"), ALL, SUGGESTIONS, SUGGESTIONS + "?taetigkeit=vorlesen&wo=Selm"],
)
def test_ten_offers_cost_the_queries_of_one(
    client: Client, luenen: Founded, reading: OpportunityPage, address: str
) -> None:
    page(client, address)  # what is kept for all requests is made
    before = _queries(client, address)
    for _number in range(4):
        more = OpportunityPageFactory(parent=reading.get_parent().specific)
        more.activities.set(reading.activities.all())
        more.save()
    page(client, address)
    assert len(_queries(client, address)) == len(before)


def _queries(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    return asked_of_pages(captured)
