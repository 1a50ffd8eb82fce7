"""What is known of German places, by names as an export spells them."""

import re
from collections import defaultdict
from functools import cache

from core.geo.distance import distance_km
from core.geo.postcodes import PostcodeArea, postcode_areas
from municipalities.gazetteer import known_municipalities
from municipalities.services import UMLAUTS
from opportunities.freinet.values import Point

NEAREST_DEGREES = 0.1  # of latitude, a little more than the next line's distance
NEAREST_KM = 8.0  # a place on the map this far from the next postcode tells nothing

_TITLES = re.compile(
    r"\A(?:(?:freie und )?(?:hanse|kreis|universitaets|landeshaupt|bundes)?stadt|gemeinde|markt) "
)


def place_key(name: str) -> str:
    """What two spellings of one place have in common: `Stadt Lünen` and `LUENEN`."""
    key = re.sub(r"\(.*?\)", " ", name).translate(UMLAUTS).casefold()
    key = " ".join(re.sub(r"[^a-z0-9]+", " ", key).split())
    return _TITLES.sub("", key)


@cache
def cities() -> dict[str, list[PostcodeArea]]:
    """Postcode areas by the folded name of their town, without `Hamburg Eimsbüttel`."""
    all_areas = [area for areas in postcode_areas().values() for area in areas]
    names = {(area.district_code, area.place) for area in all_areas}
    cities: dict[str, list[PostcodeArea]] = defaultdict(list)
    for area in all_areas:
        beginnings = (area.place[: match.start()] for match in re.finditer(" ", area.place))
        if not any((area.district_code, beginning) in names for beginning in beginnings):
            cities[place_key(area.place)].append(area)
    return dict(cities)


@cache
def towns_of_nrw() -> dict[str, str]:
    """The towns of North Rhine-Westphalia by their folded names."""
    return {place_key(known.name): known.name for known in known_municipalities().values()}


@cache
def cities_of_localities() -> dict[str, str]:
    """The town of every part of town that only one town has: `Barmbek` lies in Hamburg."""
    found: dict[str, set[str]] = defaultdict(set)
    for areas in postcode_areas().values():
        names = {area.place for area in areas}
        for name in names:
            city = next((other for other in names if name.startswith(f"{other} ")), None)
            if city is None:
                continue
            locality = name[len(city) + 1 :]
            found[place_key(locality)].add(city)
            if "-" in locality:
                found[place_key(locality.partition("-")[0])].add(city)
    return {key: next(iter(cities)) for key, cities in found.items() if len(cities) == 1}


def nearest_area(point: Point) -> PostcodeArea | None:
    """The nearest postcode area, None if even that is far away."""
    distances = {
        area: distance_km(*point, area.latitude, area.longitude)
        for areas in postcode_areas().values()
        for area in areas
        if abs(area.latitude - point.latitude) < NEAREST_DEGREES
    }
    nearest = min(distances, key=distances.__getitem__, default=None)
    return nearest if nearest and distances[nearest] <= NEAREST_KM else None
