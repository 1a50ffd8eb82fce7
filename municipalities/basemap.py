"""What lies below the points of every map: towns, their neighbours, rivers, lakes.

All of it is the project's own data, so that nobody's visit is told to a map service.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from core.content_version import kept
from core.maps.geojson import Box, collection, shape
from core.maps.responses import GEOJSON, CompressedFile
from core.maps.waters import waters_within
from municipalities.gazetteer import boundaries, known_municipalities
from municipalities.models import Municipality
from municipalities.outline import rings

AROUND = 0.3  # degrees of latitude, about 33 km
ATTRIBUTION = "© GeoBasis-DE / BKG 2013 (Daten verändert), Natural Earth"


@kept
def basemap() -> CompressedFile:
    """The association's towns with what surrounds them, as GeoJSON.

    Each feature has a `kind` (`town`, `neighbour`, `river`, `lake`, `place`) and a `name`; a town
    also its `slug`, a place its `population`. Places are where names stand.
    """
    towns = list(Municipality.objects.all())
    around = Box.around(point for town in towns for point in _points(town.boundary))
    features: list[str] = []
    if around:
        features += _surroundings(around.widened(AROUND), frozenset(town.ags for town in towns))
    for town in towns:
        names = {"name": town.name, "slug": town.slug}
        if town.boundary:
            features.append(shape(town.boundary, {"kind": "town", **names}))
        if town.latitude is not None and town.longitude is not None:
            features.append(
                _place(town.latitude, town.longitude, population=town.population, **names)
            )
    return CompressedFile(collection(features, attribution=ATTRIBUTION), GEOJSON)


@lru_cache(maxsize=2)  # towns rarely change, and reading all boundaries takes a tenth of a second
def _surroundings(box: Box, own: frozenset[str]) -> tuple[str, ...]:
    """Neighbours and waters that touch the box, the lower before the upper."""
    known = known_municipalities()
    neighbours = [
        (known[ags], geometry)
        for ags, geometry in boundaries().items()
        if ags not in own and (extent := Box.around(_points(geometry))) and extent.touches(box)
    ]
    return (
        *(shape(geometry, {"kind": "neighbour", "name": n.name}) for n, geometry in neighbours),
        *waters_within(box),
        *(
            _place(n.latitude, n.longitude, name=n.name, population=n.population)
            for n, _geometry in neighbours
        ),
    )


def _place(latitude: float, longitude: float, **properties: Any) -> str:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return shape(geometry, {"kind": "place", **properties})


def _points(geometry: dict[str, Any] | None) -> Iterator[tuple[float, float]]:
    for ring in rings(geometry) if geometry else ():
        yield from ring
