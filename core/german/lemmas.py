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
_ADJECTIVE_ENDINGS = ("e", "en", "em", "er", "es")
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")


def base_form(word: str, lexicon: Lexicon) -> str | None:
    """`kindergarten` for `kindergärten`, `helfer` for `helferinnen`, `alt` for `alten`.

    `word` is in lower case, spelled as the lexicon has it. None for a word that it has not.
    """
    if own := _OWN.get(word):
        return own
    noun, other = lexicon.noun(word), lexicon.other(word)
    lemma = _choose(word, noun, other, lexicon)
    if noun is None and other in (None, word):
        lemma = _uninflected(word, lexicon) or lemma
    if word.endswith(("in", "innen")) and (person := _person(lemma or word, lexicon)):
        return person
    return lemma


def _uninflected(word: str, lexicon: Lexicon) -> str | None:
    """For adjectives of which the lexicon has only the plain form: "gestrickte"."""
    for ending in _ADJECTIVE_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 4:
            lemma = lexicon.other(stem)
            # A participle's base form is the verb.
            if lemma == stem or (lemma and stem.endswith("t")):
                return lemma
    return None


def _choose(word: str, noun: str | None, other: str | None, lexicon: Lexicon) -> str | None:
    if noun is None:
        return other
    if adjective := _adjective(noun, other, lexicon):
        return adjective
    # "spielen" is the verb, though it could be a form of "Spiel"; but "Gruppen" are groups.
    return other if other == word and noun not in (word, word[:-1]) else noun


def _adjective(noun: str, other: str | None, lexicon: Lexicon) -> str | None:
    """What "Ehrenamtliche" and "Ältere" are: `ehrenamtlich`, `alt`. None for a true noun."""
    for ending in ("er", "e"):
        if not noun.endswith(ending):
            continue
        if other and not other.endswith("n") and lexicon.other(noun) == other != noun:
            return other
        stem = noun.removesuffix(ending)
        if len(stem) > 3 and lexicon.other(stem) == stem:
            inflected = (lexicon.other(stem + end) for end in ("er", "en", "es"))
            return stem if stem in inflected else None
    return None


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
