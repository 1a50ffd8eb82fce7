"""How alike the names of two organisations are.

`Tafel Lünen` and `Lüner Tafel e. V.` are the same but for the legal form, the order and the way
the town is named. So a name becomes a set of words in their base forms, each with a weight: what
tells organisations apart counts in full, where they are and what kind of group they are little.
Words pair up with the most alike of the other name, misspellings included.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from core.german import analyse_word
from core.german.spelling import fold
from core.german.words import STOP_WORDS, WORD

# From this likeness on two names are worth showing side by side.
ALIKE: Final = 0.74

# "e. V.", "e.V. i. Gr.", "gGmbH", "UG (haftungsbeschränkt)", "KdöR" …
_LEGAL_FORM = re.compile(
    r"""(?<!\w)(?:
        (?:n\.?\s?)?e\.?\s?v\.?(?:\s?i\.?\s?g(?:r|ründung)?\.?)?
        | e\.?\s?g\.?
        | g?\s?gmbh(?:\s?&\s?co\.?\s?kg)? | g?ug(?:\s?\(haftungsbeschränkt\))? | gag | gbr
        | kd?ör | aör | a\.?\s?ö\.?\s?r\.?
        | eingetragener\s+verein | gemeinnützige[rs]?(?:\s+verein)?
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"\d{2,4}")

# What many call themselves: it tells hardly anybody apart.
_GENERAL = frozenset(
    [
        "verein",
        "gruppe",
        "initiative",
        "ortsverein",
        "ortsgruppe",
        "ortsverband",
        "stadtverband",
        "kreisverband",
        "kreisgruppe",
        "bezirk",
        "bezirksverband",
        "landesverband",
        "verband",
        "gemeinschaft",
        "club",
        "klub",
        "stadt",
        "gemeinde",
        "kreis",
        "organisation",
        "projekt",
        "ehrenamtlich",
        "freiwillig",
        "st",
        "sankt",
    ]
)
# Names that are hardly ever written out, or hardly ever not.
_ABBREVIATIONS = {
    "awo": "arbeiterwohlfahrt",
    "asb": "arbeitersamariterbund",
    "drk": "deutschrotkreuz",
    "dlrg": "deutschlebensrettungsgesellschaft",
    "nabu": "naturschutzbund",
    "skf": "sozialdienstkatholischfrau",
    "kfd": "katholischfrauengemeinschaft",
    "cvjm": "christlichvereinjungmensch",
    "thw": "technischhilfswerk",
    "ffw": "freiwilligfeuerwehr",
}
_SHORTEST_INITIALS, _LONGEST_INITIALS = 3, 6

_PLACE, _KIND, _NUMBER, _NAME = 0.35, 0.25, 0.15, 1.0
# So much is left of the likeness where each name names another town.
_ELSEWHERE = 0.6


class Word(NamedTuple):
    """A word of a name: what it is compared by, and how much it says."""

    text: str
    weight: float

    @property
    def is_place(self) -> bool:
        return self.weight == _PLACE


class Name(NamedTuple):
    """A name as it is compared: its words in a fixed order, each once."""

    words: tuple[Word, ...]
    joined: str  # what tells apart, written as one word: "Lese Brücke" is "Lesebrücke"

    @property
    def places(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words if word.is_place)

    @property
    def weight(self) -> float:
        return sum(word.weight for word in self.words)


def likeness(one: str, other: str, *, towns: Collection[str] = ()) -> float:
    """How alike two names are, from 0 (nothing in common) to 1 (the same).

    `towns` are names of towns (`Lünen`), known also as `Lüner` and `Lünener`. The order of the two
    names does not matter, nor the order of their words.
    """
    known = frozenset(towns)
    return alike(read_name(one, known), read_name(other, known))


def alike(one: Name, other: Name) -> float:
    """As `likeness`, of names that have been read."""
    if not one.words or not other.words:
        return 0.0
    if one.words == other.words:
        return 1.0
    one, other = _with_initials(one, other), _with_initials(other, one)
    score = 2 * _shared(one, other) / (one.weight + other.weight)
    if one.joined and other.joined:
        # Written together or apart; what is general or a place then counts only to tell apart.
        score = max(score, 0.97 * _as_spelled(one.joined, other.joined))
    if one.places and other.places and not one.places & other.places:
        score *= _ELSEWHERE
    return min(score, 1.0)


@lru_cache(maxsize=20_000)
def read_name(name: str, towns: frozenset[str] = frozenset()) -> Name:
    """The words of a name, as they are compared."""
    without_form = _LEGAL_FORM.sub(" ", name)
    # A name of nothing but "e. V." is still a name.
    found = list(_words(without_form, towns)) or list(_words(name, towns))
    joined = "".join(word.text for word in found if word.weight == _NAME)
    return Name(tuple(sorted(set(found))), joined)


def _words(name: str, towns: frozenset[str]) -> Iterator[Word]:
    places = _places(towns)
    for match in WORD.findall(name):
        folded = fold(match)
        if place := places.get(folded):
            yield Word(place, _PLACE)
        elif _YEAR.fullmatch(folded):
            yield Word(folded, _NUMBER)
        elif folded not in STOP_WORDS:
            for analysed in analyse_word(match):
                text = _ABBREVIATIONS.get(folded, analysed.whole)
                yield Word(text, _KIND if text in _GENERAL else _NAME)


@lru_cache(maxsize=32)
def _places(towns: frozenset[str]) -> dict[str, str]:
    """What stands for a town in a name: `lueneners`, `lueners` … to `luenen`."""
    found: dict[str, str] = {}
    for town in towns:
        folded = fold(town)
        stems = {folded, folded.removesuffix("e"), folded.removesuffix("en")}
        for form in (folded, *(f"{stem}er" for stem in stems), *(f"{stem}ers" for stem in stems)):
            found.setdefault(form, folded)
    return found


def _with_initials(name: Name, other: Name) -> Name:
    """`name` with those words as one that the other abbreviates by their initials."""
    for word in other.words:
        if not (_SHORTEST_INITIALS <= len(word.text) <= _LONGEST_INITIALS) or word.weight != _NAME:
            continue
        spelled = _spelled_out(word.text, name)
        if spelled:
            rest = [one for one in name.words if one not in spelled]
            return Name(tuple(sorted({*rest, word})), "")
    return name


def _spelled_out(initials: str, name: Name) -> set[Word]:
    """Words of the name that begin with these letters, one each."""
    left = [word for word in name.words if not word.is_place]
    chosen: set[Word] = set()
    for letter in initials:
        word = next((one for one in left if one.text.startswith(letter)), None)
        if word is None:
            return set()
        left.remove(word)
        chosen.add(word)
    return chosen


def _shared(one: Name, other: Name) -> float:
    """The weight of the words that pair up, each with the most alike that is left."""
    pairs = [
        (_as_words(mine, theirs), mine, theirs) for mine in one.words for theirs in other.words
    ]
    # The same order whichever of the two names comes first.
    pairs.sort(key=lambda pair: (-pair[0], *sorted(word.text for word in pair[1:])))
    used_mine: set[Word] = set()
    used_theirs: set[Word] = set()
    shared = 0.0
    for likeness_of_both, mine, theirs in pairs:
        if likeness_of_both == 0:
            break
        if mine in used_mine or theirs in used_theirs:
            continue
        used_mine.add(mine)
        used_theirs.add(theirs)
        shared += likeness_of_both * (mine.weight + theirs.weight) / 2
    return shared


def _as_words(one: Word, other: Word) -> float:
    if one.is_place or other.is_place or _NUMBER in (one.weight, other.weight):
        return float(one.text == other.text)
    return _as_spelled(one.text, other.text)


@lru_cache(maxsize=200_000)
def _as_spelled(one: str, other: str) -> float:
    """1 for the same, a little less for a slip of the pen, else 0."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    allowed = 2 if longest >= 9 else 1 if longest >= 5 else 0
    if abs(len(one) - len(other)) > allowed:
        return 0.0
    slips = _slips(one, other)
    return 1 - slips / longest if slips <= allowed else 0.0


def _slips(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, mine in enumerate(one, start=1):
        current = [row]
        for column, theirs in enumerate(other, start=1):
            cost = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (mine != theirs)
            )
            is_swap = (
                row > 1 and column > 1 and mine == other[column - 2] and one[row - 2] == theirs
            )
            current.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, current
    return last[-1]
