"""What people type into the one field, and what is understood of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.geo.places import KnownPlace, PlaceIndex
from municipalities.models import Municipality
from opportunities.understanding import understand
from opportunities.understanding.phrases import phrases
from opportunities.understanding.placenames import place_names
from tests.factories import OpportunityPageFactory, OrganisationPageFactory


def town(name: str, latitude: float, longitude: float) -> KnownPlace:
    return KnownPlace(name=name, latitude=latitude, longitude=longitude, radius_km=10)


def part(city: str, name: str) -> KnownPlace:
    return KnownPlace(
        name=f"{city}-{name}",
        latitude=51.61,
        longitude=7.52,
        radius_km=5,
        other_names=(name,),
    )


PLACES = PlaceIndex(
    [
        town("Lünen", 51.614, 7.523),
        town("Selm", 51.697, 7.468),
        town("Werne", 51.664, 7.634),
        town("Bergkamen", 51.616, 7.644),
        town("Essen", 51.458, 7.014),
        *(part("Lünen", name) for name in ("Brambauer", "Süd", "Mitte", "Horstmar")),
        *(part("Essen", name) for name in ("Werden", "Horst", "Heidhausen")),
        part("Selm", "Bork"),
    ]
)


def understood(text: str) -> tuple[str, dict[str, set[str]]]:
    """The words left, and the values by parameter, without the radius that goes with a place."""
    result = understand(text, PLACES)
    values: dict[str, set[str]] = {}
    for one in result.recognised:
        if one.parameter != "umkreis":
            values.setdefault(one.parameter, set()).add(one.value)
    return result.words, values


PLACED = [
    ("vorlesen in Selm", "vorlesen", "Selm"),
    ("Vorlesen Selm", "Vorlesen", "Selm"),
    ("vorlesen in selm", "vorlesen", "Selm"),
    ("Luenen Tiere", "Tiere", "Lünen"),
    ("Lunen Tiere", "Tiere", "Lünen"),
    ("Chor in Bergkammen", "Chor", "Bergkamen"),
    ("59368 Fahrdienst", "Fahrdienst", "59368"),
    ("Garten 59368 Werne", "Garten", "59368"),
    ("Hausaufgaben Lünen-Süd", "Hausaufgaben", "Lünen-Süd"),
    ("Hausaufgaben Lünen Süd", "Hausaufgaben", "Lünen-Süd"),
    ("Kinder in Bork", "Kinder", "Selm-Bork"),
    ("Brambauer Kinder", "Kinder", "Lünen-Brambauer"),
    ("lesen in der Nähe von Werne", "lesen", "Werne"),
    ("rund um Selm radeln", "radeln", "Selm"),
    ("Hunde im Umkreis von 5 km um Lünen", "Hunde", "Lünen"),
    ("Kellnern in Dortmund", "Kellnern", "Dortmund"),
    ("Unna Chor", "Chor", "Unna"),
    ("Chor in Bochum-Langendreer", "Chor", "Bochum"),
]
EVERYDAY = [
    "Fahrer werden",
    "Ich möchte Pate werden",
    "Werden Sie Vorlesepatin",
    "Essen ausgeben",
    "Essen auf Rädern",
    "Menschen in Not",
    "Haus und Garten",
    "Hilfe im Norden",
    "Halle putzen",
    "gerne mit Kindern",
    "Bauernhof mit Heide",
    "die Mitte der Gesellschaft",
]


@pytest.mark.parametrize(("text", "words", "place"), PLACED)
def test_places(text, words, place):
    assert understood(text) == (words, {"wo": {place}})


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_no_places(text):
    assert understood(text) == (text, {})


def test_a_town_called_like_a_verb_is_one_with_a_capital_letter():
    assert understood("vorlesen in Kamen") == ("vorlesen", {"wo": {"Kamen"}})
    assert understood("wir kamen in kamen an") == ("wir kamen in kamen an", {})


def test_a_district_called_like_a_stop_word_needs_a_preposition_or_its_town():
    assert understood("in Werden vorlesen") == ("vorlesen", {"wo": {"Essen-Werden"}})
    assert understood("vorlesen Essen-Werden") == ("vorlesen", {"wo": {"Essen-Werden"}})
    assert understood("vorlesen Werden") == ("vorlesen Werden", {})


def test_a_place_is_found_again_by_its_value():
    for _, _, place in PLACED:
        assert PLACES.find(place).name == place


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("in Selm", "10"),
        ("in Brambauer", "5"),
        ("59368", "5"),
        ("Selm und Umgebung", "25"),
        ("3 km um Selm", "5"),
        ("Selm, Umkreis 20 km", "25"),
        ("200 km um Selm", "50"),
        ("in Dortmund", "25"),
    ],
)
def test_radius(text, radius):
    found = understand(text, PLACES)
    assert [one.value for one in found.recognised if one.parameter == "umkreis"] == [radius]
    assert found.words == ""


MEANT = [
    ("samstags vorlesen", "vorlesen", {"tag": {"sa"}}),
    ("vorlesen am Samstag", "vorlesen", {"tag": {"sa"}}),
    ("vorlesen Sa", "vorlesen", {"tag": {"sa"}}),
    ("Sonnabend", "", {"tag": {"sa"}}),
    ("am Wochenende", "", {"tag": {"sa", "so"}}),
    ("Büro unter der Woche", "Büro", {"tag": {"mo", "di", "mi", "do", "fr"}}),
    ("Büro Mo-Fr", "Büro", {"tag": {"mo", "di", "mi", "do", "fr"}}),
    ("Di und Do", "", {"tag": {"di", "do"}}),
    ("Montag bis Donnerstag", "", {"tag": {"mo", "di", "mi", "do"}}),
    ("am Freitagabend", "", {"tag": {"fr"}, "tageszeit": {"abends"}}),
    ("Samstag Vormittag", "", {"tag": {"sa"}, "tageszeit": {"vormittags"}}),
    ("abends", "", {"tageszeit": {"abends"}}),
    ("nach der Arbeit Sport", "Sport", {"tageszeit": {"abends"}}),
    ("nach der Schule", "", {"tageszeit": {"nachmittags"}}),
    ("einmalig helfen", "helfen", {"zeit": {"einmalig"}}),
    ("nur einmal anpacken", "anpacken", {"zeit": {"einmalig"}}),
    ("regelmäßig lesen", "lesen", {"zeit": {"regelmaessig"}}),
    ("einmal in der Woche lesen", "lesen", {"zeit": {"regelmaessig"}}),
    ("flexible Zeiteinteilung", "", {"zeit": {"flexibel"}}),
    ("2 Stunden pro Woche", "", {"stunden": {"2"}}),
    ("höchstens drei Stunden in der Woche", "", {"stunden": {"5"}}),
    ("Hilfe von zu Hause", "Hilfe", {"wie": {"online"}}),
    ("Online-Nachhilfe", "Nachhilfe", {"wie": {"online"}}),
    ("ohne Vorkenntnisse", "", {"ohne_vorkenntnisse": {"1"}}),
    ("ohne erweitertes Führungszeugnis", "", {"ohne_fuehrungszeugnis": {"1"}}),
    ("für Jugendliche", "", {"alter": {"16"}}),
    ("ab 16", "", {"alter": {"16"}}),
    ("ich bin 15", "", {"alter": {"14"}}),
    ("ich bin 12", "", {"alter": {"0"}}),
    ("15 Jahre alt", "", {"alter": {"14"}}),
    ("als 17-Jähriger", "", {"alter": {"16"}}),
    ("etwas für 15-Jährige", "etwas", {"alter": {"14"}}),
    ("barrierefrei", "", {"stufenfrei": {"1"}}),
    ("mit dem Rollstuhl", "", {"stufenfrei": {"1"}}),
    ("als Gruppe", "", {"gruppen": {"1"}}),
    ("auf Türkisch vorlesen", "vorlesen", {"sprache": {"tr"}}),
]
LEFT_ALONE = [
    "So kann ich helfen",
    "Do it yourself",
    "ab 16 Uhr",
    "mit 20 Kindern",
    "Nachhilfe für 15-Jährige",
    "15 Jahre Verein",
    "zu Hause bei Senioren",
    "Spieleabend",
    "Mittagstisch",
]


@pytest.mark.parametrize(("text", "words", "values"), MEANT)
def test_filters(text, words, values):
    assert understood(text) == (words, values)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_a_filter_stays(text):
    assert understood(text) == (text, {})


def test_all_at_once_with_the_phrases_as_typed():
    found = understand("Einmalig am Wochenende in Lünen-Brambauer mit Kindern", PLACES)
    assert found.words == "mit Kindern"
    assert [(one.parameter, one.value, one.phrase) for one in found.recognised] == [
        ("zeit", "einmalig", "Einmalig"),
        ("tag", "sa", "am Wochenende"),
        ("tag", "so", "am Wochenende"),
        ("wo", "Lünen-Brambauer", "in Lünen-Brambauer"),
        ("umkreis", "5", "in Lünen-Brambauer"),
    ]
    assert found.recognised[3].label == "Lünen-Brambauer"


def test_only_the_first_place_is_one():
    assert understood("in Selm oder Werne") == ("oder Werne", {"wo": {"Selm"}})


_pieces = st.sampled_from(
    [text for text, *_ in (*PLACED, *MEANT)]
    + [*EVERYDAY, *LEFT_ALONE, "im Umkreis von", "in", "ab", "km", "99999", "-", "\0", "ẞ", "İ"]
)


@example("² km")  # a digit to Unicode, but no number
@given(st.text() | st.lists(_pieces).map(" ".join))
def test_never_fails_and_invents_nothing(text):
    found = understand(text, PLACES)

    typed = " ".join(text.split())
    assert all(" ".join(one.phrase.split()) in typed for one in found.recognised)
    assert all(word in text for word in found.words.split())


@given(st.text(alphabet="SelmWrn in-59368 ", max_size=10_000))
def test_long_text_is_read_only_at_its_beginning(text):
    understand(text, PLACES)


def test_every_phrase_means_something_alone():
    for phrase in phrases():
        found = understand(phrase, PLACES)
        assert found.recognised, phrase
        assert found.words == "", phrase


def test_parts_of_towns_are_known_from_open_offers(luenen):
    organisation = OrganisationPageFactory(parent=luenen.page)
    OpportunityPageFactory(
        parent=organisation, city="Lünen", locality="Brambauer", latitude=51.6, longitude=7.44
    )
    OpportunityPageFactory(
        parent=organisation,
        city="Lünen",
        locality="Geheim",
        latitude=51.61,
        longitude=7.5,
        address_hidden=True,
    )
    places = place_names()
    assert places.find("Brambauer").name == "Lünen-Brambauer"
    assert places.find("Geheim") is None
    assert places.find("Lünen").latitude == Municipality.objects.get().latitude
