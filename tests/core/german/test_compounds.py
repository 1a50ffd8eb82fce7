"""Words that must come apart just so, and words that must not come apart at all."""

import pytest

from core.german.words import analyse_word

WHOLE = """
Vorlesen Lünen Luenen Museum Bergkamen Senioren Verein Vereine Blumen Baum Bäumer Bäume Computer
Begleitung Unterricht Beratung Betreuung Hausaufgaben Ehrenamt ehrenamtlich Freiwillige Helferinnen
Kindern Jugendliche Beschreibung Durchführung Unterstützung Überzeugung Vorstand Unterlagen
Transport Assistenz Architektur Material Register Interesse Mediator Marketing Interessante
Kollegium Demokratie Sanitäter Katastrophe Garderobe Deutschland Dienstag Donnerstag Freitag
Samstag profitieren begleiten Vermittlung Zeitung Fußball Feuerwehr Handwerk Rathaus Werkstatt
Gesellschaft Gemeinschaft Wissenschaft Mannschaft Nachbarschaft Kleidung Termin Medizin Berlin
Oberaden Nordlünen Selm Werne Werner Wochenende Frühstück Geburtstag Menschen Gruppen Schulen
Fahrerin Trainerin Sprecher Kassierer Übersetzer Mitarbeiter Vormund Wohlfahrt Lebensmittel
Staubsaugen Handarbeit Biologin Geflüchtete Flüchtlinge Engagement Organisation
"""

APART = {
    "Hausaufgabenhilfe": "hausaufgabe hilfe",
    "Hausaufgabenbetreuung": "hausaufgabe betreuung",
    "Staubecken": "stau becken",
    "Altenheim": "alt heim",
    "Tierheim": "tier heim",
    "Flüchtlingshilfe": "fluechtling hilfe",
    "Fahrdienst": "fahren dienst",
    "Besuchsdienst": "besuch dienst",
    "Sprachpate": "sprache pate",
    "Sprachpatinnen": "sprache pate",
    "Ehrenamtskarte": "ehrenamt karte",
    "Seniorenbegleitung": "senior begleitung",
    "Kinderbetreuung": "kind betreuung",
    "Kinderfragen": "kind frage",
    "Kindergärten": "kind",
    "Aktionstag": "aktion tag",
    "Betriebstor": "betrieb tor",
    "Übungsorte": "uebung ort",
    "Handstand": "hand stand",
    "Haustier": "haus tier",
    "Landstraße": "land strasse",
    "Landstrasse": "land strasse",
    "Gemüsegarten": "gemuese garten",
    "Gemuesegaerten": "gemuese garten",
    "Neustadt": "neu stadt",
    "Nichtschwimmer": "nicht schwimmer",
    "Computerkurs": "computer kurs",
    "Sportverein": "sport verein",
    "Stadtbücherei": "stadt buecherei",
    "Rettungsschwimmer": "rettung schwimmer",
    "Rollstuhlfahrerin": "rollstuhl fahrer",
    "Obdachlosenhilfe": "obdachlos hilfe",
    "Mehrgenerationenhaus": "generation haus",
    "Bürgerbus": "buerger bus",
    "Demenzkranke": "demenz krank",
    "Sterbebegleitung": "sterben begleitung",
    "Deutschkurs": "deutsch kurs",
    "Kleiderkammer": "kleid kammer",
    "Weihnachtsmarkt": "weihnacht markt",
    "Krankenhausbesuch": "krankenhaus besuch",
    "Wohnungssuche": "wohnung suche",
    "Ausbildungspatin": "ausbildung pate",
    "Umweltschutz": "umwelt schutz",
}


@pytest.mark.parametrize("word", WHOLE.split())
def test_stays_whole(word: str) -> None:
    assert analyse_word(word)[0].parts == ()


@pytest.mark.parametrize("word", APART)
def test_comes_apart(word: str) -> None:
    assert " ".join(part.whole for part in analyse_word(word)[0].parts) == APART[word]


def test_so_many_words_are_settled() -> None:
    assert len(set(WHOLE.split())) + len(APART) >= 120
