"""The German words that simplemma knows, asked without regard to case and spelling.

simplemma's own dictionary takes 112 MB as a `dict`; read as a stream it takes 19 MB and a few
microseconds a question, which only new words cost (`core.german.words` remembers). Most questions
of the compound splitter are about what is no word at all: a bitmap of 2 MB answers those.
"""

from collections.abc import Mapping
from functools import cache

from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from core.german.spelling import readings

_BITS = 24  # 16 million bits for 1.1 million words: one no-word in fifteen passes


class Lexicon:
    """Base forms of nouns (written with a capital) and of all other words."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = entries
        self._bitmap = bytearray(1 << _BITS >> 3)
        for word in entries:
            place = hash(word) & ((1 << _BITS) - 1)
            self._bitmap[place >> 3] |= 1 << (place & 7)

    def _lemma(self, word: str) -> str | None:
        place = hash(word) & ((1 << _BITS) - 1)
        if not self._bitmap[place >> 3] & (1 << (place & 7)):
            return None
        return self._entries.get(word)

    def noun(self, word: str) -> str | None:
        """The base form, in lower case, of the noun that lower-case `word` is a form of."""
        lemma = self._lemma(word[:1].upper() + word[1:])
        return lemma.lower() if lemma and lemma[:1].isupper() else None

    def other(self, word: str) -> str | None:
        """The base form of the verb, adjective, … that lower-case `word` is a form of."""
        lemma = self._lemma(word)
        return lemma.lower() if lemma else None

    def knows(self, word: str) -> bool:
        return self.noun(word) is not None or self.other(word) is not None

    def spelled(self, word: str) -> str:
        """`word` as the lexicon writes it (`Kindergaerten` as `kindergärten`), else as it is."""
        if self.knows(word):
            # "Strasse" is a form of "Strass" too, "Masse" is a word of its own beside "Maße".
            if "ss" not in word or word in (self.noun(word), self.other(word)):
                return word
            alternatives = (read for read in readings(word) if "ß" in read)
        else:
            alternatives = readings(word)
        return next((read for read in alternatives if self.knows(read)), word)


@cache
def lexicon() -> Lexicon:
    """The one of this process, read at the first question (about two seconds)."""
    return Lexicon(LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de"))
