"""Where an offer takes place, and which town of the association that is.

Exports say it in every way: `Essen/Altendorf`, `Hamburg-Eimsbüttel`, `44532 Lünen`, a town in
the column for its part, a part of town in the column for the postcode, several towns at once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.geo.postcodes import PostcodeArea, places_with
from core.html_cleaning import plain_line
from municipalities.models import Municipality
from opportunities.enums import Whereabouts
from opportunities.freinet.german_places import (
    cities,
    cities_of_localities,
    nearest_area,
    place_key,
    towns_of_nrw,
)
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.rows import Row
from opportunities.freinet.values import (
    NOTHING,
    Point,
    Repair,
    looks_like_a_name,
    read_point,
    read_postcode,
)

LARGE_CITY = 3  # postcodes; such a town's name counts for more than a postcode that contradicts
ONLINE = {"online", "digital", "remote", "homeoffice", "home office", "von zuhause", "zuhause"} | {
    "von zu hause",
    "zu hause",
    "virtuell",
    "ortsunabhaengig",
}

VAGUE = {"umgebung", "umland", "umkreis", "stadtgebiet", "region", "verschiedene orte", "diverse"}

_AT_A_RIVER = re.compile(r" (?:an der|a d|am|a|in der|in|im|bei|ob der) .+\Z")
_SEVERAL = re.compile(r"\s*(?:[,;/|+&]|\bund\b|\bu\.)\s*")


@dataclass(kw_only=True)
class Place:
    """Where an offer takes place, as far as the export tells."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    locality: str = ""
    venue: str = ""
    point: Point | None = None
    whereabouts: Whereabouts = Whereabouts.ON_SITE
    town: Municipality | None = None  # of the association
    is_known: bool = False  # if not, it may be anywhere, also in the agency's own town
    repairs: list[Repair] = field(default_factory=list)


class Gazetteer:
    """The towns of the association among all that is known of German places."""

    def __init__(self, towns: Iterable[Municipality]) -> None:
        self.towns = list(towns)
        self.by_key = {place_key(town.name): town for town in self.towns}

    def resolve(self, row: Row) -> Place:
        """Read everything in `row` that says where."""
        place = Place()
        self._read_street(place, row)
        place.postcode, instead = read_postcode(plain_line(row.postcode), place.repairs)
        self._read_city(place, row, instead)
        self._read_point(place, row)
        self._complete_city(place)
        place.town = self._town_of(place)
        place.is_known = bool(place.town or self.is_city(place.city) or places_with(place.postcode))
        if place.town and not place.city:
            place.city = place.town.name
        return place

    def town_with(self, ags: str) -> Municipality | None:
        """The association's town with this key."""
        return next((town for town in self.towns if town.ags == ags), None)

    def is_city(self, name: str) -> bool:
        key = place_key(name)
        return bool(key) and (key in self.by_key or key in cities() or key in towns_of_nrw())

    def _is_municipality(self, name: str) -> bool:
        """Stricter: many parts of towns are called like a village elsewhere."""
        key = place_key(name)
        return key in self.by_key or key in towns_of_nrw()

    def _read_street(self, place: Place, row: Row) -> None:
        street = plain_line(row.street)
        if street.lower() in NOTHING:
            return
        if place_key(street) in ONLINE:
            place.whereabouts = Whereabouts.ONLINE
            place.repairs.append(Repair("street", Reason.ONLINE, street))
        else:
            place.street = street

    def _read_city(self, place: Place, row: Row, instead: str) -> None:
        city, locality = (
            "" if text.lower() in NOTHING else text
            for text in (plain_line(row.city), plain_line(row.locality))
        )
        column = "city"
        if place_key(city) in ONLINE:
            place.whereabouts = Whereabouts.ONLINE
            place.repairs.append(Repair("city", Reason.ONLINE, city))
            city = ""
        if not city and self._has_town(locality, place.postcode):
            # One form of the export has the town in the column for its part.
            city, locality, column = locality, "", "locality"
        if not city and self._has_town(instead, place.postcode):
            city, instead, column = instead, "", "postcode"
        if match := re.match(r"(?:D[ -]*)?([0-9]{5})\s*(.*)\Z", city):
            place.postcode = place.postcode or match[1]
            city = match[2]
        name, part, is_several = self._take_apart(city)
        if is_several:
            place.venue = city
            place.repairs.append(Repair(column, Reason.CITY_SEVERAL, city))
        elif part:
            place.repairs.append(Repair(column, Reason.CITY_SPLIT, city))
            if place_key(part) in ONLINE:
                place.whereabouts = Whereabouts.BOTH
        if name and not self.is_city(name) and not looks_like_a_name(name):
            place.repairs.append(Repair(column, Reason.INVALID, name))
            name = ""
        place.city = self._well_spelt(name)
        place.locality = self._locality(name, part, locality, instead)

    def _locality(self, city: str, *candidates: str) -> str:
        """The first part of town that is one: not the town again, not its name before it."""
        for candidate in candidates:
            key = place_key(candidate)
            if key in VAGUE | ONLINE or key == place_key(city) or not looks_like_a_name(candidate):
                continue
            start = f"{city}-", f"{city} ", f"{city}/"
            stripped = candidate[len(city) + 1 :] if city and candidate.startswith(start) else ""
            return (stripped or candidate).strip(" -/")
        return ""

    def _has_town(self, text: str, postcode: str) -> bool:
        """Whether a text in the wrong column begins with a town, not with a part of one."""
        name = self._take_apart(text)[0] if text else ""
        key = place_key(name)
        if self._is_municipality(name) or len(cities().get(key, ())) >= LARGE_CITY:
            return True
        if not self.is_city(name) or key in cities_of_localities():
            return False
        return not postcode or any(key == place_key(area.place) for area in places_with(postcode))

    def _well_spelt(self, name: str) -> str:
        key = place_key(name)
        if key in self.by_key:
            return self.by_key[key].name
        return towns_of_nrw().get(key, name)

    def _take_apart(self, text: str) -> tuple[str, str, bool]:
        """Town, part of town, and whether the text names several towns."""
        if not text or self.is_city(text):
            return text, "", False
        first, *others = [part for part in _SEVERAL.split(text) if part]
        if others:
            towns = [part for part in (first, *others) if self._is_municipality(part)]
            if len(towns) > 1:
                own = [part for part in towns if place_key(part) in self.by_key]
                return (own or towns)[0], "", True
            name, _part, _several = self._take_apart(first)
            return name, " ".join(others), False
        shortened = _AT_A_RIVER.sub("", place_key(text))
        if shortened in self.by_key:
            return self.by_key[shortened].name, "", False
        # `Hamburg-Eimsbüttel`, `Lünen Süd`: the longest beginning that is a town.
        for match in reversed(list(re.finditer(r"[-\s]+", text))):
            head, tail = text[: match.start()], text[match.end() :]
            if self.is_city(head):
                return head, tail.strip("()"), False
        return text, "", False

    def _read_point(self, place: Place, row: Row) -> None:
        near = [Point(area.latitude, area.longitude) for area in places_with(place.postcode)]
        if not near and place.city:
            near = self._points_of(place.city)
        point = read_point(
            plain_line(row.latitude), plain_line(row.longitude), place.repairs, near=near
        )
        place.point = point if place.whereabouts != Whereabouts.ONLINE else None

    def _points_of(self, city: str) -> list[Point]:
        key = place_key(city)
        points = [Point(area.latitude, area.longitude) for area in cities().get(key, ())]
        town = self.by_key.get(key)
        if town and town.latitude is not None and town.longitude is not None:
            points.append(Point(town.latitude, town.longitude))
        return points

    def _complete_city(self, place: Place) -> None:
        """Find the town by what else is known."""
        by_postcode = self._city_of(places_with(place.postcode))
        if place.city and not self._is_contradicted(place, by_postcode):
            return
        if by_postcode:
            if place.city and not place.locality:
                place.locality = place.city
            place.repairs.append(Repair("city", Reason.CITY_FROM_POSTCODE, place.postcode))
            place.city = by_postcode
        elif not place.city and (city := cities_of_localities().get(place_key(place.locality))):
            place.repairs.append(Repair("city", Reason.CITY_FROM_LOCALITY, place.locality))
            place.city = city
        elif not place.city and not place.postcode and place.point:
            nearest = nearest_area(place.point)
            if nearest and (city := self._city_of(places_with(nearest.postcode))):
                value = f"{place.point.latitude} / {place.point.longitude}"
                place.repairs.append(Repair("city", Reason.CITY_FROM_COORDINATES, value))
                place.city = city

    def _is_contradicted(self, place: Place, by_postcode: str) -> bool:
        """Whether the postcode knows better: `Bork` with Selm's postcode is a part of Selm."""
        key = place_key(place.city)
        if not by_postcode or place_key(by_postcode) not in self.by_key:
            return False
        if key == place_key(by_postcode) or self._is_municipality(place.city):
            return False
        return len({area.postcode for area in cities().get(key, ())}) < LARGE_CITY

    def _city_of(self, areas: tuple[PostcodeArea, ...]) -> str:
        """The town that carries a postcode, "" if there are several."""
        for area in areas:
            if town := self._town_at(area):
                return town.name
        names = sorted({area.place for area in areas}, key=len)
        if names and all(name == names[0] or name.startswith(f"{names[0]} ") for name in names):
            return names[0]
        return ""

    def _town_at(self, area: PostcodeArea) -> Municipality | None:
        """The association's town to which a postcode's place belongs."""
        for town in self.towns:
            if not town.ags.startswith(area.district_code):
                continue
            if town.ags.endswith("000") or place_key(area.place) == place_key(town.name):
                return town
        return None

    def _town_of(self, place: Place) -> Municipality | None:
        if place.city:
            return self.by_key.get(place_key(place.city))
        towns = [town for area in places_with(place.postcode) if (town := self._town_at(area))]
        return towns[0] if towns else None
