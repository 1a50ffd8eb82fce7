"""Words, place and filters out of one line of text."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from core.geo.places import KnownPlace, PlaceIndex
from opportunities.understanding.phrases import (
    DAY_ORDER,
    EVERYDAY_NAMES,
    phrase_lengths,
    phrases,
)

LONGEST_READ = 300  # characters; what comes after stays plain words
NEIGHBOURHOOD_KM = 60.0  # within which villages elsewhere are known by name
RADII_KM = (2, 5, 10, 25, 50)  # what one can choose
HOURS = (1, 2, 5, 10)
AGES = (14, 16, 18)
LONGEST_PLACE = 4  # words

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_PREPOSITIONS = frozenset({"in", "bei", "nach", "um", "aus", "nahe", "raum", "umkreis", "naehe"})
_BEFORE_PLACE = (
    "in der naehe von",
    "in der umgebung von",
    "rund um",
    "in und um",
    "im umkreis von",
    "im raum",
    "in der stadt",
    "im stadtteil",
    "im ortsteil",
    *sorted(_PREPOSITIONS - {"naehe"}),
)
_PREPOSITIONS_BY_LAST = {
    last: tuple(
        tuple(phrase.split()) for phrase in _BEFORE_PLACE if phrase.rpartition(" ")[2] == last
    )
    for last in {phrase.rpartition(" ")[2] for phrase in _BEFORE_PLACE}
}
_SURROUNDINGS = frozenset({"umgebung", "umland", "umkreis", "naehe"})
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
_PER_WEEK = (
    ("pro", "woche"),
    ("in", "der", "woche"),
    ("die", "woche"),
    ("jede", "woche"),
    ("woechentlich",),
    ("woche",),
)
_SHORT_DAYS = {day.capitalize(): day for day in DAY_ORDER} | {day.upper(): day for day in DAY_ORDER}
_LONG_DAYS = dict(
    zip(
        ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
        DAY_ORDER,
        strict=True,
    )
)
_RANGE = re.compile(r"\s*(?:-|–|bis)\s*")
_LIST = re.compile(r"\.?\s*(?:[,/+&]|und|oder|u\.)\s*")


class Recognised(NamedTuple):
    """A filter value that stood in the text."""

    parameter: str  # as in the address
    value: str
    phrase: str  # as typed
    label: str = ""  # what it means, where that is no choice with a label of its own: a place


class Understood(NamedTuple):
    """The words that are left, and what the others meant."""

    words: str
    recognised: tuple[Recognised, ...] = ()


class Token(NamedTuple):
    key: str  # in lower case, umlauts written out
    start: int
    end: int


@dataclass(slots=True)
class _Reader:
    text: str
    tokens: list[Token]
    places: PlaceIndex
    taken: list[tuple[int, int]]  # spans of tokens, from and up to
    found: list[Recognised]

    def typed(self, first: int, end: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]

    def take(self, first: int, end: int, *meanings: tuple[str, str], label: str = "") -> int:
        """Note what tokens `first` up to `end` mean; returns `end`."""
        phrase = self.typed(first, end)
        known = {(found.parameter, found.value) for found in self.found}
        for parameter, value in meanings:
            if (parameter, value) not in known:
                self.found.append(Recognised(parameter, value, phrase, label))
        self.taken.append((first, end))
        return end

    def between(self, index: int) -> str:
        """What stands between a token and the next."""
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]

    def read(self) -> None:
        index = 0
        while index < len(self.tokens):
            index = (
                self.place(index)
                or self.days(index)
                or self.hours(index)
                or self.age(index)
                or self.phrase(index)
                or index + 1
            )

    # --- Phrases ---

    def phrase(self, index: int) -> int:
        meanings = phrases()
        for length in phrase_lengths().get(self.tokens[index].key, ()):
            end = index + length
            if end <= len(self.tokens):
                words = " ".join(token.key for token in self.tokens[index:end])
                if words in meanings:
                    return self.take(index, end, *meanings[words])
        return 0

    def days(self, index: int) -> int:
        """`Mo-Fr`, `Di und Do`, `Sa.`: days cut short, which are words as well if written small."""
        start = index
        if self.tokens[index].key in {"am", "von", "jeden"} and index + 1 < len(self.tokens):
            index += 1
        day = self._short_day(index)
        if day is None:
            return 0
        days, end = [day], index + 1
        while end < len(self.tokens):
            other = self._short_day(end)
            between = f"{self.between(end - 1)}"
            if other is None and self.tokens[end].key in {"bis", "und", "oder"}:
                between = f"{between}{self.tokens[end].key} "
                end += 1
                other = self._short_day(end) if end < len(self.tokens) else None
                if other is None:
                    end -= 1
                    break
            if other is None:
                break
            if _RANGE.fullmatch(between):
                first, last = DAY_ORDER.index(days[-1]), DAY_ORDER.index(other)
                days += DAY_ORDER[first + 1 : last + 1] if first < last else [other]
            elif _LIST.fullmatch(between):
                days.append(other)
            else:
                break
            end += 1
        # "So" and "Do" alone are words: "So kann ich helfen".
        if len(days) == 1 and day in {"so", "do"} and start == index:
            return 0
        return self.take(start, end, *(("tag", value) for value in days))

    def _short_day(self, index: int) -> str | None:
        token = self.tokens[index]
        if token.end - token.start == 2:
            return _SHORT_DAYS.get(self.text[token.start : token.end])
        return None

    # --- Numbers ---

    def _number(self, index: int) -> float | None:
        key = self.tokens[index].key
        if key[0].isdecimal() and len(key) < 6:
            return float(key.replace(",", "."))
        return _NUMBERS.get(key)

    def hours(self, index: int) -> int:
        """`2 Stunden pro Woche`, `höchstens 5 Std/Woche`."""
        start = index
        if self.tokens[index].key in {"hoechstens", "maximal", "max", "bis", "etwa", "ca", "nur"}:
            index += 1
        if index + 1 >= len(self.tokens) or (number := self._number(index)) is None:
            return 0
        if self.tokens[index + 1].key not in {"stunde", "stunden", "std", "h"}:
            return 0
        for words in _PER_WEEK:
            end = index + 2 + len(words)
            if tuple(token.key for token in self.tokens[index + 2 : end]) == words:
                most = next((hours for hours in HOURS if hours >= number), None)
                return self.take(start, end, *([("stunden", str(most))] if most else []))
        return 0

    def age(self, index: int) -> int:
        """`ab 16 Jahren`, `ich bin 15`, `mit 14`."""
        keys = [token.key for token in self.tokens[index : index + 4]]
        if keys[:2] == ["ich", "bin"]:
            at = 2
        elif keys[:1] in (["ab"], ["mit"]):
            at = 1
        else:
            return 0
        if len(keys) <= at or not re.fullmatch(r"1[0-9]|[2-9][0-9]", keys[at]):
            return 0
        follows = keys[at + 1] if len(keys) > at + 1 else ""
        has_years = follows in {"jahre", "jahren", "jahr", "j"}
        # "ab 16 Uhr" is a time, "mit 20 Kindern" a number of them.
        if not has_years and (follows == "uhr" or keys[0] == "mit"):
            return 0
        age = max((age for age in AGES if age <= int(keys[at])), default=AGES[0])
        return self.take(index, index + at + 1 + has_years, ("alter", str(age)))

    # --- Places ---

    def place(self, index: int) -> int:
        """`in Selm`, `59368`, `Lünen-Brambauer`, `10 km um Werne`."""
        if any(found.parameter == "wo" for found in self.found):
            return 0
        start = index
        radius, index = self._radius(index)
        after_preposition = False
        if words := self._preposition(index) or self._of(index, radius):
            after_preposition = True
            index += words
        if index >= len(self.tokens):
            return 0
        if radius and not after_preposition:
            return 0
        place, end = self._named(index, after_preposition=after_preposition)
        if place is None:
            return 0
        if radius is None:
            radius, end = self._radius_after(end)
        radius = radius or place.radius_km
        return self.take(start, end, ("wo", place.name), ("umkreis", str(radius)), label=place.name)

    def _preposition(self, index: int) -> int:
        """How many words before a place begin at `index`."""
        keys = tuple(token.key for token in self.tokens[index : index + 4])
        lengths = (
            len(words)
            for phrases in _PREPOSITIONS_BY_LAST.values()
            for words in phrases
            if keys[: len(words)] == words
        )
        return max(lengths, default=0)

    def _of(self, index: int, radius: int | None) -> int:
        """`5 km von Selm`: only behind a distance does "von" say where."""
        keys = [token.key for token in self.tokens[index : index + 2]]
        if radius is None or (keys[:1] != ["von"] and keys != ["entfernt", "von"]):
            return 0
        return len(keys) if keys[0] == "entfernt" else 1

    def _radius(self, index: int) -> tuple[int | None, int]:
        """`im Umkreis von 10 km`, `10 km`: the radius to choose, and where to go on."""
        at = index
        for word in ("im", "umkreis", "von"):
            if at < len(self.tokens) and self.tokens[at].key == word:
                at += 1
        if at + 1 >= len(self.tokens) or (number := self._number(at)) is None:
            return None, index
        if self.tokens[at + 1].key not in {"km", "kilometer", "kilometern"}:
            return None, index
        radius = next((radius for radius in RADII_KM if radius >= number), RADII_KM[-1])
        return radius, at + 2

    def _radius_after(self, end: int) -> tuple[int | None, int]:
        """`Selm und Umgebung`, `Selm, Umkreis 10 km`."""
        keys = [token.key for token in self.tokens[end : end + 2]]
        if keys == ["und", "umgebung"] or keys == ["und", "umland"]:
            return 25, end + 2
        if keys[:1] == ["herum"]:
            return None, end + 1
        at = end + 1 if keys[:1] == ["umkreis"] else end
        radius, after = self._radius(at) if at < len(self.tokens) else (None, end)
        return (radius, after) if radius else (None, end)

    def _named(self, index: int, *, after_preposition: bool) -> tuple[KnownPlace | None, int]:
        """The place whose name begins at `index`, and where it ends."""
        token = self.tokens[index]
        if len(token.key) == 5 and token.key.isdecimal():
            return self._postcode(index)
        if index and self.between(index - 1).strip() in {"-", "*", ":", "_"}:
            return None, index
        longest = min(max(LONGEST_PLACE, self.places.longest), len(self.tokens) - index)
        for length in range(longest, 0, -1):
            end = index + length
            is_glued = end < len(self.tokens) and self.between(end - 1) in {"-", "*", ":", "_"}
            if is_glued and not after_preposition:
                continue
            key = " ".join(token.key for token in self.tokens[index:end])
            if place := self._acceptable(key, index, after_preposition=after_preposition):
                # Of "Bochum-Langendreer" the town is known, at least.
                return place, end + is_glued
        return None, index

    def _postcode(self, index: int) -> tuple[KnownPlace | None, int]:
        place = self.places.postcode(self.tokens[index].key)
        end = index + 1
        if place is None:
            return None, index
        # The town behind its postcode says nothing new.
        for length in range(min(LONGEST_PLACE, len(self.tokens) - end), 0, -1):
            key = " ".join(token.key for token in self.tokens[end : end + length])
            town = self.places.exactly(key)
            if town and self.places.is_near(town, place):
                return place, end + length
        return place, end

    def _acceptable(self, key: str, index: int, *, after_preposition: bool) -> KnownPlace | None:
        """The place called `key`, if here it is one and no everyday word."""
        place = self.places.exactly(key)
        is_everyday = key in EVERYDAY_NAMES or key in phrase_lengths()
        if place is None:
            near = self.places.own_nearly(key) if " " not in key else None
            is_certain = after_preposition or len(key) > 7
            return near if near and is_certain else None
        if place.is_own:
            return place if after_preposition or not is_everyday else None
        if place.is_large:
            return (
                place
                if not is_everyday or (after_preposition and self._is_capital(index))
                else None
            )
        if not after_preposition or is_everyday or not self._is_capital(index):
            return None
        return place if self.places.distance_km(place) <= NEIGHBOURHOOD_KM else None

    def _is_capital(self, index: int) -> bool:
        return self.text[self.tokens[index].start].isupper()


def _tokens(text: str) -> list[Token]:
    return [
        Token(match[0].lower().translate(_UMLAUTS), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def understand(text: str, places: PlaceIndex | None = None) -> Understood:
    """What `text`, typed into the one search field, means.

    `places` are those that may be named; without them the site's own, see `placenames`. Never
    raises; of a very long text only the beginning is read, the rest stays words.
    """
    if places is None:
        from opportunities.understanding.placenames import place_names

        places = place_names()
    head, tail = text[:LONGEST_READ], text[LONGEST_READ:]
    reader = _Reader(head, _tokens(head), places, [], [])
    reader.read()
    if not reader.taken:
        return Understood(" ".join(text.split()))
    left, at = [], 0
    for first, end in reader.taken:
        left.append(head[at : reader.tokens[first].start])
        at = reader.tokens[end - 1].end
    left.append(head[at:] + tail)
    return Understood(_tidied(" ".join(left)), tuple(reader.found))


def _tidied(text: str) -> str:
    """Without the punctuation and little words that the removed phrases leave behind."""
    words = [word for word in text.split() if re.search(r"[^\W_]", word)]
    words = [word.strip("-–/,;") for word in words]
    while words and words[-1].lower() in {"und", "oder", "in", "am", "im", "von", "um"}:
        words.pop()
    return " ".join(filter(None, words))
