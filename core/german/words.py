"""What a text's words are to the search: each word analysed once and then remembered."""

import re
from functools import lru_cache
from typing import NamedTuple

from core.german import compounds
from core.german.families import root
from core.german.lemmas import base_form
from core.german.lexicon import lexicon
from core.german.spelling import fold
from core.german.tables import read_words

# A word with what may follow it where all genders are meant: "Helfer*innen", "Helfer/-in",
# "Helfer(innen)", "Senior_innen", "Schüler:innenrat".
WORD = re.compile(r"[^\W_]+(?:(?:[*:_·•]+|/-?)[Ii]n(?:nen[^\W_]*)?(?![^\W_])|\([Ii]n(?:nen)?\))?")
# "Pate*in" is Pate or Patin, so an e before the mark goes.
_GENDER = re.compile(r"e?([*:_·•/(-]+)([Ii]n(?:nen)?)")
_LONGEST_TERM = 64

STOP_WORDS = frozenset(map(fold, read_words("stopwords.txt")))
# Roots that say little in a question, for nearly every document has to do with them.
GENERIC_ROOTS = frozenset(map(fold, read_words("generic.txt")))


# The roots of the words of a phrase, by which synonyms are looked up.
Phrase = tuple[str, ...]


class Form(NamedTuple):
    """A word's base form and the root of its family, folded (`core.german.spelling.fold`)."""

    whole: str
    root: str


class Analysed(NamedTuple):
    """A word as the index sees it, and the parts it is made of, if it is a compound."""

    whole: str
    root: str
    parts: tuple[Form, ...]
    is_stop_word: bool

    @property
    def terms(self) -> tuple[str, ...]:
        """The word, its root, its parts with theirs: each once, in this order."""
        forms = (self.whole, self.root, *(term for part in self.parts for term in part))
        return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=20_000)
def analyse_word(word: str) -> tuple[Analysed, ...]:
    """A match of `WORD`, analysed: nearly always one, two where a slash joined two words."""
    if word.isalnum():
        return (_analyse(word.lower()),)
    if "/" in word:
        first, _, second = word.partition("/")
        joined = _analyse(_GENDER.sub(r"\2", word).rstrip(")").lower())
        if fold(joined.whole).endswith(("in", "innen")):
            # "Eltern und/in Schulen": no feminine form came of it.
            return (*analyse_word(first), *analyse_word(second.lstrip("-")))
        return (joined,)
    return (_analyse(_GENDER.sub(r"\2", word, count=1).rstrip(")").lower()),)


def _analyse(word: str) -> Analysed:
    folded = fold(word)[:_LONGEST_TERM]
    if folded in STOP_WORDS or len(folded) < 2 or not word.isalpha():
        return Analysed(folded, folded, (), folded in STOP_WORDS or not folded)
    known = lexicon()
    spelled = known.spelled(word[:_LONGEST_TERM])
    lemma = base_form(spelled, known)
    if lemma is None:
        lemma = compounds.base_form_by_head(spelled, known)
        made_of = compounds.parts(spelled, known)
    else:
        made_of = compounds.parts_of_known(spelled, lemma, known)
    return Analysed(
        whole=fold(lemma),
        root=fold(root(lemma, known)),
        parts=tuple(Form(fold(part), fold(root(part, known))) for part in made_of),
        is_stop_word=False,
    )


def analyse(text: str, *, keep_stop_words: bool = False) -> list[str]:
    """The terms of a German text, in its order.

    Each word gives its base form, the verb behind it and, if it is a compound, its parts:
    `Hausaufgabenhilfe` gives `hausaufgabenhilfe`, `hausaufgabe`, `hilfe`, `helfen`. Words that
    say nothing are left out, unless `keep_stop_words`: for names of places, one of which may be
    called `Werden`.
    """
    return [term for word in WORD.findall(text) for term in terms_of_word(word, keep_stop_words)]


@lru_cache(maxsize=20_000)
def terms_of_word(word: str, keep_stop_words: bool = False) -> tuple[str, ...]:
    """What `analyse` makes of a single match of `WORD`."""
    return tuple(
        term
        for analysed in analyse_word(word)
        if analysed.whole and (keep_stop_words or not analysed.is_stop_word)
        for term in analysed.terms
    )


def read_phrase(text: str) -> Phrase:
    """The roots of the words of `text` that say something, for looking up synonyms."""
    return tuple(
        analysed.root
        for word in WORD.findall(text)
        for analysed in analyse_word(word)
        if analysed.root and not analysed.is_stop_word
    )
