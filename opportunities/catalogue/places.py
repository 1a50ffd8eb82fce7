"""Where an offer lies for the question how near it is, and where the public may see it.

Both are the same where an offer has public coordinates. Where it has none, nearness goes by the
centre of its postcode or town; where its address is protected, by its town alone, so that no
answer tells more than the page does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from core.geo.distance import distance_km
from core.geo.postcodes import places_with, postcode_areas
from core.models.places import PublicPlace
from municipalities.models import Municipality
from opportunities.freinet.german_places import place_key

# Places of one name that lie further apart than this are several places.
ONE_PLACE_KM = 25.0


class Point(NamedTuple):
    """WGS 84 degrees."""

    latitude: float
    longitude: float


class Centres:
    """The centres of towns and postcodes."""

    def __init__(self, towns: Iterable[Municipality]) -> None:
        self._by_id: dict[int, Point] = {}
        self._by_name: dict[str, Point] = {}
        self._known: dict[tuple[str, int | None], Point | None] = {}
        for town in towns:
            if town.latitude is not None and town.longitude is not None:
                point = Point(town.latitude, town.longitude)
                self._by_id[town.pk] = self._by_name[place_key(town.name)] = point

    def of_town(self, city: str, municipality_id: int | None) -> Point | None:
        """The centre of the named town; without a name, of the town that is responsible."""
        asked = (city, municipality_id)
        if asked not in self._known:
            self._known[asked] = self._look_up(city, municipality_id)
        return self._known[asked]

    def _look_up(self, city: str, municipality_id: int | None) -> Point | None:
        key = place_key(city) if city else ""
        found = self._by_name.get(key) or (centres_by_name().get(key) if key else None)
        if found is None and municipality_id is not None:
            found = self._by_id.get(municipality_id)
        return found

    def near(self, place: PublicPlace, municipality_id: int | None) -> Point | None:
        """From where distances to a place without coordinates are measured."""
        if areas := places_with(place.postcode):
            return _middle([Point(area.latitude, area.longitude) for area in areas])
        return self.of_town(place.city, municipality_id)


@cache
def centres_by_name() -> Mapping[str, Point]:
    """All places of the postcode list whose name means one place only."""
    points: dict[str, list[Point]] = defaultdict(list)
    for areas in postcode_areas().values():
        for area in areas:
            points[place_key(area.place)].append(Point(area.latitude, area.longitude))
    return {
        key: middle
        for key, same in points.items()
        if all(distance_km(*(middle := _middle(same)), *point) < ONE_PLACE_KM for point in same)
    }


def _middle(points: list[Point]) -> Point:
    return Point(
        sum(point.latitude for point in points) / len(points),
        sum(point.longitude for point in points) / len(points),
    )
