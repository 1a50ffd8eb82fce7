"""The words that mean a filter, as German speakers type them.

Each line of `MEANINGS` names filter values and the phrases for them. `(a|b)` stands for one of
the words, `a?` and `(a|b)?` for words that may be missing; umlauts are written `ae oe ue ss`, as
all text is before it is compared.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

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


def _each(parameter: str, *values: str) -> Meaning:
    return tuple((parameter, value) for value in values)


MEANINGS: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    # --- Days ---
    (
        _each("tag", *WEEKEND),
        (
            "(am|an|fuers|fuer|nur)? (wochenende|wochenenden|wochenend|we)",
            "(am|jedes|nur) (am)? wochenende",
            "an? (den|einem)? (wochenende|wochenenden)",
            "wochenends",
            "(nur)? (samstags|sams|samstag) (und|oder) (sonntags|sonntag)",
        ),
    ),
    (
        _each("tag", *WORKING_DAYS),
        (
            "(unter|waehrend) der woche",
            "(an)? (werktags|wochentags|werktagen|wochentagen)",
            "montag bis freitag",
            "montags bis freitags",
        ),
    ),
    # --- Times of day ---
    (
        _each("tageszeit", "vormittags"),
        (
            "(nur|immer)? (vormittags|morgens|fruehmorgens|fruehs)",
            "(am|jeden) (fruehen|spaeten)? (vormittag|morgen)",
            "in der (frueh|fruehe)",
        ),
    ),
    (
        _each("tageszeit", "nachmittags"),
        (
            "(nur|immer)? nachmittags",
            "(am|jeden) (fruehen|spaeten)? nachmittag",
            "nach der schule",
            "nach dem unterricht",
        ),
    ),
    (
        _each("tageszeit", "abends"),
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
        _each("tageszeit", "vormittags", "nachmittags"),
        ("tagsueber", "(ueber)? mittags", "(ueber|am) mittag"),
    ),
    # --- How the time is arranged ---
    (
        _each("zeit", "einmalig"),
        (
            "(nur|bloss)? (einmalig|einmalige|einmaliger|einmaliges|einmaligen|einmaligem)",
            "(nur|bloss) (einmal|einmalig)",
            "einmal (nur)? (helfen|mithelfen|anpacken|mitmachen|reinschnuppern)",
            "(nur|fuer)? (ein|einen) (einzigen|einziges|einzelnen) (mal|tag)",
            "(nur)? fuer einen tag",
            "an einem (einzigen)? tag",
            "(eintaegig|eintaegige|eintaegiger|eintaegiges)",
            "nur (ein|1) (mal|tag)",
            "1 mal",
            "ohne (langfristige|dauerhafte|feste) (verpflichtung|bindung)",
        ),
    ),
    (
        _each("zeit", "regelmaessig"),
        (
            "(regelmaessig|regelmaessige|regelmaessiges|regelmaessiger|regelmaessigen)",
            "(woechentlich|woechentliche|monatlich|monatliche|monatliches|vierzehntaegig)",
            "(einmal|zweimal|ein mal|zwei mal) (pro|die|jede|in der|im|am) (woche|monat)",
            "(1|2) mal (pro|die|jede|in der|im) (woche|monat)",
            "(jede|alle zwei|alle 2) (woche|wochen)",
            "jeden monat",
        ),
    ),
    (
        _each("zeit", "flexibel"),
        (
            "(zeitlich|ganz)? (flexibel|flexible|flexibler|flexibles|flexiblen)",
            "(zeitlich)? (flexible|flexibler|freie|freier) (zeiteinteilung|zeiten)",
            "mit (flexibler|freier) (zeiteinteilung|zeit)",
            "wann ich (will|moechte|kann)",
            "(freie)? zeiteinteilung",
            "zeitlich (ungebunden|unabhaengig)",
        ),
    ),
    (
        _each("zeit", "befristet"),
        (
            "(zeitlich)? (befristet|befristete|befristetes|befristeter)",
            "zeitlich (begrenzt|begrenzte|begrenztes)",
            "(voruebergehend|projektbezogen)",
            "fuer (ein|einige) (paar)? (wochen|monate)",
        ),
    ),
    (_each("zeit", "springer"), ("(als)? (springer|springerin)", "auf abruf", "(als)? aushilfe")),
    (
        _each("dauer", "dauerhaft"),
        ("(dauerhaft|dauerhafte|dauerhaftes|langfristig|langfristige|langfristiges)",),
    ),
    (_each("stunden", "2"), ("(mit)? (wenig|geringem|kleinem) (zeit|zeitaufwand)",)),
    # --- Where ---
    (
        _each("wie", "online"),
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
    (_each("wie", "vor-ort"), ("vor ort",)),
    # --- What it takes ---
    (
        _each("ohne_vorkenntnisse", "1"),
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
        _each("ohne_fuehrungszeugnis", "1"),
        (
            "ohne (erweitertes|polizeiliches)? fuehrungszeugnis",
            "kein (erweitertes|polizeiliches)? fuehrungszeugnis (noetig|erforderlich)?",
        ),
    ),
    (
        _each("stufenfrei", "1"),
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
        _each("alter", "16"),
        (
            "(fuer|als) (jugendliche|jugendlicher|teenager|minderjaehrige|minderjaehriger"
            "|schuelerin|teenies)",
            "(unter|u) 18 (jahre|jahren)?",
            "(minderjaehrig|minderjaehrige)",
        ),
    ),
    # --- What it gives ---
    (
        _each("versichert", "1"),
        ("(versichert|unfallversichert)", "mit (versicherung|versicherungsschutz)"),
    ),
    (
        _each("ehrenamtskarte", "1"),
        ("(fuer die|mit|zaehlt fuer die)? (ehrenamtskarte|ehrenamtscard)",),
    ),
    (
        _each("gruppen", "1"),
        (
            "(als|fuer) (gruppe|gruppen|team|teams|firma|firmen|schulklasse|unternehmen)",
            "(mit|fuer) (der|meiner|unserer|die|eine|einer) (klasse|firma|abteilung|schulklasse)",
            "mit (den|meinen|unseren)? (kollegen|kolleginnen|freunden|freundinnen)",
            "(teamtag|teamevent|firmenteam|betriebsausflug|corporate volunteering|social day)",
        ),
    ),
    (
        _each("frei", "1"),
        ("(noch)? freie (plaetze|platz)", "(noch)? plaetze (frei|offen)", "noch frei"),
    ),
    # --- Languages ---
    (_each("sprache", "en"), ("auf englisch", "in englischer sprache")),
    (_each("sprache", "tr"), ("auf tuerkisch", "in tuerkischer sprache")),
    (_each("sprache", "uk"), ("auf ukrainisch", "in ukrainischer sprache")),
    (_each("sprache", "ar"), ("auf arabisch", "in arabischer sprache")),
    (_each("sprache", "ru"), ("auf russisch", "in russischer sprache")),
    (_each("sprache", "pl"), ("auf polnisch", "in polnischer sprache")),
    (_each("sprache", "fr"), ("auf franzoesisch", "in franzoesischer sprache")),
    (_each("sprache", "de-simple"), ("(in|auf)? (leichte|leichter|einfache|einfacher) sprache",)),
)

# Names of places that are words of everyday life as well: a place only after "in", "bei" and the
# like, after a postcode or beside the town's name.
EVERYDAY_NAMES = frozenset(
    (Path(__file__).parent / "everyday_names.txt").read_text(encoding="utf-8").split()
)

_PART = re.compile(r"\(([^)]*)\)(\??)|(\S+?)(\??)(?=\s|\Z)")


def _alternatives(phrase: str) -> Iterator[str]:
    """Every way of saying `phrase`: `(am)? montag` is `montag` and `am montag`."""
    parts: list[list[str]] = []
    for match in _PART.finditer(phrase):
        words = match[1].split("|") if match[1] is not None else [match[3]]
        parts.append([*words, ""] if match[2] or match[4] else words)
    for choice in product(*parts):
        yield " ".join(filter(None, choice))


def _days() -> Iterator[tuple[str, Meaning]]:
    """Every weekday alone and with each time of day: `samstags`, `am Freitagabend`."""
    for value, name in DAYS.items():
        names = (name, "sonnabend") if value == "sa" else (name,)
        for day in names:
            meaning = _each("tag", value)
            short = "(am|an|jeden|immer|nur)?"
            for phrase in _alternatives(f"{short} ({day}|{day}s|{day}en)"):
                yield phrase, meaning
            for time, noun in (*TIMES_OF_DAY.items(), ("vormittags", "morgen")):
                both = (*meaning, ("tageszeit", time))
                for phrase in _alternatives(
                    f"{short} ({day}{noun}|{day}{noun}s|{day}{noun}e|{day}{noun}en)"
                ):
                    yield phrase, both
                for phrase in _alternatives(f"{short} ({day}|{day}s) ({noun}|{noun}s)"):
                    yield phrase, both
    for first, last in ((0, 3), (0, 4), (0, 5), (1, 3), (1, 4)):
        names_between = DAY_ORDER[first : last + 1]
        start, end = DAYS[DAY_ORDER[first]], DAYS[DAY_ORDER[last]]
        for phrase in _alternatives(f"(von)? ({start}|{start}s) bis ({end}|{end}s)"):
            yield phrase, _each("tag", *names_between)


@cache
def phrases() -> dict[str, Meaning]:
    """What each phrase means; the words of a phrase are parted by single spaces."""
    found: dict[str, Meaning] = {}
    for meaning, lines in MEANINGS:
        for line in lines:
            for phrase in _alternatives(line):
                found.setdefault(phrase, meaning)
    for phrase, meaning in _days():
        found.setdefault(phrase, meaning)
    return found


@cache
def phrase_lengths() -> dict[str, tuple[int, ...]]:
    """For each first word of a phrase how many words phrases with it have, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases():
        words = phrase.split(" ")
        lengths.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
