"""The public page: five questions, an honest answer, nothing kept."""

import pytest
from django.urls import reverse

from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules.advance.forms import AdvanceForm
from ehrenamtskarte.rules.towns import home_of
from municipalities.models import Municipality

pytestmark = pytest.mark.django_db

WHOLE = {
    "home": "59379",
    "active_in": ["selm"],
    "age": "34",
    "hours": "4",
    "per": "woche",
    "years": "3",
    "total_years": "",
    "pay": "nothing",
}


@pytest.fixture
def url() -> str:
    return reverse("card_requirements")


def ask(client, url, **changed) -> str:
    response = client.post(url, WHOLE | changed)
    assert response.status_code == 200, response.context["form"].errors
    return response.content.decode()


def test_the_page_asks_and_says_what_counts_in_each_town(client, url, luenen, selm):
    text = client.get(url).content.decode()
    assert "Bekomme ich die Ehrenamtskarte?" in text
    assert "4 Stunden in der Woche oder 200 im Jahr, bei allen Organisationen zusammen" in text
    assert "von zwei Personen jeder Organisation" in text  # Selm


def test_whoever_meets_everything_is_told_so(client, url, selm):
    text = ask(client, url)
    assert "Ja: Nach Ihren Angaben können Sie die Karte bekommen." in text
    assert "nicht erfüllt" not in text


def test_what_is_missing_is_named_and_by_how_much(client, url, selm):
    text = ask(client, url, hours="2,5", years="2,5", age="15")
    assert "Noch nicht" in text
    assert "Es fehlen noch 1,5 Stunden in der Woche oder 75 im Jahr." in text
    assert "Es fehlen noch 6 Monate." in text
    assert "mit 15 Jahren fehlt noch 1 Jahr" in text


def test_a_yes_comes_before_a_no(client, url, luenen, selm):
    text = ask(client, url, home="Selm", active_in=["luenen"], years="2")  # Selm asks for three
    assert text.index("Ja: Nach Ihren Angaben") < text.index("Noch nicht: Nach Ihren Angaben")
    assert text.index("Ehrenamtskarte von Lünen") < text.index("Ehrenamtskarte von Selm")


def test_years_that_nobody_has_are_asked_about(client, url, selm):
    response = client.post(url, WHOLE | {"years": "99"})
    assert response.context["form"].errors["years"] == [
        "So viele Jahre? Bitte sehen Sie noch einmal nach."
    ]


def test_hours_of_a_year(client, url, selm):
    assert "Ja: Nach" in ask(client, url, hours="200", per="jahr")
    assert "Noch nicht" in ask(client, url, hours="199", per="jahr")


def test_each_town_answers_for_itself(client, url, luenen, selm):
    text = ask(client, url, home="Lünen", active_in=["selm"], years="2")
    assert "Ehrenamtskarte von Lünen" in text
    assert "Ehrenamtskarte von Selm" in text
    assert text.count("Ja: Nach") == 1  # Selm asks for three years


def test_the_jubilee_card_is_named_where_it_is_near(client, url, selm):
    assert "Jubiläums-Ehrenamtskarte von Selm" not in ask(client, url)
    text = ask(client, url, total_years="25", age="60")
    assert "Jubiläums-Ehrenamtskarte von Selm" in text
    assert text.count("Ja: Nach") == 2
    assert "Es fehlen noch 2 Jahre." in ask(client, url, total_years="23", age="60")


def test_whoever_lives_and_volunteers_elsewhere_is_sent_to_their_town(client, url, selm):
    text = ask(client, url, home="Dortmund", active_in=[])
    assert "Bitte fragen Sie Ihre eigene Stadt" in text


def test_a_shortcut_stands_for_the_hours_where_a_rule_has_it(client, url, selm):
    assert "Juleica" not in client.get(url).content.decode()
    CardRule.objects.filter(municipality=selm.municipality).update(shortcuts=["juleica"])
    text = ask(client, url, hours="0", shortcuts=["juleica"])
    assert "Ja: Nach" in text
    assert "Statt der Stunden zählt, mit Nachweis: Juleica." in text


def test_errors_stand_beside_the_fields_and_keep_what_was_typed(client, url, selm):
    response = client.post(url, WHOLE | {"age": "", "hours": "viele", "home": "Xyzzy"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"age", "hours", "home"}
    assert b'value="viele"' in response.content


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", "-1"),
        ("age", "1" * 5000),
        ("age", "20"),  # younger than their years of volunteering
        ("hours", "81"),
        ("hours", "-3"),
        ("hours", "9" * 12),
        ("years", "91"),
        ("total_years", "viele"),
        ("per", "tag"),
        ("pay", ""),
        ("active_in", ["paris"]),
        ("home", "\x00"),
        ("home", "99999"),
    ],
)
def test_nonsense_is_refused(client, url, selm, field, value):
    changed = {"years": "25"} if (field, value) == ("age", "20") else {}
    response = client.post(url, WHOLE | changed | {field: value})
    assert response.status_code == 422


def test_nothing_is_kept_and_nobody_may_cache_it(client, url, selm, django_assert_max_num_queries):
    response = client.post(url, WHOLE)
    assert "no-store" in response["Cache-Control"]
    assert "sessionid" not in response.cookies


def test_the_number_of_queries_does_not_depend_on_the_towns(client, url, home, luenen, selm):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)
    with CaptureQueriesContext(connection) as both:
        client.post(url, WHOLE)
    Municipality.objects.get(slug="luenen").page.unpublish()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.post(url, WHOLE)
    assert len(one) == len(both)


def test_a_town_can_be_chosen_beforehand(client, url, selm):
    assert b'value="Selm"' in client.get(url, {"ort": "selm"}).content
    assert client.get(url, {"ort": "<script>"}).status_code == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lünen", ["Lünen"]),
        ("luenen", ["Lünen"]),
        ("Sellm", ["Selm"]),
        ("44532", ["Lünen"]),
        ("44532 Lünen", ["Lünen"]),
        ("Dortmund", []),
        ("10115", []),
    ],
)
def test_a_home_by_name_or_postcode(luenen, selm, text, expected):
    towns = list(Municipality.objects.all())
    assert [town.name for town in home_of(text, towns).towns] == expected


@pytest.mark.parametrize("text", ["", "???", "99999", "Xyzzyburg"])
def test_an_unknown_home(luenen, text):
    assert home_of(text, list(Municipality.objects.all())) is None


def test_an_association_without_towns_asks_for_none(db):
    form = AdvanceForm(towns=[], shortcuts=[])
    assert "active_in" not in form.fields
    assert "shortcuts" not in form.fields


def test_whoever_can_get_it_is_led_to_the_application(client, url, selm):
    link = 'href="/ehrenamtskarte/beantragen/"'
    assert link in ask(client, url)
    assert link not in ask(client, url, hours="1")
