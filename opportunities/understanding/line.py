"""The line of text that somebody typed, word by word, and what has been found in it."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from core.geo.places import PlaceIndex

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_NUMBERS = {
    **dict.fromkeys(("ein", "eine", "einer", "einen"), 1.0),
    "zwei": 2.0,
    "drei": 3.0,
    "vier": 4.0,
    "fuenf": 5.0,
    "sechs": 6.0,
    "acht": 8.0,
    "zehn": 10.0,
}


class Recognised(NamedTuple):
    """A filter value that stood in the text."""

    parameter: str  # as in the address
    value: str
    phrase: str  # as typed
    label: str = ""  # what it means, where that is no choice with a label of its own: a place


class Token(NamedTuple):
    """A word or a number."""

    key: str  # in lower case, umlauts written out
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """A line on its way from words to meanings.

    Those who read it are given the index of a token and answer where to go on, or 0 where nothing
    begins that they know.
    """

    text: str
    tokens: list[Token]
    places: PlaceIndex  # that may be named
    taken: list[tuple[int, int]] = field(default_factory=list)  # spans of tokens, from and up to
    found: list[Recognised] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, places: PlaceIndex) -> Self:
        tokens = [
            Token(match[0].lower().translate(_UMLAUTS), match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]
        return cls(text, tokens, places)

    def take(self, first: int, end: int, *meanings: tuple[str, str], label: str = "") -> int:
        """Note what tokens `first` up to `end` mean; returns `end`."""
        phrase = self.text[self.tokens[first].start : self.tokens[end - 1].end]
        known = {(found.parameter, found.value) for found in self.found}
        for parameter, value in meanings:
            if (parameter, value) not in known:
                self.found.append(Recognised(parameter, value, phrase, label))
        self.taken.append((first, end))
        return end

    def keys(self, first: int, end: int) -> list[str]:
        """Tokens `first` up to `end`, as far as there are any."""
        return [token.key for token in self.tokens[first:end]]

    def between(self, index: int) -> str:
        """What stands between a token and the next."""
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]

    def number(self, index: int) -> float | None:
        """The number that a token is, in digits or in letters."""
        key = self.tokens[index].key
        if key[0].isdecimal() and len(key) < 6:
            return float(key.replace(",", "."))
        return _NUMBERS.get(key)

    def is_capital(self, index: int) -> bool:
        return self.text[self.tokens[index].start].isupper()
