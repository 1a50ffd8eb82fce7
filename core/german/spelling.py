"""One spelling for a letter that German writes in several ways."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

_FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o"}
)
_UMLAUTED = re.compile("ae|oe|ue|ss")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
# Beyond this many places the ways to read a word double too often to try them all.
_MOST_PLACES = 4


def fold(word: str) -> str:
    """The form in which terms are compared: lower case, `ä` as `ae`, `ß` as `ss`, no accents.

    `Lünen` and `Luenen` become the same. Nothing is read into an `ue` that was written so:
    `Museum` and `neue` stay what they are, for the fold only ever writes `ü` out.
    """
    word = word.lower()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFC", word).translate(_FOLDED)
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if letter.isalnum()).lower()


def readings(word: str) -> Iterator[str]:
    """Spellings that a lower-case `word` may stand for, without itself.

    `bücher` for `buecher`, `straße` for `strasse`; which of them are words, the lexicon knows.
    """
    places = [match.span() for match in _UMLAUTED.finditer(word)]
    if not places or len(places) > _MOST_PLACES:
        return
    for chosen in product((True, False), repeat=len(places)):
        if not any(chosen):
            return
        read, end = "", 0
        for (start, stop), as_umlaut in zip(places, chosen, strict=True):
            pair = word[start:stop]
            read += word[end:start] + (_UMLAUTS[pair] if as_umlaut else pair)
            end = stop
        yield read + word[end:]
