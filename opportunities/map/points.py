"""What the catalogue has found, as points on the map."""

import hashlib
from collections.abc import Iterator

from core.maps.points import FEW, MapPoint, PointFiles
from core.maps.responses import CompressedFile
from opportunities.catalogue import Places
from opportunities.models import OpportunityPage

_files = PointFiles()


def points_file(places: Places) -> CompressedFile:
    """The opportunities at `places` as GeoJSON; other words for the same places share a file."""
    return _files.file(_digest(places), lambda: read_points(places))


def read_points(places: Places) -> Iterator[MapPoint]:
    """The opportunities at `places` with their titles, in one query.

    The catalogue knows no protected address; whoever has hidden one since its snapshot is left
    out here. Neighbours in the tree come side by side: they share words, so that compresses best.
    """
    columns = (places.keys.tolist(), places.latitudes.tolist(), places.longitudes.tolist())
    at = {key: (latitude, longitude) for key, latitude, longitude in zip(*columns, strict=True)}
    if not at:
        return
    pages = OpportunityPage.objects.open().public().filter(address_hidden=False).order_by("path")
    if len(at) <= FEW:
        pages = pages.filter(pk__in=list(at))
    for key, title, organisation in pages.values_list("pk", "title", "organisation__title"):
        if place := at.get(key):
            yield MapPoint(key, title, *place, organisation=organisation or "")


def _digest(places: Places) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for column in places:
        digest.update(column.tobytes())
    return digest.hexdigest()
