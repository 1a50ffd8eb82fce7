"""What plain words about oneself mean, as answers of the finder.

Words stand in their base form, as one would look them up; any form of theirs and their family is
found by the analyser. Entries of the lists that an association does not have are left out.
"""

from collections.abc import Mapping
from functools import cache

from core.german.words import WORD, analyse_word

Answer = tuple[str, str]  # parameter and value, as in the finder's address

_MEANT: Mapping[Answer, str] = {
    # --- For whom ---
    ("zielgruppe", "kinder"): "Kind Kleinkind Grundschulkind Kita Kindergarten Enkel",
    ("zielgruppe", "jugendliche"): "Jugend Jugendliche Teenager Schüler",
    ("zielgruppe", "seniorinnen"): "Senior Seniorin Altenheim Seniorenheim Pflegeheim Hochbetagte",
    ("zielgruppe", "familien"): "Familienhilfe Familienpate",
    ("zielgruppe", "gefluechtete"): "Geflüchtete Flüchtling Asyl Asylbewerber",
    ("zielgruppe", "menschen-mit-migrationsgeschichte"): (
        "Migrant Migrantin Zugewanderte Integration Migration"
    ),
    ("zielgruppe", "menschen-mit-behinderung"): "Behinderte Behinderung Inklusion Handicap",
    ("zielgruppe", "menschen-mit-erkrankung"): "Kranke Krankenhaus Klinik Patient Demenz",
    ("zielgruppe", "wohnungslose-und-von-armut-betroffene"): (
        "Obdachlose Wohnungslose Armut Bedürftige Tafel Kleiderkammer"
    ),
    ("zielgruppe", "suchtkranke"): "Sucht Suchtkranke Abhängige",
    ("zielgruppe", "straffaellige"): "Gefängnis Haft Straffällige Gefangene Resozialisierung",
    ("zielgruppe", "tiere"): "Tier Hund Katze Pferd Esel Vogel Igel Tierheim Tierschutz",
    # --- What about ---
    ("bereich", "sport"): "Sport Fußball Handball Turnen Schwimmen Tennis Leichtathletik Verein",
    ("bereich", "kultur-musik"): (
        "Kultur Musik Theater Bühne Museum Kunst Konzert Chor Ausstellung Heimatgeschichte"
    ),
    ("bereich", "schule-kita"): "Schule Kita Kindergarten Grundschule",
    ("bereich", "kirche-religion"): "Kirche Gemeinde Gottesdienst Pfarrei",
    ("bereich", "umwelt-tiere"): (
        "Umwelt Natur Naturschutz Umweltschutz Klima Wald Garten Baum Tierschutz Insekt Biene"
    ),
    ("bereich", "politik"): "Politik Kommunalpolitik Demokratie",
    ("bereich", "rettung-feuerwehr"): "Feuerwehr Rettungsdienst Sanitäter Katastrophenschutz",
    ("bereich", "gesundheit"): "Gesundheit Pflege Hospiz Krankenhaus Klinik Blutspende",
    ("bereich", "justiz"): "Justiz Gericht Jura Gefängnis Bewährung Schöffe Schlichter",
    # --- What one does ---
    ("taetigkeit", "begleit-und-besuchsdienste"): (
        "begleiten besuchen Besuchsdienst Begleitung Besuch spazieren Gesellschaft"
    ),
    ("taetigkeit", "beratung"): "beraten Beratung",
    ("taetigkeit", "betreuung"): "betreuen Betreuung aufpassen",
    ("taetigkeit", "buero-und-verwaltung"): (
        "Büro Verwaltung Buchhaltung Buchführung Kasse Finanzen Excel Sekretärin"
    ),
    ("taetigkeit", "cafeteria-und-essen"): (
        "kochen Koch Köchin backen Kuchen Küche Café Cafeteria Essensausgabe Mittagstisch"
    ),
    ("taetigkeit", "fahrdienste"): "Fahrdienst Fahrer Bürgerbus chauffieren",
    ("taetigkeit", "freizeitgestaltung"): "spielen Spiel Brettspiel basteln Ausflug Freizeit",
    ("taetigkeit", "gruppenleitung"): "Gruppenleitung Gruppenleiter Jugendleiter Juleica",
    ("taetigkeit", "hausaufgabenbetreuung"): "Hausaufgabe Nachhilfe Lernhilfe Lernpate",
    ("taetigkeit", "musik-und-chor"): (
        "Musik singen Chor Instrument Gitarre Klavier Geige Musiker Orchester musizieren"
    ),
    ("taetigkeit", "nachbarschaftshilfe"): "Nachbar Nachbarschaft einkaufen Einkaufshilfe",
    ("taetigkeit", "patenschaften"): "Pate Patin Patenschaft Mentor Mentorin Lesepate",
    ("taetigkeit", "praktische-arbeiten"): (
        "Handwerk reparieren schrauben Werkstatt nähen stricken häkeln gärtnern anpacken Holz"
        " Werkzeug Elektriker Tischler Schreiner Maler Garten"
    ),
    ("taetigkeit", "projektmitarbeit"): "Projekt organisieren",
    ("taetigkeit", "schulungen"): "Schulung Kurs unterrichten Workshop",
    ("taetigkeit", "sportkurse"): "Trainer Übungsleiter Sportkurs Yoga trainieren",
    ("taetigkeit", "sterbebegleitung"): "Sterbebegleitung Hospiz Sterbende Trauer",
    ("taetigkeit", "uebersetzen-und-dolmetschen"): "übersetzen dolmetschen Dolmetscher",
    ("taetigkeit", "oeffentlichkeitsarbeit"): (
        "Öffentlichkeitsarbeit Presse Redaktion Grafik Grafiker Fotograf fotografieren Instagram"
    ),
    ("taetigkeit", "vereinsarbeit-und-vorstand"): "Vorstand Vereinsarbeit Kassierer Kassenwart",
    ("taetigkeit", "verkauf"): "verkaufen Verkauf Laden Flohmarkt Basar",
    ("taetigkeit", "vorlesen"): "vorlesen Vorlesen Lesepate",
    ("taetigkeit", "vortraege-und-fuehrungen"): "Vortrag Führung Stadtführer",
    ("taetigkeit", "bewaehrungshilfe"): "Bewährungshilfe Bewährung",
    # --- How ---
    ("art", "menschen"): "zuhören reden quatschen plaudern Gesellschaft",
    ("art", "haende"): "Handwerk anpacken schrauben reparieren Werkzeug Holz basteln",
    ("art", "kopf"): "organisieren planen Zahl Buchführung schreiben",
    ("art", "draussen"): "draußen Natur Wald Garten Luft",
    ("art", "digital"): "Computer Rechner Internet digital online Excel Programmieren Website",
    # --- What one gains ---
    ("gewinn", "nachweis"): "Bescheinigung Nachweis Zertifikat Zeugnis Lebenslauf Bewerbung",
    ("gewinn", "karte"): "Ehrenamtskarte",
    ("gewinn", "auslagen"): "Auslage Fahrtkosten Aufwandsentschädigung",
    ("gewinn", "menschen"): "kennenlernen Anschluss",
    # --- What one speaks ---
    ("spricht", "en"): "Englisch English",
    ("spricht", "tr"): "Türkisch",
    ("spricht", "uk"): "Ukrainisch",
    ("spricht", "ar"): "Arabisch",
    ("spricht", "ru"): "Russisch",
    ("spricht", "pl"): "Polnisch",
    ("spricht", "fr"): "Französisch",
}

# Said of oneself and one's time; in a question they would ask for offers that say the same.
_FILLERS = (
    "wohnen leben komme kommen suchen Suche möchten wollen können würden haben sein gern"
    " gerne lieber"
    " Zeit Rente Rentner Rentnerin pensioniert Ruhestand arbeiten Arbeit Beruf beruflich gelernt"
    " früher jetzt Jahr Woche Stunde Tag Wochenende studieren Student Studentin Frau Mann Leute"
    " machen tun brauchen mögen interessieren Spaß Hauptsache egal höchstens etwas wenig viel"
    " sprechen schicht ideal gut neu"
)

NEGATIONS = frozenset(
    {
        *("nicht", "nich", "nix", "nichts", "ohne", "ungern", "nie", "niemals", "außer", "ausser"),
        *("kein", "keine", "keinen", "keiner", "keinem", "keins"),
    }
)


@cache
def meanings() -> Mapping[str, tuple[Answer, ...]]:
    """What each word means, by its base form and by the root of its family."""
    found: dict[str, dict[Answer, None]] = {}
    for answer, words in _MEANT.items():
        for word in words.split():
            for key in keys_of(word):
                found.setdefault(key, {})[answer] = None
    return {key: tuple(answers) for key, answers in found.items()}


@cache
def fillers() -> frozenset[str]:
    return frozenset(key for word in _FILLERS.split() for key in keys_of(word))


def keys_of(word: str) -> set[str]:
    """The base form of a word and the root of its family."""
    return {key for one in analyse_word(word) for key in (one.whole, one.root) if key}


def words_of(text: str) -> list[str]:
    return WORD.findall(text)
