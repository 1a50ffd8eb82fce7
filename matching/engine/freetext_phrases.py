"""What only whole phrases say of somebody: age, way, German, hours; and what is left unread."""

import re
from typing import NamedTuple

from opportunities.catalogue.facets import TIMES_OF_DAY

# A limit, and no refusal: "nicht weiter als 5 km von Selm".
_LIMIT = re.compile(r"\bnicht (?:weiter|mehr|länger|öfter) als\b", re.I)
# Where one thing is put before another, only that is meant: "lieber drinnen als draußen".
_RATHER = re.compile(
    r"(\b(?:lieber|eher)\s+(?!als\b)[^,.;:!?]+?)\s+(?:als|statt)\s[^,.;:!?]+", re.I
)
_NO_FEAR = re.compile(r"\bkeine angst\b", re.I)
# What somebody is or suffers from is nobody's business, and no wish: "ich sitze im Rollstuhl".
# Who does something about it says what they can: "ich bin Krankenschwester".
_AFFLICTED = (
    r"rollstuhl|(?!\w*(?:schwester|pfleg|berat|hilfe|helfer|therap|arzt|ärzt|haus|seelsorg))"
    r"(?:behinder|krank|gehörlos|blind|krebs|demen|depress|autis|sucht|abhängig|obdachlos"
    r"|wohnungslos|geflüchtet|flüchtling|migrant|muslim|christ|evangel|kathol|jüdisch)\w*"
)
_ONESELF = re.compile(
    r"\b(?:ich )?(?:bin(?:\s+(?!mit\b|für\b)[\w-]+)?|sitze\s+im|leide\s+(?:an|unter)"
    rf"|(?:habe|hab)(?:\s+eine?n?)?)\s+(?:schüler(?:in)?|{_AFFLICTED})\b|^schüler(?:in)?\b",
    re.I,
)
# Nor is where somebody was born. A trade has an article, as few countries have: "aus der Pflege".
_ORIGIN = re.compile(
    r"\b(?:komm(?:e|en)|stamm(?:e|en)|bin|sind)\s+(?:ursprünglich\s+|gebürtig\s+|eigentlich\s+)?aus\s+"
    r"(?:(?:der|dem|den)\s+(?:ukraine|türkei|schweiz|slowakei|mongolei|usa|iran|irak|sudan|kongo"
    r"|libanon|jemen|senegal|kosovo)|(?!der\b|dem\b|den\b)[\w-]+)\b",
    re.I,
)
_CHILDREN = r"(?:kind(?:er|ern)?|sohn|söhnen|tochter|töchtern|zwillingen?|enkel\w*|baby)\b"
# Nor for whom one cares at home: it is no wish to care for more.
_OWN_FAMILY = re.compile(
    rf"\b(?:mama|mutter|papa|vater|eltern|oma|opa)\s+von\s+(?:[\w-]+\s+)?{_CHILDREN}"
    r"|\b(?:habe?|haben)\s+(?:selbst\s+|auch\s+)?(?:ein|zwei|drei|vier|fünf|kleine|\d)\s+"
    rf"(?:kleine[s]?\s+)?{_CHILDREN}"
    r"|\b(?:wenn|während|solange)\s+(?:die|meine)\s+kinder\s+(?:in\s+der\s+(?:schule|kita)"
    r"|im\s+kindergarten)(?:\s+sind)?\b",
    re.I,
)
_COMPANY = re.compile(
    rf"\b(?:zusammen\s+|gemeinsam\s+)?mit\s+meine[nmr]\s+(?:[\w-]+\s+)?{_CHILDREN}"
    r"(?:\s+(?:zusammen|gemeinsam))?",
    re.I,
)
# With a small letter it is hardly an addiction: "Rentner sucht Aufgabe".
_SEEKS = re.compile(r"(?<!bei )(?<!gegen )(?<!mit )(?<!von )\bsucht\b")
_NEARBY = re.compile(
    r"\b(?:in|aus)\s+(?:der|meiner|unserer)\s+nähe(?:\s+(?:von|vom|des)(?:\s+bahnhofs?)?)?\b", re.I
)
_HOUR = r"(?:ca\.? |etwa )?(\d{1,2})(?:[:.]\d\d)? ?(?:uhr|h)\b"
_FROM_HOUR = re.compile(rf"\b(?:ab|nach|von) {_HOUR}", re.I)
_TO_HOUR = re.compile(rf"\b(?:bis|vor) {_HOUR}", re.I)
_AGE = re.compile(
    r"\b(?:ich bin|bin|werde|wir sind (?:beide|alle)) (\d{2})\b(?! ?(?:uhr|prozent|%))"
    r"(?: jahre)?(?: alt| jung)?"
    r"|\b(\d{2}) jahre (?:alt|jung)\b"
    r"|\b(?:schüler|schülerin|student|studentin|rentner|rentnerin|azubi),? (\d{2})(?: jahre?)?\b",
    re.I,
)
_TRAVEL = (
    (re.compile(r"\b(?:ohne|kein|keinen) (?:auto|pkw|führerschein)\b", re.I), "bus"),
    (
        re.compile(
            r"\bmit (?:dem|meinem) (?:fahr)?rad\b|\bradle\b"
            r"|\b(?:habe?|nur|besitze) (?:nur )?ein (?:fahr)?rad\b"
            r"|\b(?:ich )?(?:fahre|komme) (?:nur |viel |gerne? |immer )?(?:fahr)?rad\b",
            re.I,
        ),
        "rad",
    ),
    (re.compile(r"\b(?:mit (?:dem )?bus|mit bahn|mit öffentlichen)\b", re.I), "bus"),
    (re.compile(r"\bmit (?:dem|meinem) (?:auto|wagen|pkw)\b", re.I), "auto"),
    (re.compile(r"\bzu fuß\b", re.I), "fuss"),
)
_GERMAN = (
    (re.compile(r"\b(?:kaum|kein) deutsch\b", re.I), "kaum"),
    (
        re.compile(
            r"\bmein deutsch ist (?:\w+ )?(?:nicht|schlecht|schwach)|\bdeutsch lerne ich"
            r"|\bnicht (?:so |sehr )?gut deutsch|\bdeutsch (?:noch )?nicht (?:so |sehr )?gut"
            r"|\b(?:wenig|etwas|ein bisschen) deutsch\b|\blerne (?:noch |gerade )?deutsch\b",
            re.I,
        ),
        "etwas",
    ),
)
_TRAIN = re.compile(r"\b(?:was|etwas|neues|viel) (?:dazu)?lernen\b", re.I)


class Phrase(NamedTuple):
    """What several words said."""

    parameter: str
    value: str
    words: str


def read_phrases(text: str) -> tuple[str, list[Phrase]]:
    """What whole phrases say, wherever they stand, and the text without what is no wish."""
    text = _SEEKS.sub("suche", text)
    text, said = _RATHER.sub(r"\1", _NO_FEAR.sub(" ", _LIMIT.sub("höchstens", text))), []
    if match := _AGE.search(text):
        said.append(Phrase("alter", match[1] or match[2] or match[3], match[0]))
        text = text.replace(match[0], " ", 1)
    for parameter, patterns in (("weg", _TRAVEL), ("deutsch", _GERMAN)):
        for pattern, value in patterns:
            if match := pattern.search(text):
                said.append(Phrase(parameter, value, match[0]))
                text = text.replace(match[0], " ", 1)
                break
    if match := _TRAIN.search(text):
        said.append(Phrase("gewinn", "lernen", match[0]))
    return _OWN_FAMILY.sub(" ", _ONESELF.sub(" ", _NEARBY.sub("in", text))), said


def without_company(text: str) -> tuple[str, list[str]]:
    """The text without those whom somebody would bring along: no offer says whether they may."""
    return _COMPANY.sub(" ", text), [match[0] for match in _COMPANY.finditer(text)]


def without_origin(text: str) -> str:
    """The text without where somebody comes from; after places of the region have been read."""
    return _ORIGIN.sub(" ", text)


def times_of_day(clause: str) -> list[str]:
    """The parts of the day that hours allow: "ab 17 Uhr"."""
    first, last = 0, 24
    if match := _FROM_HOUR.search(clause):
        first = int(match[1])
    if match := _TO_HOUR.search(clause):
        last = int(match[1])
    if (first, last) == (0, 24):
        return []
    # A part counts if two hours of it are left.
    ends = zip(TIMES_OF_DAY, (8, 12, 18), (12, 18, 22), strict=True)
    return [name for name, start, end in ends if min(last, end) - max(first, start) >= 2]
