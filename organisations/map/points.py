"""What the directory has found, as points on the map."""

import hashlib
from collections.abc import Iterator

from core.maps.points import FEW, MapPoint, PointFiles
from core.maps.responses import CompressedFile
from organisations.models import OrganisationPage

_files = PointFiles()


def points_file(keys: list[int]) -> CompressedFile:
    """The organisations with these keys as GeoJSON; other words for the same ones share a file."""
    names = ",".join(map(str, sorted(keys))).encode()
    digest = hashlib.blake2b(names, digest_size=16).hexdigest()
    return _files.file(digest, lambda: read_points(keys))


def read_points(keys: list[int]) -> Iterator[MapPoint]:
    """Those of them that have a public place, in one query and in the order of the tree."""
    if not keys:
        return
    pages = OrganisationPage.objects.live().public().order_by("path")
    pages = pages.filter(address_hidden=False, latitude__isnull=False)
    if len(keys) <= FEW:
        pages = pages.filter(pk__in=keys)
    wanted = set(keys)
    for row in pages.values_list("pk", "title", "latitude", "longitude"):
        if row[0] in wanted:
            yield MapPoint(*row)
