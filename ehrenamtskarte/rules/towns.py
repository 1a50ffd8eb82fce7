"""Where somebody lives, by what they say of it: a town's name, or a postcode."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.geo.places import KnownPlace, PlaceIndex, name_key
from core.geo.postcodes import places_with
from municipalities.models import Municipality

RADIUS_KM = 10


@dataclass(frozen=True)
class Home:
    """The towns of the association that it may lie in; none: somewhere else."""

    towns: Sequence[Municipality] = ()
    is_sure: bool = True  # False: a postcode that several municipalities share


def home_of(text: str, towns: Sequence[Municipality]) -> Home | None:
    """Which of `towns` is meant, forgiving a typing mistake; None if nobody knows the place."""
    words = name_key(text).split()
    if postcode := next((word for word in words if len(word) == 5 and word.isdigit()), None):
        return home_at(postcode, towns)
    index = PlaceIndex(
        KnownPlace(
            name=town.name,
            latitude=town.latitude or 0.0,
            longitude=town.longitude or 0.0,
            radius_km=RADIUS_KM,
        )
        for town in towns
    )
    place = index.find(text) or (index.find(words[0]) if words else None)
    if place is None:
        return None
    # Parts of towns stand as `Lünen-Brambauer` or `Hamburg Eppendorf`.
    return Home([town for town in towns if name_key(town.name) == name_key(place.name)])


def home_at(postcode: str, towns: Sequence[Municipality]) -> Home | None:
    """Which of `towns` carry the postcode; None if there is no such postcode."""
    areas = places_with(postcode)
    if not areas:
        return None
    there = {(name_key(area.place), area.district_code) for area in areas}
    found = [
        town
        for town in towns
        # A district code is the first five digits of the municipality's key.
        if any(name_key(town.name) == name and town.ags.startswith(code) for name, code in there)
    ]
    return Home(found, is_sure=len(there) == 1)
