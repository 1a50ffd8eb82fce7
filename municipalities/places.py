"""From what people call a place to where it lies: postcodes, towns, parts of towns."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.content_version import kept
from core.geo.distance import distance_km
from core.geo.postcodes import places_with, postcode_areas
from municipalities.gazetteer import known_municipalities
from municipalities.models import Municipality

LONGEST_PLACE = 80  # characters
_POSTCODE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class FoundPlace(NamedTuple):
    label: str
    latitude: float  # WGS 84 degrees
    longitude: float


def find_place(text: str) -> FoundPlace | None:
    """The place called `text` ("59379", "Selm", "44536 Brambauer"); None if nobody knows it.

    The association's own towns come first; of several places of one name, the one nearest to
    them is meant.
    """
    text = text[:LONGEST_PLACE]
    if (match := _POSTCODE.search(text)) and (areas := places_with(match[1])):
        # A postcode with several places lies in their middle.
        name = areas[0].place if len(areas) == 1 else ""
        return FoundPlace(
            f"{match[1]} {name}".strip(),
            sum(area.latitude for area in areas) / len(areas),
            sum(area.longitude for area in areas) / len(areas),
        )
    key = _normal(_POSTCODE.sub(" ", text))
    if not key:
        return None
    if own := _own_towns().get(key):
        return own
    if not (found := _places().get(key)):
        return None
    middle = _middle()
    return min(found, key=lambda place: distance_km(*middle, place.latitude, place.longitude))


def _normal(name: str) -> str:
    return _NO_LETTER.sub(" ", name.casefold().translate(_UMLAUTS)).strip()


@kept
def _own_towns() -> dict[str, FoundPlace]:
    towns = Municipality.objects.filter(latitude__isnull=False)
    return {
        _normal(name): FoundPlace(name, latitude, longitude)
        for name, latitude, longitude in towns.values_list("name", "latitude", "longitude")
    }


def _middle() -> tuple[float, float]:
    """Where the association lies; without towns, the middle of the country."""
    towns = _own_towns().values()
    if not towns:
        return 51.16, 10.45
    return (
        sum(town.latitude for town in towns) / len(towns),
        sum(town.longitude for town in towns) / len(towns),
    )


@cache
def _places() -> dict[str, tuple[FoundPlace, ...]]:
    """Every municipality of the gazetteer and every place that carries a postcode."""
    found: dict[str, list[FoundPlace]] = {}
    for place in _all_places():
        found.setdefault(_normal(place.label), []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _all_places() -> Iterator[FoundPlace]:
    for known in known_municipalities().values():
        yield FoundPlace(known.name, known.latitude, known.longitude)
    for areas in postcode_areas().values():
        for area in areas:
            yield FoundPlace(area.place, area.latitude, area.longitude)
