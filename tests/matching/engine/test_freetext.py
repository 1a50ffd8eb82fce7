"""What people write about themselves, as a person would understand it."""

import pytest

from core.geo.places import KnownPlace, PlaceIndex
from matching.engine import Profile, suggest
from matching.engine.coverage import NONE
from matching.engine.freetext import read_free_text, understood
from opportunities.catalogue import Near
from tests.matching.engine.made import TODAY, catalogue, offer

LUENEN = KnownPlace(name="Lünen", latitude=51.61, longitude=7.52, radius_km=10)
PLACES = PlaceIndex([LUENEN])
TIERE = ("zielgruppe", "tiere")
SPIELEN = ("taetigkeit", "freizeitgestaltung")
SATURDAY, WEEKEND = 0b111 << 15, 0b111111 << 15


def read(text):
    return read_free_text(text, PLACES)


def answers(text):
    return {(one.parameter, one.value) for one in read(text).said}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "ich koche gern und spreche Türkisch",
            {("taetigkeit", "cafeteria-und-essen"), ("spricht", "tr")},
        ),
        ("Ich lese gern vor", {("taetigkeit", "vorlesen")}),
        ("Hunde und Katzen", {("zielgruppe", "tiere")}),
        ("ich bin 17", {("alter", "17")}),
        ("komme mit dem Fahrrad", {("weg", "rad")}),
        ("ohne Auto", {("weg", "bus")}),
        ("mein Deutsch ist noch nicht so gut", {("deutsch", "etwas")}),
        ("höchstens zwei Stunden pro Woche", {("stunden", "2")}),
        ("von zu Hause aus", {("online", "ja"), ("art", "digital")}),
        ("am liebsten draußen", {("art", "draussen")}),
        ("Ich brauche eine Bescheinigung", {("gewinn", "nachweis")}),
        ("mit alten Leuten Karten spielen", {("zielgruppe", "seniorinnen"), SPIELEN}),
        ("Ich mag Menschen", {("art", "menschen")}),
        ("ich fahre gern Auto", {("taetigkeit", "fahrdienste")}),
        (
            "ich war 30 Jahre Buchhalterin",
            {("taetigkeit", "buero-und-verwaltung"), ("bringt", "buchhaltung")},
        ),
        (
            "hab ein eigenes Auto",
            {("bringt", "eigener-pkw"), ("bringt", "fuehrerschein-b")},
        ),
        ("nicht weiter als 5 km von Lünen", {("wo", "Lünen"), ("umkreis", "5")}),
        ("Ich hasse Kinder und liebe Hunde", {("nicht_zielgruppe", "kinder"), TIERE}),
        ("Ich mag keine Hunde, aber Katzen", {TIERE}),
        ("ich bin 80 Jahre alt", {("alter", "80")}),
        ("habe nur ein Fahrrad", {("weg", "rad")}),
        ("ich fahre Rad", {("weg", "rad")}),
        ("Tierallergie, bitte keine Tiere", {("nicht_zielgruppe", "tiere")}),
        ("nicht mit Tieren, ich habe Angst vor Hunden", {("nicht_zielgruppe", "tiere")}),
        ("Ich habe keine Angst vor Hunden", {TIERE}),
        ("Reisen mit Senioren", {("taetigkeit", "reisebegleitung"), ("zielgruppe", "seniorinnen")}),
        ("Kindern die Angst nehmen", {("zielgruppe", "kinder")}),
        ("lieber mit Senioren als mit Kindern", {("zielgruppe", "seniorinnen")}),
        ("lieber drinnen als draußen", set()),
        ("lieber als Koch", {("taetigkeit", "cafeteria-und-essen")}),
        (
            "Kinder ja, Senioren nein",
            {("zielgruppe", "kinder"), ("nicht_zielgruppe", "seniorinnen")},
        ),
        ("Schülerin, 16 Jahre", {("alter", "16")}),
        ("hausaufgabenhilfe", {("taetigkeit", "hausaufgabenbetreuung")}),
        ("я розмовляю українською", {("spricht", "uk")}),
        ("I speak English and Arabic", {("spricht", "en"), ("spricht", "ar")}),
        ("nicht mit älteren Menschen", {("nicht_zielgruppe", "seniorinnen")}),
        ("kann nicht so gut Deutsch", {("deutsch", "etwas")}),
        ("nur einmal im Monat", {("zeit", "regelmaessig")}),
        ("nur einmal helfen", {("zeit", "einmalig")}),
        ("wir sind beide 15", {("alter", "15")}),
        ("meine Freundin kommt mit", set()),
        ("neue Freunde finden", {("gewinn", "menschen")}),
        ("lesen mit Grundschülern", {("zielgruppe", "kinder")}),
        ("Kurse für Ältere", {("zielgruppe", "seniorinnen"), ("taetigkeit", "schulungen")}),
        ("ältere Kinder", {("zielgruppe", "kinder")}),
        ("mit jungen Leuten", {("zielgruppe", "jugendliche")}),
        ("ich bin Krankenschwester", {("bereich", "gesundheit")}),
        ("Leute zum Arzt bringen", {("taetigkeit", "begleit-und-besuchsdienste")}),
        ("Informatikstudent", {("art", "digital"), ("bringt", "edv")}),
        ("I like cooking", {("taetigkeit", "cafeteria-und-essen")}),
        ("ich möchte Deutsch üben", set()),
        (
            "mit Geflüchteten Deutsch üben",
            {
                ("zielgruppe", "gefluechtete"),
                ("zielgruppe", "menschen-mit-migrationsgeschichte"),
                ("taetigkeit", "schulungen"),
            },
        ),
        (
            "lieber nicht mit Menschen",
            {
                ("nicht_taetigkeit", "begleit-und-besuchsdienste"),
                ("nicht_taetigkeit", "betreuung"),
                ("nicht_taetigkeit", "gruppenleitung"),
            },
        ),
        ("nicht mit Menschen mit Behinderung", {("nicht_zielgruppe", "menschen-mit-behinderung")}),
        ("Kassenführung", {("taetigkeit", "buero-und-verwaltung")}),
        (
            "etwas gegen Einsamkeit tun",
            {("taetigkeit", "begleit-und-besuchsdienste"), ("gewinn", "menschen")},
        ),
        ("im Vorstand eines Vereins", {("taetigkeit", "vereinsarbeit-und-vorstand")}),
        ("einen Tag lang", {("zeit", "einmalig")}),
        ("einen Tag in der Woche", set()),
        ("nur unregelmäßig", {("zeit", "flexibel")}),
        ("Rentner sucht Aufgabe", set()),
        ("Hilfe bei Sucht", {("zielgruppe", "suchtkranke")}),
        ("", set()),
        ("?!", set()),
    ],
)
def test_plain_words_are_answers(text, meant):
    assert answers(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Nix mit Kindern bitte.",
        "Auf keinen Fall mit Kindern",
        "Alles außer Kinder",
        "Ich koche, aber nicht mit Kindern",
        "lieber ohne Kinder",
    ],
)
def test_what_somebody_does_not_want_is_never_taken_for_a_wish(text):
    meant = answers(text)
    assert ("nicht_zielgruppe", "kinder") in meant
    assert ("zielgruppe", "kinder") not in meant
    assert "Kinder" not in read(text).words


def test_a_no_reaches_no_further_than_its_clause():
    meant = answers("Nicht mit Tieren. Gern mit Kindern.")
    assert meant == {("nicht_zielgruppe", "tiere"), ("zielgruppe", "kinder")}


@pytest.mark.parametrize(
    ("text", "week", "never"),
    [
        ("samstags kochen", SATURDAY, 0),
        ("samstags ab 17 Uhr", 0b100 << 15, 0),
        ("samstags bis 12 Uhr", 0b001 << 15, 0),
        ("samstags von 9 bis 16 Uhr", 0b011 << 15, 0),
        ("nicht am Wochenende", 0, WEEKEND),
        ("Am Wochenende ist Familie, da geht nix.", 0, WEEKEND),
        ("Hunde! Ich darf selber keinen halten.", 0, 0),
    ],
)
def test_days_are_when_one_can_or_cannot(text, week, never):
    found = read(text)
    assert (found.week, found.never) == (week, never)


def test_nothing_is_made_of_where_somebody_comes_from_or_of_their_health():
    for text in ("Ich komme aus der Ukraine.", "Ich sitze im Rollstuhl.", "Bin evangelisch."):
        assert answers(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ich komme aus Syrien und möchte Leute kennenlernen",
        "ich stamme ursprünglich aus der Türkei",
        "Mama von drei Kindern",
        "habe zwei kleine Kinder",
        "wenn die Kinder in der Schule sind",
    ],
)
def test_origin_and_own_children_are_no_wish(text):
    found = read(text)
    assert not [one for one in found.said if one.parameter != "gewinn"]
    assert not {"Syrien", "Türkei", "Kindern", "Kinder", "Schule"} & set(found.words.split())


def test_a_trade_somebody_comes_from_is_heard():
    assert ("bereich", "gesundheit") in answers("ich komme aus der Pflege")


def test_that_offers_say_nothing_of_own_children_is_told():
    found = read("vorlesen, mit meinen zwei Kindern zusammen")
    assert [(one.parameter, one.value) for one in found.said] == [("taetigkeit", "vorlesen")]
    assert found.lost == ["mit meinen zwei Kindern zusammen"]


def test_what_one_would_gain_is_not_looked_for_in_texts():
    assert read("Leute kennenlernen").words == ""


def test_near_a_place_is_at_it_and_no_sewing():
    who = understood(Profile(words="in der Nähe vom Bahnhof Lünen"), PLACES)
    assert who.near is not None
    assert who.words == ""


def test_a_place_is_where_somebody_lives():
    who = understood(Profile(words="ich wohne in Lünen und singe"), PLACES)
    assert who.near == Near(LUENEN.latitude, LUENEN.longitude, None)
    near = understood(Profile(words="singen, 5 km um Lünen"), PLACES).near
    assert near.radius_km == 5


def test_what_was_answered_stays():
    said = Profile(
        words="mit Kindern, samstags, ich bin 17, mit dem Rad",
        dislikes={"zielgruppe": frozenset({"kinder"})},
        week=1,
        age=40,
        travel="auto",
        near=Near(1, 2, 3),
    )
    who = understood(said, PLACES)
    assert (who.week, who.age, who.travel, who.near) == (1, 40, "auto", said.near)
    assert who.likes["zielgruppe"] == frozenset()
    assert who.dislikes["zielgruppe"] == {"kinder"}


def test_days_ruled_out_leave_the_others():
    who = understood(Profile(words="nicht am Wochenende"), PLACES)
    assert who.week == (1 << 15) - 1


def test_the_words_are_left_without_what_is_no_help_in_finding():
    assert read("Ich suche etwas mit Theater in Lünen").words == "Theater"


@pytest.mark.parametrize(
    "text", ["Ich würde mich gern engagieren, weiß aber nicht wie.", "im Monat zwei Stunden Zeit"]
)
def test_a_text_of_words_that_say_nothing_looks_for_nothing(text):
    assert read(text).words == ""


def test_no_text_breaks_it():
    for text in ("\0" * 600, "nicht " * 400, "(((", "a" * 10_000, "ß–—„“", "٣٣ ٣٣"):
        assert isinstance(read(text).words, str)


@pytest.mark.parametrize(
    "text", ["Ich möchte etwas Sinnvolles tun", "ich langweile mich", "Ich will helfen, ab 18 Uhr"]
)
def test_what_is_said_of_oneself_is_not_looked_for(text):
    assert not {"Sinnvolles", "langweile", "helfen", "18", "Uhr"} & set(read(text).words.split())


@pytest.mark.parametrize(
    "text",
    [
        "Ich sitze im Rollstuhl.",
        "ich bin gehörlos",
        "Ich habe eine Behinderung",
        "ich bin selbst geflüchtet",
        "bin katholisch",
    ],
)
def test_nothing_is_made_of_health_origin_and_belief(text):
    assert read(text).said == []
    assert read(text).words in ("", "Ich", "ich")


def test_who_knows_what_is_not_asked_for_as_a_wish_is_still_heard():
    assert ("zielgruppe", "menschen-mit-erkrankung") in answers("Erfahrung mit Demenzkranken")


def test_a_word_that_was_refused_is_not_looked_for():
    assert read("gern kochen, nicht kochen").words == ""


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("nicht in Lünen", ["nicht in Lünen"]),
        ("gern kochen, aber nichts mit Computer", ["nichts mit Computer"]),
        ("\N{GRINNING FACE}", ["\N{GRINNING FACE}"]),
        ("ich weiß nicht wie", ["ich weiß nicht wie"]),  # nothing at all was said
        ("gern kochen, weiß aber nicht wie", []),
        ("sonntags nicht", []),
        ("", []),
    ],
)
def test_what_nothing_could_be_made_of_is_told(text, lost):
    assert read(text).lost == lost


@pytest.mark.django_db
def test_of_what_is_liked_one_kind_may_be_ruled_out():
    dogs = offer(1, TIERE, title="Gassi mit dem Hund")
    horses = offer(2, TIERE, title="Pferde striegeln")
    who = understood(Profile(words="Tiere, aber keine Hunde"), PLACES)
    assert who.without_words == ("Hunde",)
    found = suggest(catalogue(dogs, horses), who, day=TODAY, recent=NONE)
    assert [one.key for one in found.first(5)] == [2]
