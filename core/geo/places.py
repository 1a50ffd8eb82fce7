"""Places by the names that people type: `Luenen`, `Selm-Bork`, `59368`, `Bergkammen`.

Villages share their names with each other and with everyday words; so an index knows its own
places, those that its owner's business is about, from all the others, and answers the nearest.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from core.geo.distance import distance_km
from core.geo.postcodes import places_with, postcode_areas

LARGE = 3  # postcodes; a town with as many is known beyond its own district
SHORTEST_MISSPELT = 5  # letters of a name in which one may be wrong, in running text
SHORTEST_SAID = 4  # the same where somebody was asked for a place: `Sellm`
LONGEST_NAME = 80

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ẞ": "ss"}
)
_DOTS_LOST = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "a", "Ö": "o", "Ü": "u"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A point with a name, in WGS 84 degrees."""

    name: str  # finds this very place again: `Selm`, `Lünen-Brambauer`, `59368`
    latitude: float
    longitude: float
    radius_km: int  # how far around it still counts as there
    other_names: tuple[str, ...] = ()
    is_own: bool = False
    is_large: bool = False


def name_key(name: str) -> str:
    """What two spellings of a name have in common: case, umlauts, hyphens."""
    return " ".join(_WORD.findall(name.translate(_UMLAUTS).casefold()))


class PlaceIndex:
    """Places by name; made once, then only read.

    `own` are the places that count first, in the order of their importance. A name that several
    places carry means the first own one, else the one nearest to the own places.
    """

    def __init__(self, own: Iterable[KnownPlace]) -> None:
        self._own: dict[str, KnownPlace] = {}
        for place in own:
            for name in (place.name, *place.other_names):
                for spelling in _spellings(name):
                    self._own.setdefault(spelling, replace(place, is_own=True))
        first = next(iter(self._own.values()), None)
        self._middle = (first.latitude, first.longitude) if first else None
        self._misspelt = _misspellings(self._own)
        self.longest = max(
            (key.count(" ") + 1 for key in self._own), default=1
        )  # in words, of an own name

    def exactly(self, key: str) -> KnownPlace | None:
        """The place of a `name_key`; own places first, then all of Germany's."""
        return self._own.get(key) or self._elsewhere(key)

    def own_nearly(self, key: str, *, shortest: int = SHORTEST_MISSPELT) -> KnownPlace | None:
        """The own place whose name differs from `key` by a typing mistake; None if unclear.

        Names and keys of fewer than `shortest` letters are left alone.
        """
        if len(key) < shortest or len(key) > LONGEST_NAME:
            return None
        found = {
            self._own[name].name: self._own[name]
            for variant in _deletions(key)
            for name in self._misspelt.get(variant, ())
            if len(name) >= shortest and _distance_at_most_one(key, name)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def find(self, text: str) -> KnownPlace | None:
        """The place that a person means by `text`: a name, a postcode, or both."""
        key = name_key(text[:LONGEST_NAME])
        for word in key.split():
            if postcode := self.postcode(word):
                return postcode
        return self.exactly(key) or self.own_nearly(key, shortest=SHORTEST_SAID)

    def postcode(self, text: str) -> KnownPlace | None:
        """The middle of a postcode's area; None if there is no such postcode."""
        areas = places_with(text)
        if not areas:
            return None
        return KnownPlace(
            name=text,
            latitude=sum(area.latitude for area in areas) / len(areas),
            longitude=sum(area.longitude for area in areas) / len(areas),
            radius_km=5,
        )

    def distance_km(self, place: KnownPlace) -> float:
        """How far `place` is from the first own place; 0 if there is none."""
        if self._middle is None:
            return 0.0
        return distance_km(*self._middle, place.latitude, place.longitude)

    @staticmethod
    def is_near(place: KnownPlace, other: KnownPlace) -> bool:
        """Whether the two may be called by one name: a town and its postcode."""
        apart = distance_km(place.latitude, place.longitude, other.latitude, other.longitude)
        return apart <= place.radius_km + other.radius_km

    def _elsewhere(self, key: str) -> KnownPlace | None:
        candidates = _all_places().get(key, ())
        return min(candidates, key=self.distance_km, default=None)


def _spellings(name: str) -> Iterator[str]:
    """Keys under which `name` is found: with `ue`, and with the dots forgotten."""
    yield name_key(name)
    yield name_key(name.translate(_DOTS_LOST))


@cache
def _all_places() -> dict[str, tuple[KnownPlace, ...]]:
    """All that carry a postcode, by their keys; parts of cities stand as `hamburg eppendorf`."""
    areas = sorted(
        (area.place, area.district_code, area.postcode, area.latitude, area.longitude)
        for places in postcode_areas().values()
        for area in places
    )
    found: dict[str, list[KnownPlace]] = defaultdict(list)
    for (name, _district), group in groupby(areas, key=lambda area: area[:2]):
        same = list(group)
        count = len(same)
        place = KnownPlace(
            name=name,
            latitude=sum(area[3] for area in same) / count,
            longitude=sum(area[4] for area in same) / count,
            radius_km=10 if count < LARGE * LARGE else 25,
            is_large=count >= LARGE,
        )
        for spelling in set(_spellings(name)):
            found[spelling].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _deletions(key: str) -> Iterator[str]:
    """`key` and what is left of it without any one letter."""
    yield key
    for position in range(len(key)):
        yield key[:position] + key[position + 1 :]


def _misspellings(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if len(key) >= SHORTEST_SAID:
            for variant in set(_deletions(key)):
                found[variant].append(key)
    return dict(found)


def _distance_at_most_one(first: str, second: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours swapped."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    one, other = first[start:], second[start:]
    if len(one) == len(other):
        swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
        return swapped or one[1:] == other[1:]
    return one[1:] == other if len(one) > len(other) else one == other[1:]
