"""The German words that simplemma knows, asked without regard to case and spelling.

simplemma's own dictionary takes 112 MB as a `dict`; read as a stream it takes 19 MB, but tens of
microseconds a question. Here its 1.1 million entries are columns of hashes and of numbers of base
forms: 18 MB, a microsecond a question. Most questions of the compound splitter are about what is
no word at all; a bitmap answers those even faster.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
from simplemma.strategies.dictionaries import dictionary_factory, frontcode

from core.german.spelling import readings

_BITS = (1 << 24) - 1  # 16 million bits for 1.1 million words: one no-word in fifteen passes
_HASH = (1 << 64) - 1


class Lexicon:
    """Base forms of nouns (written with a capital) and of all other words.

    Entries are pairs of a word and its base form. Two words with the same 64-bit hash would be
    taken for one; among a million that happens once in a hundred million processes.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        numbers: dict[str, int] = {}
        hashes, lemmas = array("Q"), array("I")
        for word, lemma in entries:
            hashes.append(hash(word) & _HASH)
            lemmas.append(numbers.setdefault(lemma, len(numbers)))
        ends, text = array("I", [0]), bytearray()
        for lemma in numbers:
            text += lemma.encode()
            ends.append(len(text))
        unsorted = np.frombuffer(hashes, np.uint64) if hashes else np.empty(0, np.uint64)
        order = np.argsort(unsorted)
        bitmap = np.zeros(_BITS + 1, bool)
        bitmap[unsorted & np.uint64(_BITS)] = True
        self._hashes = array("Q", unsorted[order].tobytes())
        self._lemmas = array("I", np.array(lemmas, np.uint32)[order].tobytes())
        self._ends = ends
        self._text = bytes(text)
        self._bitmap = np.packbits(bitmap, bitorder="little").tobytes()

    def _lemma(self, word: str) -> str | None:
        wanted = hash(word) & _HASH
        bit = wanted & _BITS
        if not self._bitmap[bit >> 3] & (1 << (bit & 7)):
            return None
        place = bisect_left(self._hashes, wanted)
        if place == len(self._hashes) or self._hashes[place] != wanted:
            return None
        number = self._lemmas[place]
        return self._text[self._ends[number] : self._ends[number + 1]].decode()

    def noun(self, word: str) -> str | None:
        """The base form, in lower case, of the noun that lower-case `word` is a form of."""
        lemma = self._lemma(word.capitalize())
        return lemma.lower() if lemma and lemma[:1].isupper() else None

    def other(self, word: str) -> str | None:
        """The base form of the verb, adjective, … that lower-case `word` is a form of."""
        lemma = self._lemma(word)
        return lemma.lower() if lemma else None

    def knows(self, word: str) -> bool:
        return self.noun(word) is not None or self.other(word) is not None

    def spelled(self, word: str) -> str:
        """`word` as the lexicon writes it (`Kindergaerten` as `kindergärten`), else as it is."""
        if "e" not in word and "ss" not in word:
            return word
        alternatives = readings(word)
        if self.knows(word):
            # "Strasse" is a form of "Strass" too, "Masse" is a word of its own beside "Maße".
            if "ss" not in word or word in (self.noun(word), self.other(word)):
                return word
            alternatives = (read for read in alternatives if "ß" in read)
        return next((read for read in alternatives if self.knows(read)), word)


@cache
def lexicon() -> Lexicon:
    """The one of this process, read at the first question (about two seconds)."""
    return Lexicon(_entries())


def _entries() -> Iterator[tuple[str, str]]:
    """simplemma's German words and their base forms.

    Read record by record, as its own `StreamMap` does: its public ways are a `dict`, of which
    60 MB would stay with the process after it is dropped, and a mapping too slow to go through.
    """
    data = dictionary_factory._read_decompressed("de")
    backwards, _count, start = frontcode._read_header(data)
    step = -1 if backwards else 1
    for _place, word, lemma in frontcode._iter_records(data, start):
        yield word[::step].decode(), lemma[::step].decode()
