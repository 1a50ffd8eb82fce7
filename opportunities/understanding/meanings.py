"""The words that mean a filter, as German speakers type them.

Each line of `MEANINGS` names filter values and the phrases for them. `(a|b)` stands for one of
the words, `a?` and `(a|b)?` for words that may be missing; umlauts are written `ae oe ue ss`, as
all text is before it is compared. `phrases` writes them out, and adds those of the weekdays.
"""

# Filter values as they stand in the address, e.g. ("tag", "sa").
Meaning = tuple[tuple[str, str], ...]

DAYS = {
    "mo": "montag",
    "di": "dienstag",
    "mi": "mittwoch",
    "do": "donnerstag",
    "fr": "freitag",
    "sa": "samstag",
    "so": "sonntag",
}
WORKING_DAYS = ("mo", "di", "mi", "do", "fr")
WEEKEND = ("sa", "so")
DAY_ORDER = tuple(DAYS)

TIMES_OF_DAY = {
    "vormittags": "vormittag",
    "nachmittags": "nachmittag",
    "abends": "abend",
}


def each(parameter: str, *values: str) -> Meaning:
    return tuple((parameter, value) for value in values)


MEANINGS: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    # --- Days ---
    (
        each("tag", *WEEKEND),
        (
            "(am|an|fuers|fuer|nur)? (wochenende|wochenenden|wochenend|we)",
            "(am|jedes|nur) (am)? wochenende",
            "an? (den|einem)? (wochenende|wochenenden)",
            "wochenends",
            "(nur)? (samstags|sams|samstag) (und|oder) (sonntags|sonntag)",
        ),
    ),
    (
        each("tag", *WORKING_DAYS),
        (
            "(unter|waehrend) der woche",
            "(an)? (werktags|wochentags|werktagen|wochentagen)",
            "montag bis freitag",
            "montags bis freitags",
        ),
    ),
    # --- Times of day ---
    (
        each("tageszeit", "vormittags"),
        (
            "(nur|immer)? (vormittags|morgens|fruehmorgens|fruehs)",
            "(am|jeden) (fruehen|spaeten)? (vormittag|morgen)",
            "in der (frueh|fruehe)",
        ),
    ),
    (
        each("tageszeit", "nachmittags"),
        (
            "(nur|immer)? nachmittags",
            "(am|jeden) (fruehen|spaeten)? nachmittag",
            "nach der schule",
            "nach dem unterricht",
        ),
    ),
    (
        each("tageszeit", "abends"),
        (
            "(nur|immer)? abends",
            "(am|jeden) (fruehen|spaeten)? abend",
            "nach (der|meiner) arbeit",
            "nach (dem)? (feierabend|dienstschluss|job)",
            "nach buero (schluss)?",
            "(in den)? abendstunden",
        ),
    ),
    (
        each("tageszeit", "vormittags", "nachmittags"),
        ("tagsueber", "(ueber)? mittags", "(ueber|am) mittag"),
    ),
    # --- How the time is arranged ---
    (
        each("zeit", "einmalig"),
        (
            "(nur|bloss)? (einmalig|einmalige|einmaliger|einmaliges|einmaligen|einmaligem)",
            "(nur|bloss) (einmal|einmalig)",
            "einmal (nur)? (helfen|mithelfen|anpacken|mitmachen|reinschnuppern)",
            "(nur|fuer)? (ein|einen) (einzigen|einziges|einzelnen) (mal|tag)",
            "(nur)? fuer einen tag",
            "an einem (einzigen)? tag",
            "(eintaegig|eintaegige|eintaegiger|eintaegiges)",
            "nur (ein|1) (mal|tag)",
            "(fuer)? (ein|einen|1) tag lang",
            "1 mal",
            "ohne (langfristige|dauerhafte|feste) (verpflichtung|bindung)",
        ),
    ),
    (
        each("zeit", "regelmaessig"),
        (
            "(regelmaessig|regelmaessige|regelmaessiges|regelmaessiger|regelmaessigen)",
            "(woechentlich|woechentliche|monatlich|monatliche|monatliches|vierzehntaegig)",
            "(nur)? (einmal|zweimal|ein mal|zwei mal) (pro|die|jede|in der|im|am) (woche|monat)",
            "(nur)? (1|2) mal (pro|die|jede|in der|im) (woche|monat)",
            "(jede|alle zwei|alle 2) (woche|wochen)",
            "jeden monat",
        ),
    ),
    (
        each("zeit", "flexibel"),
        (
            "(zeitlich|ganz)? (flexibel|flexible|flexibler|flexibles|flexiblen)",
            "(zeitlich)? (flexible|flexibler|freie|freier) (zeiteinteilung|zeiten)",
            "mit (flexibler|freier) (zeiteinteilung|zeit)",
            "wann ich (will|moechte|kann)",
            "(freie)? zeiteinteilung",
            "zeitlich (ungebunden|unabhaengig)",
            "(nur)? (unregelmaessig|unregelmaessige|unregelmaessigen)",
        ),
    ),
    (
        each("zeit", "befristet"),
        (
            "(zeitlich)? (befristet|befristete|befristetes|befristeter)",
            "zeitlich (begrenzt|begrenzte|begrenztes)",
            "(voruebergehend|projektbezogen)",
            "fuer (ein|einige) (paar)? (wochen|monate)",
        ),
    ),
    (each("zeit", "springer"), ("(als)? (springer|springerin)", "auf abruf", "(als)? aushilfe")),
    (
        each("dauer", "dauerhaft"),
        ("(dauerhaft|dauerhafte|dauerhaftes|langfristig|langfristige|langfristiges)",),
    ),
    (each("stunden", "2"), ("(mit)? (wenig|geringem|kleinem) (zeit|zeitaufwand)",)),
    # --- Where ---
    (
        each("wie", "online"),
        (
            "(online|digital|virtuell|remote)",
            "(von|aus) (zu)? (hause|zuhause) (aus)?",
            "(von)? (daheim|zuhause) aus",
            "von daheim",
            "(im|vom)? (homeoffice|home office) (aus)?",
            "vom (sofa|computer|pc|schreibtisch) aus",
            "(am|vom) (eigenen)? (computer|pc|schreibtisch) von zu hause (aus)?",
            "(aus der|aus) ferne",
            "ortsunabhaengig",
            "von ueberall (aus)?",
            "(ueber|per|via|uebers) (das)? (internet|video|zoom|videochat|videokonferenz)",
        ),
    ),
    (each("wie", "vor-ort"), ("vor ort",)),
    # --- What it takes ---
    (
        each("ohne_vorkenntnisse", "1"),
        (
            "(ganz|auch)? ohne (besondere|spezielle|fachliche|jede)?"
            " (vorkenntnisse|vorkenntnis|erfahrung|vorerfahrung|fachkenntnisse|kenntnisse"
            "|ausbildung|vorbildung|qualifikation)",
            "keine (besonderen|speziellen)? (vorkenntnisse|erfahrung|vorerfahrung|fachkenntnisse"
            "|kenntnisse) (noetig|erforderlich|notwendig)?",
            "(fuer|als) (anfaenger|anfaengerin|anfaengerinnen|einsteiger|einsteigerinnen|neulinge"
            "|ungelernte|laien)",
        ),
    ),
    (
        each("ohne_fuehrungszeugnis", "1"),
        (
            "ohne (erweitertes|polizeiliches)? fuehrungszeugnis",
            "kein (erweitertes|polizeiliches)? fuehrungszeugnis (noetig|erforderlich)?",
        ),
    ),
    (
        each("stufenfrei", "1"),
        (
            "(barrierefrei|barrierefreie|barrierefreies|barrierefreier|barrierearm|stufenfrei"
            "|stufenlos|rollstuhlgerecht|rollstuhlgeeignet|behindertengerecht)",
            "(mit|im) (dem|meinem|einem)? (rollstuhl|rollator) (erreichbar|zugaenglich)?",
            "ohne (stufen|treppen|barrieren|treppe)",
            "(als|fuer) rollstuhlfahrer (in)?",
            "(als|fuer) (rollstuhlfahrerin|rollifahrer)",
        ),
    ),
    # --- Who may ---
    (
        each("alter", "16"),
        (
            "(fuer|als) (jugendliche|jugendlicher|teenager|minderjaehrige|minderjaehriger"
            "|schuelerin|teenies)",
            "(unter|u) 18 (jahre|jahren)?",
            "(minderjaehrig|minderjaehrige)",
        ),
    ),
    # --- What it gives ---
    (
        each("versichert", "1"),
        ("(versichert|unfallversichert)", "mit (versicherung|versicherungsschutz)"),
    ),
    (
        each("ehrenamtskarte", "1"),
        ("(fuer die|mit|zaehlt fuer die)? (ehrenamtskarte|ehrenamtscard)",),
    ),
    (
        each("gruppen", "1"),
        (
            "(als|fuer) (gruppe|gruppen|team|teams|firma|firmen|schulklasse|unternehmen)",
            "(mit|fuer) (der|meiner|unserer|die|eine|einer) (klasse|firma|abteilung|schulklasse)",
            "mit (den|meinen|unseren)? (kollegen|kolleginnen|freunden|freundinnen)",
            "(teamtag|teamevent|firmenteam|betriebsausflug|corporate volunteering|social day)",
        ),
    ),
    (
        each("frei", "1"),
        ("(noch)? freie (plaetze|platz)", "(noch)? plaetze (frei|offen)", "noch frei"),
    ),
    # --- Languages ---
    (each("sprache", "en"), ("auf englisch", "in englischer sprache")),
    (each("sprache", "tr"), ("auf tuerkisch", "in tuerkischer sprache")),
    (each("sprache", "uk"), ("auf ukrainisch", "in ukrainischer sprache")),
    (each("sprache", "ar"), ("auf arabisch", "in arabischer sprache")),
    (each("sprache", "ru"), ("auf russisch", "in russischer sprache")),
    (each("sprache", "pl"), ("auf polnisch", "in polnischer sprache")),
    (each("sprache", "fr"), ("auf franzoesisch", "in franzoesischer sprache")),
    (each("sprache", "de-simple"), ("(in|auf)? (leichte|leichter|einfache|einfacher) sprache",)),
)
