"""Where somebody wants to help: a place, and how far around it."""

from pathlib import Path

from core.geo.places import KnownPlace
from opportunities.understanding.line import Line
from opportunities.understanding.phrases import phrase_lengths

NEIGHBOURHOOD_KM = 60.0  # within which villages elsewhere are known by name
RADII_KM = (2, 5, 10, 25, 50)  # what one can choose
LONGEST_PLACE = 4  # words

# Names of places that are words of everyday life as well: a place only after "in", "bei" and the
# like, after a postcode or beside the town's name.
EVERYDAY_NAMES = frozenset(
    (Path(__file__).parent / "everyday_names.txt").read_text(encoding="utf-8").split()
)
# Those of them that are no nouns: with a capital letter they are a place.
_NO_NOUNS = frozenset({"kamen", "leer", "lich", "selb", "werben", "zell"})

_BEFORE_PLACE = tuple(
    phrase.split()
    for phrase in (
        "in",
        "bei",
        "nach",
        "um",
        "aus",
        "nahe",
        "raum",
        "umkreis",
        "in der naehe von",
        "in der umgebung von",
        "rund um",
        "in und um",
        "im umkreis von",
        "im raum",
        "in der stadt",
        "im stadtteil",
        "im ortsteil",
    )
)
_GLUE = frozenset("-*:_")


def read_place(line: Line, index: int) -> int:
    """`in Selm`, `59368`, `Lünen-Brambauer`, `10 km um Werne`."""
    if any(found.parameter == "wo" for found in line.found):
        return 0
    start = index
    radius, index = _radius(line, index)
    after_preposition = False
    if words := _preposition(line, index) or _of(line, index, radius):
        after_preposition = True
        index += words
    if index >= len(line.tokens):
        return 0
    if radius and not after_preposition:
        return 0
    place, end = _named(line, index, after_preposition=after_preposition)
    if place is None:
        return 0
    if radius is None:
        radius, end = _radius_after(line, end)
    radius = radius or place.radius_km
    return line.take(start, end, ("wo", place.name), ("umkreis", str(radius)), label=place.name)


def _preposition(line: Line, index: int) -> int:
    """How many words before a place begin at `index`."""
    keys = line.keys(index, index + 4)
    lengths = (len(words) for words in _BEFORE_PLACE if keys[: len(words)] == words)
    return max(lengths, default=0)


def _of(line: Line, index: int, radius: int | None) -> int:
    """`5 km von Selm`: only behind a distance does "von" say where."""
    keys = line.keys(index, index + 2)
    if radius is None or (keys[:1] != ["von"] and keys != ["entfernt", "von"]):
        return 0
    return len(keys) if keys[0] == "entfernt" else 1


def _radius(line: Line, index: int) -> tuple[int | None, int]:
    """`im Umkreis von 10 km`, `10 km`: the radius to choose, and where to go on."""
    at = index
    for word in ("im", "umkreis", "von"):
        if at < len(line.tokens) and line.tokens[at].key == word:
            at += 1
    if at + 1 >= len(line.tokens) or (number := line.number(at)) is None:
        return None, index
    if line.tokens[at + 1].key not in {"km", "kilometer", "kilometern"}:
        return None, index
    radius = next((radius for radius in RADII_KM if radius >= number), RADII_KM[-1])
    return radius, at + 2


def _radius_after(line: Line, end: int) -> tuple[int | None, int]:
    """`Selm und Umgebung`, `Selm, Umkreis 10 km`."""
    keys = line.keys(end, end + 2)
    if keys in (["und", "umgebung"], ["und", "umland"]):
        return 25, end + 2
    if keys[:1] == ["herum"]:
        return None, end + 1
    at = end + 1 if keys[:1] == ["umkreis"] else end
    radius, after = _radius(line, at) if at < len(line.tokens) else (None, end)
    return (radius, after) if radius else (None, end)


def _named(line: Line, index: int, *, after_preposition: bool) -> tuple[KnownPlace | None, int]:
    """The place whose name begins at `index`, and where it ends."""
    token = line.tokens[index]
    if len(token.key) == 5 and token.key.isdecimal():
        return _postcode(line, index)
    if index and line.between(index - 1).strip() in _GLUE:
        return None, index
    longest = min(max(LONGEST_PLACE, line.places.longest), len(line.tokens) - index)
    for length in range(longest, 0, -1):
        end = index + length
        is_glued = end < len(line.tokens) and line.between(end - 1) in _GLUE
        if is_glued and not after_preposition:
            continue
        key = " ".join(line.keys(index, end))
        if place := _acceptable(line, key, index, after_preposition=after_preposition):
            # Of "Bochum-Langendreer" the town is known, at least.
            return place, end + is_glued
    return None, index


def _postcode(line: Line, index: int) -> tuple[KnownPlace | None, int]:
    place = line.places.postcode(line.tokens[index].key)
    end = index + 1
    if place is None:
        return None, index
    # The town behind its postcode says nothing new.
    for length in range(min(LONGEST_PLACE, len(line.tokens) - end), 0, -1):
        key = " ".join(line.keys(end, end + length))
        town = line.places.exactly(key)
        if town and line.places.is_near(town, place):
            return place, end + length
    return place, end


def _acceptable(line: Line, key: str, index: int, *, after_preposition: bool) -> KnownPlace | None:
    """The place called `key`, if here it is one and no everyday word."""
    place = line.places.exactly(key)
    is_everyday = key in EVERYDAY_NAMES or key in phrase_lengths()
    if place is None:
        near = line.places.own_nearly(key) if " " not in key else None
        is_certain = after_preposition or len(key) > 7
        return near if near and is_certain else None
    if place.is_own:
        return place if after_preposition or not is_everyday else None
    if place.is_large:
        return place if not is_everyday or (after_preposition and line.is_capital(index)) else None
    if not after_preposition or not line.is_capital(index):
        return None
    if is_everyday and key not in _NO_NOUNS:
        return None
    return place if line.places.distance_km(place) <= NEIGHBOURHOOD_KM else None
