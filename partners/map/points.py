"""What the directory has found, as points on the map: one for each branch."""

import hashlib
from collections.abc import Iterator

from core.maps.points import FEW, MapPoint, PointFiles
from core.maps.responses import CompressedFile
from partners.models import PartnerBranch, PartnerPage

_files = PointFiles()


def points_file(keys: list[int]) -> CompressedFile:
    """The shops with these keys as GeoJSON; other words for the same ones share a file."""
    names = ",".join(map(str, sorted(keys))).encode()
    digest = hashlib.blake2b(names, digest_size=16).hexdigest()
    return _files.file(digest, lambda: read_points(keys))


def read_points(keys: list[int]) -> Iterator[MapPoint]:
    """Every place of those shops that has coordinates, in one query; the key is the shop's."""
    if not keys:
        return
    pages = PartnerPage.objects.live().public().taking_part().order_by().values("pk")
    branches = PartnerBranch.objects.filter(
        page__in=pages, address_hidden=False, latitude__isnull=False
    ).order_by("page__path", "sort_order", "pk")
    if len(keys) <= FEW:
        branches = branches.filter(page__in=keys)
    wanted = set(keys)
    rows = branches.values_list("page", "page__title", "latitude", "longitude")
    for key, title, latitude, longitude in rows:
        if key in wanted and latitude is not None and longitude is not None:
            yield MapPoint(key, title, latitude, longitude)
