"""Made-up German offers whose words are spread as real ones: a few everywhere, most hardly ever."""

import random
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


def vocabulary() -> list[str]:
    """Some six thousand words, the most frequent first."""
    rng = random.Random(1)
    compounds = [f"{first}{last}" for first, last in product(FIRST_PARTS, LAST_PARTS)]
    rng.shuffle(compounds)
    content = [*_VERBS.split(), *_ADJECTIVES.split(), *(word.capitalize() for word in LAST_PARTS)]
    rng.shuffle(content)
    return [*FUNCTION_WORDS, *content, *compounds]


WORDS = vocabulary()
# Zipf's law: the n-th word comes 1/n times as often as the first.
_CUMULATED = list(accumulate(1 / (place + 3) for place in range(len(WORDS))))


def words(rng: random.Random, number: int) -> list[str]:
    return rng.choices(WORDS, cum_weights=_CUMULATED, k=number)


def sentence(rng: random.Random, number: int) -> str:
    text = " ".join(words(rng, number))
    return f"{text[:1].upper()}{text[1:]}."


def title(rng: random.Random) -> str:
    what = rng.choice(FIRST_PARTS) + rng.choice(LAST_PARTS)
    return f"{rng.choice(SUBJECTS)} für {what} und {rng.choice(WORDS[len(FUNCTION_WORDS) :])}"


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
