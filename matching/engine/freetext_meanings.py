"""What plain words mean, as answers of the finder.

Words stand in their base form, as one would look them up; any form of theirs and their family is
found by the analyser. Entries of the lists that an association does not have are left out.
"""

import re
from collections.abc import Mapping

Answer = tuple[str, str]  # parameter and value, as in the finder's address

MEANT: Mapping[Answer, str] = {
    # --- For whom ---
    ("zielgruppe", "kinder"): (
        "Kind Kleinkind Grundschulkind Kita Kindergarten Enkel Enkelkind Baby Krabbelgruppe"
        " Spielplatz Kinderbetreuung babysitten Grundschüler Grundschülerin Vorschulkind"
        " child children kids"
    ),
    ("zielgruppe", "jugendliche"): (
        "Jugend Jugendliche Teenager Teenie Schüler Jugendtreff Jugendzentrum Azubi"
        " Auszubildende Konfirmand"
    ),
    ("zielgruppe", "seniorinnen"): (
        "Senior Seniorin Altenheim Altersheim Seniorenheim Pflegeheim Hochbetagte Betagte"
        " Pflegebedürftige elderly"
    ),
    ("zielgruppe", "familien"): "Familienhilfe Familienpate Wunschgroßeltern Leihoma",
    ("zielgruppe", "gefluechtete"): (
        "Geflüchtete Flüchtling Asyl Asylbewerber Flüchtlingshilfe Flüchtlingsunterkunft refugees"
    ),
    ("zielgruppe", "menschen-mit-migrationsgeschichte"): (
        "Migrant Migrantin Zugewanderte Integration Migration Deutschkurs Sprachcafé"
    ),
    ("zielgruppe", "menschen-mit-behinderung"): (
        "Behinderte Behinderung Inklusion Handicap Förderschule"
    ),
    ("zielgruppe", "menschen-mit-erkrankung"): (
        "Kranke Krankenhaus Klinik Patient Demenz Alzheimer Krebs"
    ),
    ("zielgruppe", "wohnungslose-und-von-armut-betroffene"): (
        "Obdachlose Wohnungslose Armut Bedürftige Tafel Kleiderkammer Suppenküche Bahnhofsmission"
        " Sozialkaufhaus"
    ),
    ("zielgruppe", "suchtkranke"): "Sucht Suchtkranke Abhängige Suchthilfe Alkoholiker",
    ("zielgruppe", "straffaellige"): (
        "Gefängnis Haft Straffällige Gefangene Resozialisierung JVA Strafvollzug"
    ),
    ("zielgruppe", "tiere"): (
        "Tier Hund Katze Pferd Esel Vogel Igel Tierheim Tierschutz Welpe Kaninchen Stall Pony"
        " Wildtier Huhn Gassi animals dogs cats horses"
    ),
    # --- What about ---
    ("bereich", "sport"): (
        "Sport Fußball Handball Turnen Schwimmen Tennis Leichtathletik Basketball Volleyball"
        " Badminton Tischtennis Judo Karate Boxen Gymnastik Yoga Fitness joggen Schwimmbad"
        " Turnhalle Schiedsrichter Trainer Sportverein sports football soccer"
    ),
    ("bereich", "kultur-musik"): (
        "Kultur Musik Theater Bühne Museum Kunst Konzert Chor Ausstellung Heimatgeschichte Tanz"
        " tanzen malen zeichnen Bücherei Bibliothek Literatur Archiv Denkmal"
        " Karneval Zirkus Festival Galerie Heimatverein singen Orchester music"
    ),
    ("bereich", "schule-kita"): (
        "Schule Kita Kindergarten Grundschule Lehrer Lehrerin Grundschullehrerin Erzieher"
        " Erzieherin Schulhof Ganztag Lehramt"
    ),
    ("bereich", "kirche-religion"): "Kirche Gemeinde Gottesdienst Pfarrei",
    ("bereich", "umwelt-tiere"): (
        "Umwelt Natur Naturschutz Umweltschutz Klima Wald Garten Baum Tierschutz Insekt Biene"
        " Klimaschutz Nachhaltigkeit Bach Wiese Streuobstwiese Hecke Müll Müllsammeln Blühwiese"
        " Imker Energie Tierheim nature environment"
    ),
    ("bereich", "politik"): (
        "Politik Kommunalpolitik Demokratie Stadtrat Beirat Seniorenbeirat Wahlhelfer"
        " Bürgerinitiative"
    ),
    ("bereich", "rettung-feuerwehr"): (
        "Feuerwehr Rettungsdienst Sanitäter Katastrophenschutz THW Wasserwacht Notfall Blaulicht"
        " Rettungsschwimmer"
    ),
    ("bereich", "gesundheit"): (
        "Gesundheit Pflege Hospiz Krankenhaus Klinik Blutspende Krankenschwester Krankenpfleger"
        " Altenpfleger Altenpflegerin Selbsthilfe"
    ),
    ("bereich", "justiz"): (
        "Justiz Gericht Jura Gefängnis Bewährung Schöffe Schlichter Jurist Juristin Anwalt"
        " Schiedsamt"
    ),
    ("bereich", "beruf"): "Bewerbungstraining Jobpate Berufswahl Existenzgründer",
    # --- What one does ---
    ("taetigkeit", "begleit-und-besuchsdienste"): (
        "begleiten besuchen Besuchsdienst Begleitung Besuch spazieren Spaziergang Gesellschaft"
        " Arztbesuch Behördengang"
    ),
    ("taetigkeit", "beratung"): (
        "beraten Beratung Sprechstunde Formular Antrag Schuldnerberatung Lotse Lotsin"
    ),
    ("taetigkeit", "betreuung"): (
        "betreuen Betreuung aufpassen babysitten beaufsichtigen Ferienfreizeit Ferienlager"
    ),
    ("taetigkeit", "buero-und-verwaltung"): (
        "Büro Verwaltung Buchhaltung Buchführung Kasse Finanzen Excel Sekretärin Buchhalter"
        " Buchhalterin Steuer Steuerberater Steuerberaterin Bankkaufmann Bankkauffrau Sekretariat"
        " Papierkram Schreibkram Protokoll Bürokauffrau Abrechnung Sachbearbeiter Kassenführung"
        " Protokollführung Geschäftsführung Haushaltsführung"
    ),
    ("taetigkeit", "cafeteria-und-essen"): (
        "kochen Koch Köchin backen Kuchen Küche Café Cafeteria Essensausgabe Mittagstisch Kellner"
        " Kellnerin kellnern Theke Ausschank Frühstück Bäcker Bäckerin Konditor grillen bewirten"
        " Gastronomie cook cooking baking kitchen"
    ),
    ("taetigkeit", "fahrdienste"): (
        "Fahrdienst Fahrer Bürgerbus chauffieren Autofahren Kleinbus Transporter Kraftfahrer"
        " ausliefern Taxifahrer Busfahrer Busfahrerin LKW driving driver"
    ),
    ("taetigkeit", "freizeitgestaltung"): (
        "spielen Spiel Brettspiel basteln Ausflug Freizeitgestaltung Spieleabend Skat Schach Bingo"
        " Kartenspiel Doppelkopf Fest feiern Ferienspiele Pfadfinder Gesellschaftsspiel zelten"
        " games"
    ),
    ("taetigkeit", "gruppenleitung"): (
        "Gruppenleitung Gruppenleiter Jugendleiter Juleica Jugendgruppe Pfadfinder"
    ),
    ("taetigkeit", "hausaufgabenbetreuung"): (
        "Hausaufgabe Nachhilfe Lernhilfe Lernpate Mathe Mathematik Rechnen Physik"
    ),
    ("taetigkeit", "musik-und-chor"): (
        "Musik singen Chor Instrument Gitarre Klavier Geige Musiker Orchester musizieren"
        " Schlagzeug Trompete Flöte Saxofon Akkordeon Cello Gesang Sänger Sängerin Blasmusik DJ"
    ),
    ("taetigkeit", "nachbarschaftshilfe"): (
        "Nachbar Nachbarin Nachbarschaft einkaufen Einkauf Einkaufshilfe Besorgung Rasenmähen"
    ),
    ("taetigkeit", "patenschaften"): (
        "Pate Patin Patenschaft Mentor Mentorin Lesepate Lesepatin Jobpate Familienpate Leihoma"
        " Wunschgroßeltern Mentoring"
    ),
    ("taetigkeit", "praktische-arbeiten"): (
        "Handwerk Handwerker handwerklich reparieren Reparatur schrauben Werkstatt nähen stricken"
        " häkeln gärtnern anpacken zupacken Holz Werkzeug Elektriker Tischler Schreiner Maler"
        " Garten Gärtner Gärtnerin Schlosser Mechaniker Maurer Klempner Installateur Zimmermann"
        " Dachdecker Schweißer schweißen löten renovieren tapezieren sägen"
        " Hausmeister Schneider Schneiderin Nähmaschine werkeln Fahrradwerkstatt Heimwerker"
        " Aufbau aufbauen Abbau abbauen Umzug schleppen gardening repair repairing sewing"
    ),
    ("taetigkeit", "projektmitarbeit"): (
        "Projekt organisieren Organisation Projektmanagement Veranstaltung Event Konzept"
    ),
    ("taetigkeit", "reisebegleitung"): "Reisebegleitung Reise reisen Tagesausflug Busreise",
    ("taetigkeit", "schulungen"): (
        "Schulung Kurs unterrichten Workshop beibringen Lehrer Lehrerin Dozent Dozentin"
        " Deutschkurs Computerkurs Smartphone Unterricht"
    ),
    ("taetigkeit", "sportkurse"): (
        "Trainer Trainerin Übungsleiter Übungsleiterin Sportkurs Yoga trainieren Schwimmkurs"
        " Gymnastik Fitness Kinderturnen Fußballtrainer"
    ),
    ("taetigkeit", "sterbebegleitung"): (
        "Sterbebegleitung Hospiz Hospizdienst Sterbende Trauer Trauerbegleitung Palliativ"
    ),
    ("taetigkeit", "uebersetzen-und-dolmetschen"): (
        "übersetzen Übersetzer Übersetzerin Übersetzung dolmetschen Dolmetscher Dolmetscherin"
        " Sprachmittler Sprachmittlerin"
    ),
    ("taetigkeit", "oeffentlichkeitsarbeit"): (
        "Öffentlichkeitsarbeit Presse Redaktion Grafik Grafiker Grafikerin Fotograf Fotografin"
        " fotografieren Instagram Facebook TikTok Foto Flyer Plakat Homepage Website Webseite"
        " Journalist Journalistin Marketing Werbung Design Designer Designerin Layout Video filmen"
        " Newsletter Blog Zeitung Texte"
    ),
    ("taetigkeit", "vereinsarbeit-und-vorstand"): (
        "Vorstand Vereinsarbeit Kassierer Kassiererin Kassenwart Kassenwartin Schatzmeister"
        " Schatzmeisterin Schriftführer Schriftführerin Satzung Vorsitz"
    ),
    ("taetigkeit", "verkauf"): (
        "verkaufen Verkauf Laden Flohmarkt Basar Verkäufer Verkäuferin Weltladen Einzelhandel"
        " Sozialkaufhaus"
    ),
    ("taetigkeit", "vorlesen"): "vorlesen Vorlesen Lesepate Lesepatin Märchen Bücher",
    ("taetigkeit", "vortraege-und-fuehrungen"): (
        "Vortrag Führung Stadtführer Stadtführung Gästeführer Museumsführung Referent Referentin"
    ),
    ("taetigkeit", "bewaehrungshilfe"): "Bewährungshilfe Bewährung",
    # --- How ---
    ("art", "menschen"): (
        "zuhören Zuhörer reden quatschen plaudern klönen Gesellschaft unterhalten gesellig"
        " kontaktfreudig kommunikativ"
    ),
    ("art", "haende"): (
        "Handwerk Handwerker handwerklich anpacken zupacken schrauben reparieren Reparatur Werkzeug"
        " Holz basteln Handarbeit werkeln Aufbau aufbauen Abbau abbauen"
    ),
    ("art", "kopf"): "organisieren planen Zahl rechnen Buchführung schreiben recherchieren Konzept",
    ("art", "draussen"): "draußen Natur Wald Garten Luft Wiese outdoor outdoors",
    ("art", "digital"): (
        "Computer Rechner Internet digital online Excel Programmieren Website Webseite PC Laptop"
        " Software Informatik Informatiker Informatikerin IT Homepage Homeoffice Telefon"
    ),
    # --- What one gains ---
    ("gewinn", "nachweis"): (
        "Bescheinigung Nachweis Zertifikat Zeugnis Lebenslauf Bewerbung Referenz Praktikum"
        " Praktikumsplatz"
    ),
    ("gewinn", "lernen"): "Fortbildung Qualifizierung weiterbilden",
    ("gewinn", "karte"): "Ehrenamtskarte",
    ("gewinn", "auslagen"): "Auslage Fahrtkosten Aufwandsentschädigung",
    ("gewinn", "menschen"): "kennenlernen Anschluss einsam Gemeinschaft Kontakt",
    # --- What one has, though one may have more ---
    ("bringt", "fuehrerschein-b"): "Führerschein Autofahren Kraftfahrer Taxifahrer Busfahrer",
    ("bringt", "handwerk"): (
        "Handwerker handwerklich Schreiner Schreinerin Tischler Elektriker Schlosser Mechaniker"
        " Maurer Klempner Installateur Dachdecker Zimmermann Schneider Schneiderin nähen"
    ),
    (
        "bringt",
        "edv",
    ): "Informatik Informatiker Informatikerin Programmierer programmieren Excel IT",
    ("bringt", "buchhaltung"): (
        "Buchhaltung Buchführung Buchhalter Buchhalterin Steuerberater Steuerberaterin"
    ),
    ("bringt", "instrument"): (
        "Musiker Musikerin Gitarre Klavier Geige Schlagzeug Trompete Flöte Saxofon Akkordeon Cello"
    ),
    ("bringt", "paedagogik"): (
        "Lehrer Lehrerin Grundschullehrerin Erzieher Erzieherin Pädagoge Pädagogin Sozialpädagogin"
        " Sozialarbeiter Sozialarbeiterin Lehramt Pädagogik"
    ),
    ("bringt", "juleica"): "Juleica Jugendleitercard",
    ("bringt", "uebungsleiterlizenz"): "Übungsleiterschein Übungsleiterlizenz Trainerlizenz",
    ("bringt", "rettungsschwimmen"): "Rettungsschwimmer Rettungsschwimmerin",
    ("bringt", "erste-hilfe"): "Ersthelfer Ersthelferin Sanitäter Sanitäterin Rettungssanitäter",
    # --- What one speaks ---
    ("spricht", "en"): "Englisch English",
    ("spricht", "tr"): "Türkisch Turkish Türkçe türkçe",
    ("spricht", "uk"): "Ukrainisch Ukrainian українська українською",
    ("spricht", "ar"): "Arabisch Arabic العربية",
    ("spricht", "ru"): "Russisch Russian русский русском",
    ("spricht", "pl"): "Polnisch Polish polski polsku",
    ("spricht", "fr"): "Französisch French français",
}

# What only several words say together.
PHRASES: tuple[tuple[re.Pattern[str], tuple[Answer, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.I), answers)
    for pattern, answers in (
        (
            r"(?:alte|ältere)[nr]? (?:leute|menschen|damen|herren|herrschaften)n?",
            (("zielgruppe", "seniorinnen"),),
        ),
        (
            r"ältere[nr]?(?! \w*(?:kind|jugend|schül|geschwister|semester))|ältere[rn]? semester",
            (("zielgruppe", "seniorinnen"),),
        ),
        (r"junge[nr]? (?:leuten?|menschen)", (("zielgruppe", "jugendliche"),)),
        (
            r"(?:nicht|nie|ungern) (?:direkt |viel )?mit (?:(?:anderen|vielen|fremden) )?"
            r"(?:menschen|leuten|publikum|kundschaft)(?! mit)"
            r"|(?:ohne|kein(?:en)?) (?:menschen|leute|(?:publikum|kunden)\w*)(?! mit)",
            (
                ("taetigkeit", "begleit-und-besuchsdienste"),
                ("taetigkeit", "betreuung"),
                ("taetigkeit", "gruppenleitung"),
            ),
        ),
        (
            r"freunde (?:zu )?(?:finden|gewinnen|kennenlernen)|neue freunde",
            (("gewinn", "menschen"),),
        ),
        (
            r"(?:bin|war|als|ehemalige[r]?|pensionierte[r]?) (?:\w+)?(?:arzt|ärztin)",
            (("bereich", "gesundheit"),),
        ),
        (
            r"zum arzt|zur ärztin|zum amt|zu (?:ämtern|behörden|terminen)",
            (("taetigkeit", "begleit-und-besuchsdienste"),),
        ),
        (
            r"(?:mit|mag) (?:(?:den|die|anderen|vielen|netten|neuen) )?(?:menschen|leuten)(?! mit)",
            (("art", "menschen"),),
        ),
        (r"gegen (?:die )?einsamkeit", (("taetigkeit", "begleit-und-besuchsdienste"),)),
        (r"mit (?:den|meinen|beiden) händen", (("art", "haende"),)),
        (r"mit (?:dem|meinem) kopf", (("art", "kopf"),)),
        (r"im freien|in der natur", (("art", "draussen"),)),
        (r"lernen (?:zu )?helfen|lernen unterstützen", (("taetigkeit", "hausaufgabenbetreuung"),)),
        (
            r"deutsch (?:unterrichten|beibringen|lehren|geben|lernen helfen)|deutschunterricht"
            r"|(?:mit|für) (?:\w+ ){1,3}deutsch (?:üben|lernen|sprechen)",
            (("taetigkeit", "schulungen"), ("zielgruppe", "menschen-mit-migrationsgeschichte")),
        ),
        (
            r"(?:eigene[sn]?|meine?[mn]?) (?:auto|wagen|pkw)",
            (("bringt", "eigener-pkw"), ("bringt", "fuehrerschein-b")),
        ),
        (r"karten (?:spielen|spiele)", (("taetigkeit", "freizeitgestaltung"),)),
        (r"auto (?:fahren|fahre)|fahre (?:\w+ ){0,2}auto", (("taetigkeit", "fahrdienste"),)),
    )
)
