"""The places that can be named in the search field, with the association's own first."""

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import fmean
from typing import NamedTuple

from django.db import Error, connections
from django.db.models import Avg, Count

from core import content_version
from core.geo.places import KnownPlace, PlaceIndex, name_key
from core.geo.postcodes import postcode_areas
from municipalities.models import Municipality
from opportunities.models.pages import OpportunityPage

logger = logging.getLogger(__name__)

# A town of the association lies within 10 km of its centre (Lünen, Selm and Werne are 8 to 9 km
# across); for a part of town and for a postcode the next ones belong to the neighbourhood.
TOWN_KM = 10
PART_KM = 5
SMALLEST_LARGE_KM2 = 150.0  # a town as large as this reaches further
LARGE_TOWN_KM = 25
MOST_PARTS = 5_000


# A new part of a town may take so long until it can be named; its offers are found at once.
REFRESH_EVERY = 60.0  # seconds


class _Kept(NamedTuple):
    places: PlaceIndex
    version: int  # of the content it was made from
    made_at: float  # on the monotonic clock


_kept: list[_Kept] = []
_refreshing = threading.Lock()
content_version.forget_with_us(_kept)


def place_names() -> PlaceIndex:
    """Towns of the association, parts of them, and towns where offers are; then all of Germany.

    Made anew beside the requests, which meanwhile go on with the old one: reading all offers'
    places takes a while where there are very many.
    """
    version = content_version.current()
    kept = _kept[0] if _kept else _refresh(version)
    is_due = kept.version != version and time.monotonic() - kept.made_at > REFRESH_EVERY
    if is_due and _refreshing.acquire(blocking=False):
        threading.Thread(target=_refresh_beside, args=[version], daemon=True).start()
    return kept.places


def _refresh(version: int) -> _Kept:
    fresh = _Kept(PlaceIndex(_own_places()), version, time.monotonic())
    _kept[:] = [fresh]
    return fresh


def _refresh_beside(version: int) -> None:
    try:
        _refresh(version)
    except Error:
        logger.warning("The places of offers can't be read; those known before stay.")
    finally:
        _refreshing.release()
        connections.close_all()


def _own_places() -> Iterator[KnownPlace]:
    elsewhere = PlaceIndex([])
    towns = {}
    for town in Municipality.objects.defer("boundary"):
        if town.latitude is not None and town.longitude is not None:
            postcodes = elsewhere.exactly(name_key(town.name))
            is_large = (town.area_km2 or 0) >= SMALLEST_LARGE_KM2 or (
                town.area_km2 is None and postcodes is not None and postcodes.is_large
            )
            towns[name_key(town.name)] = place = KnownPlace(
                name=town.name,
                latitude=town.latitude,
                longitude=town.longitude,
                radius_km=LARGE_TOWN_KM if is_large else TOWN_KM,
            )
            yield place
    names = {place.name for place in towns.values()}
    for city, locality, latitude, longitude in _parts_with_offers():
        names.add(city)
        if latitude is not None and longitude is not None:
            yield _part(city, locality, latitude, longitude)
        else:
            known = (
                elsewhere.exactly(name_key(f"{city} {locality}"))
                or towns.get(name_key(city))
                or elsewhere.exactly(name_key(city))
            )
            if known:
                part = _part(city, locality, known.latitude, known.longitude)
                yield replace(part, radius_km=known.radius_km)
    for city, locality, latitude, longitude in _parts_with_postcodes(names):
        yield _part(city, locality, latitude, longitude)


def _part(city: str, locality: str, latitude: float, longitude: float) -> KnownPlace:
    """A part of a town; "Brambauer" means it as well as "Lünen-Brambauer" does."""
    return KnownPlace(
        name=f"{city}-{locality}",
        latitude=latitude,
        longitude=longitude,
        radius_km=PART_KM,
        other_names=(locality,),
    )


def _parts_with_offers() -> Iterator[tuple[str, str, float | None, float | None]]:
    """Parts of towns in which something is open, those with the most offers first."""
    rows = (
        OpportunityPage.objects.open()
        .public()
        .filter(address_hidden=False)
        .exclude(locality="")
        .exclude(city="")
        .order_by()
        .values_list("city", "locality")
        .annotate(
            offers=Count("pk"),
            latitude_=Avg("latitude"),
            longitude_=Avg("longitude"),
        )
        .order_by("-offers", "city", "locality")[:MOST_PARTS]
    )
    for city, locality, _offers, latitude, longitude in rows:
        yield city, locality, latitude, longitude


def _parts_with_postcodes(towns: Iterable[str]) -> Iterator[tuple[str, str, float, float]]:
    """`Hamburg Eppendorf`: parts of these towns that the list of postcodes names."""
    starts = tuple(f"{town} " for town in towns)
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for areas in postcode_areas().values():
        for area in areas:
            if area.place.startswith(starts):
                town = next(start for start in starts if area.place.startswith(start))
                found.setdefault((town.strip(), area.place[len(town) :]), []).append(
                    (area.latitude, area.longitude)
                )
    for (town, locality), points in found.items():
        yield (
            town,
            locality,
            fmean(latitude for latitude, _ in points),
            fmean(longitude for _, longitude in points),
        )
