"""The base form of a single word, without regard to case, gender and number."""

from core.german.lexicon import Lexicon
from core.german.tables import read_pairs

# Where the general rules choose wrongly.
_OWN = {word: base for word, (base, *_) in read_pairs("lemmas.txt").items()}

# What people are called whose feminine form ends in "-in".
_PERSON_ENDINGS = (
    "er", "or", "ör", "ist", "ent", "ant", "eur", "är", "ar", "at", "et", "ling", "wirt", "arzt",
    "freund", "feind", "koch", "gott", "held", "chef", "prinz", "nachbar", "abt", "graf", "mönch",
    "wart", "anwalt", "rat", "dieb", "gemahl", "bub", "vogt", "schmied",
)  # fmt: skip
_WEAK_PERSON_ENDINGS = (
    "pate", "kollege", "kunde", "bote", "experte", "loge", "goge", "soge", "loge", "nome", "pole",
    "russe", "türke", "grieche", "kurde", "franzose", "däne", "schwede", "chinese", "genosse",
    "zeuge", "laie", "riese", "gatte", "erbe", "junge", "jude", "brite", "schotte", "ire",
    "schwabe", "hesse", "sachse", "rumäne", "bulgare", "kroate", "serbe", "slowene", "mongole",
    "afghane", "vietnamese", "soziale", "gefährte", "nachfahre", "biologe", "schütze", "lotse",
    "pädagoge", "therapeute", "bürge", "gehilfe", "beamte", "verwandte", "insasse", "sklave",
)  # fmt: skip
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")


def base_form(word: str, lexicon: Lexicon) -> str | None:
    """`kindergarten` for `kindergärten`, `helfer` for `helferinnen`, `alt` for `alten`.

    `word` is in lower case, spelled as the lexicon has it. None for a word that it has not.
    """
    if own := _OWN.get(word):
        return own
    noun, other = lexicon.noun(word), lexicon.other(word)
    lemma = _choose(word, noun, other)
    if word.endswith(("in", "innen")) and (person := _person(lemma or word, lexicon)):
        return person
    return lemma


def _choose(word: str, noun: str | None, other: str | None) -> str | None:
    if noun is None or other is None:
        return noun or other
    if other == word and noun != word:
        # "spielen" is the verb, though it could be a form of "Spiel".
        return other
    if noun.startswith(other):
        # "Ehrenamtliche" are who is "ehrenamtlich"; but "der Hof" is not "hof".
        return other if noun.removeprefix(other) in ("e", "er", "es", "en") else noun
    return noun


def _person(word: str, lexicon: Lexicon) -> str | None:
    stem = word.removesuffix("nen") if word.endswith("innen") else word
    stem = stem.removesuffix("in")
    if len(stem) < 3:
        return None
    for base in (stem, stem.translate(_WITHOUT_UMLAUT)):
        if base.endswith(_PERSON_ENDINGS) and len(base) > 3 and lexicon.noun(base) == base:
            return base
        if f"{base}e".endswith(_WEAK_PERSON_ENDINGS) and lexicon.noun(f"{base}e"):
            return f"{base}e"
    return None
