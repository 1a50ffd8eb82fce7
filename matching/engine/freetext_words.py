"""The words of what somebody writes about themselves: which mean something, which say nothing."""

import re
from collections.abc import Mapping
from functools import cache

from core.german.words import WORD, analyse_word
from matching.engine.freetext_meanings import MEANT, Answer

# Said of oneself and one's time; in a question they would ask for offers that say the same.
_FILLERS = (
    "wohnen leben komme kommen suchen Suche möchten wollen können würden haben sein gern"
    " gerne lieber"
    " Zeit Rente Rentner Rentnerin pensioniert Ruhestand arbeiten Arbeit Beruf beruflich gelernt"
    " früher jetzt Jahr Woche Stunde Tag Wochenende studieren Student Studentin Frau Mann Leute"
    " machen tun brauchen mögen interessieren Spaß Hauptsache egal höchstens etwas wenig viel"
    " sprechen schicht ideal gut neu"
    " brauche mag suche bin war habe hätte wäre langweilen langweile langweilig Uhr alles irgendwas"
    " irgendetwas irgendwo sinnvoll Sinnvolles helfen Hilfe mithelfen unterstützen engagieren"
    " Engagement Ehrenamt ehrenamtlich freiwillig einbringen beitragen nützlich ziehen gezogen"
    " umgezogen zugezogen aktiv Freude Liebe Hobby Freizeit Monat manchmal gelegentlich"
    " Ahnung Idee Erfahrung Kenntnisse Talent Mensch geschickt Fähigkeit schön toll nett wissen"
    " einfach hallo bitte danke müssen sollen dürfen frei hinkommen alleinerziehend ehemalig"
    " help want would like speak work people only some love can neben Job zwei drei nett festlegen"
    " finden fühlen fühle Anschluss mitmachen anfangen beginnen ausprobieren Aufgabe Tätigkeit"
    " Beschäftigung kennenlernen"
    " Lust weiß beide Freund Freundin Hause Schichtdienst Dienst ausfüllen Kontakt selbst"
)

NEGATIONS = frozenset(
    {
        *("nicht", "nich", "nix", "nichts", "ohne", "ungern", "nie", "niemals", "außer", "ausser"),
        *("hasse", "meide", "vermeide", "bloß", "nein", "allergisch"),
        *("kein", "keine", "keinen", "keiner", "keinem", "keins"),
    }
)


_ALLERGY = re.compile(r"\w*(?:allergie|phobie|\wangst)$", re.I)
# One's own: others can be helped out of theirs.
_FEAR = re.compile(
    r"\b(?:habe?|hätte)\s(?:\w+\s){0,3}angst\b|^\s*angst\svor\b(?!.*\bnehmen\b)", re.I
)


def is_negation(word: str) -> bool:
    return word.lower() in NEGATIONS or bool(_ALLERGY.match(word))


def is_refusal(clause: str) -> bool:
    return bool(_FEAR.search(clause)) or any(map(is_negation, words_of(clause)))


@cache
def meanings() -> Mapping[str, tuple[Answer, ...]]:
    """What each word means, by its base form and by the root of its family."""
    found: dict[str, dict[Answer, None]] = {}
    for answer, words in MEANT.items():
        for word in words.split():
            for key in keys_of(word):
                found.setdefault(key, {})[answer] = None
    return {key: tuple(answers) for key, answers in found.items()}


@cache
def fillers() -> frozenset[str]:
    return frozenset(key for word in _FILLERS.split() for key in keys_of(word))


def is_for_nothing(word: str) -> bool:
    """Whether no offer is to be found by it: a filler, or a word that says nothing anywhere."""
    return not keys_of(word).isdisjoint(fillers()) or all(
        one.is_stop_word for one in analyse_word(word)
    )


def keys_of(word: str) -> set[str]:
    """The base form of a word and the root of its family."""
    return {key for one in analyse_word(word) for key in (one.whole, one.root) if key}


def keys_in_text(word: str) -> set[str]:
    """The same of a word as written; of a compound that means nothing as a whole, its parts'."""
    keys = keys_of(word)
    if meanings().keys().isdisjoint(keys):
        parts = (part for one in analyse_word(word) for part in one.parts)
        keys |= {key for part in parts for key in (part.whole, part.root)}
    return keys


def words_of(text: str) -> list[str]:
    return WORD.findall(text)
