"""Made-up German offers whose words are spread as real ones: a few everywhere, most hardly ever."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, product

# From the most frequent on; what binds sentences together comes before what they are about.
_FUNCTION_WORDS = (
    "und die der in Sie für mit wir den zu das eine von bei ist auf im ein oder sich des sind an"
    " werden auch als zum dem aus nach uns einen Ihre zur haben wie es nicht durch Ihnen unser um"
    " über können gerne sowie einer unsere am bis vor alle möchten mehr etwa wenn unter einem dabei"
)
_VERBS = (
    "unterstützen helfen begleiten vorlesen betreuen organisieren spielen kochen backen basteln"
    " spazieren einkaufen fahren übersetzen beraten erklären trainieren singen musizieren pflegen"
    " gärtnern reparieren aufräumen sortieren verteilen zuhören erzählen lernen gestalten planen"
    " wandern malen nähen fotografieren schreiben verkaufen pflanzen bauen besuchen anleiten"
)
_ADJECTIVES = (
    "freundliche regelmäßige gemeinsame engagierte zuverlässige soziale kulturelle ältere junge"
    " geduldige offene kleine große neue gemütliche wöchentliche ehrenamtliche handwerkliche"
    " kreative mobile flexible herzliche hilfsbereite interessierte lebendige nachhaltige"
)
_FIRST_PARTS = (
    "Kinder Senioren Jugend Schul Sport Musik Garten Kirchen Stadt Nachbarschafts Familien Tier"
    " Umwelt Natur Kultur Bücher Lese Sprach Computer Handy Fahrrad Fahr Besuchs Einkaufs Koch"
    " Back Bastel Werkstatt Theater Chor Tanz Fußball Schwimm Wander Museums Heimat Feuerwehr"
    " Rettungs Blut Kranken Pflege Hospiz Trauer Sucht Flüchtlings Integrations Frauen Männer"
    " Eltern Großeltern Ferien Sommer Winter Weihnachts Advents Oster Markt Bürger Quartiers"
    " Dorf Wald Bach Bienen Obst Gemüse Kräuter Suppen Tafel Kleider Möbel Spiel Brett Schach"
    " Film Radio Zeitungs Foto Näh Strick Holz Metall Elektro Solar Klima Energie Verkehrs Bahn"
    " Bus Rad Begegnungs Erzähl Frühstücks Ausflugs Reise"
)
_LAST_PARTS = (
    "hilfe gruppe treff dienst betreuung begleitung projekt werkstatt fest kurs beratung café"
    " patenschaft verein haus zentrum garten schule fahrt stunde runde aktion börse kreis"
    " angebot förderung unterricht team stelle pflege kasse ausgabe sammlung stand lager bibliothek"
    " führung wanderung training turnier probe konzert ausstellung zeitung gespräch lotse"
)
FUNCTION_WORDS = _FUNCTION_WORDS.split()
FIRST_PARTS = _FIRST_PARTS.split()
LAST_PARTS = _LAST_PARTS.split()
SUBJECTS = ("Helfende Hände", "Unterstützung", "Freiwillige", "Menschen mit Herz", "Verstärkung")
SPEAKS_OF_TIME = 0.25  # of descriptions
TIMES = (
    "Wir treffen uns mittwochs von 15 bis 17 Uhr.",
    "Der Dienst ist am Wochenende, meist vormittags.",
    "Mo–Fr ab 16 Uhr, nach Absprache auch abends.",
)


def _zipf(vocabulary: Sequence[str]) -> tuple[Sequence[str], list[float]]:
    """Words, and Zipf's law for them, cumulated: the n-th comes 1/n times as often as the first."""
    return vocabulary, list(accumulate(1 / (place + 3) for place in range(len(vocabulary))))


def _shuffled(vocabulary: Iterable[str]) -> list[str]:
    words = list(vocabulary)
    random.Random(1).shuffle(words)
    return words


def _inflected() -> Iterator[str]:
    yield from _VERBS.split()
    for adjective in _ADJECTIVES.split():
        yield from (adjective, f"{adjective}n", f"{adjective}r")
    for noun in LAST_PARTS:
        yield from (noun.capitalize(), f"{noun.capitalize()}n")
    yield from FIRST_PARTS


# Some four and a half thousand words: those that bind a sentence together, simple ones that say
# what it is about, and compounds; and how many in a hundred words are of each kind.
SIMPLE = _shuffled(_inflected())
COMPOUNDS = _shuffled(f"{first}{last}" for first, last in product(FIRST_PARTS, LAST_PARTS))
KINDS = (_zipf(FUNCTION_WORDS), _zipf(SIMPLE), _zipf(COMPOUNDS))
SHARES = (50, 38, 12)
WORDS = [*SIMPLE, *COMPOUNDS]


def words(rng: random.Random, number: int) -> list[str]:
    kinds = rng.choices(KINDS, SHARES, k=number)
    return [rng.choices(known, cum_weights=weights)[0] for known, weights in kinds]


def sentence(rng: random.Random, number: int) -> str:
    text = " ".join(words(rng, number))
    return f"{text[:1].upper()}{text[1:]}."


def title(rng: random.Random) -> str:
    what = rng.choice(FIRST_PARTS) + rng.choice(LAST_PARTS)
    return f"{rng.choice(SUBJECTS)} für {what} und {rng.choice(WORDS)}"


def description(rng: random.Random) -> str:
    """Rich text of 80 to 100 words."""
    left, paragraphs = rng.randrange(80, 101), []
    while left > 0:
        sizes = [min(left, rng.randrange(8, 17)) for _ in range(2)]
        left -= sum(sizes)
        paragraphs.append("<p>" + " ".join(sentence(rng, size) for size in sizes) + "</p>")
    if rng.random() < SPEAKS_OF_TIME:
        paragraphs.append(f"<p>{rng.choice(TIMES)}</p>")
    return "".join(paragraphs)
