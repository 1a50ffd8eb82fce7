"""Pages as points of a GeoJSON file, made once for each search until public content changes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Site

from core import content_version
from core.addresses import address_book
from core.content_version import KeptMap
from core.maps.geojson import collection, point
from core.maps.responses import GEOJSON, CompressedFile

FILES_KEPT = 16  # of each kind, of at most a few hundred KB
FEW = 500  # keys that a query may name one by one; more of them are picked in Python


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A page with a public place."""

    pk: int
    url_path: str
    title: str
    latitude: float  # WGS 84 degrees
    longitude: float
    organisation: str = ""


class PointFiles:
    """The files of one kind of page."""

    def __init__(self) -> None:
        self._kept: KeptMap[tuple[int | None, str], CompressedFile] = KeptMap(size=FILES_KEPT)

    def file(
        self, key: str, read: Callable[[], Iterable[MapPoint]], request: HttpRequest
    ) -> CompressedFile:
        """The file of what `read` gives; it is asked only if that of `key` is not kept.

        Whatever decides which points there are belongs to the key.
        """
        site = Site.find_for_request(request)
        variant = (site.pk if site else None, key)
        version = content_version.current()
        file = self._kept.get(variant)
        if file is None:
            file = CompressedFile(collection(_features(read(), request)), GEOJSON)
            self._kept.put(variant, file, version=version)
        return file


def _features(points: Iterable[MapPoint], request: HttpRequest) -> Iterator[str]:
    address_of = address_book(request)
    for one in points:
        properties = {"title": one.title, "url": address_of(one)}
        if one.organisation:
            properties["organisation"] = one.organisation
        yield point(one.pk, one.latitude, one.longitude, properties)
