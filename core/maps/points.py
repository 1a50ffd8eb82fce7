"""Points of a GeoJSON file, made once for each search until public content changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core import content_version
from core.content_version import KeptMap
from core.maps.geojson import collection, point
from core.maps.responses import GEOJSON, CompressedFile

FILES_KEPT = 16  # of each kind, of at most a few hundred KB
FEW = 500  # keys that a query may name one by one; more of them are picked in Python


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Something with a public place.

    Only what a marker needs: an address of its own for each would make a file of ten thousand
    half as large again. Whoever wants more asks for the card, or the API, by the key.
    """

    key: int
    title: str
    latitude: float  # WGS 84 degrees
    longitude: float
    organisation: str = ""

    def as_feature(self) -> str:
        properties = {"title": self.title}
        if self.organisation:
            properties["organisation"] = self.organisation
        return point(self.key, self.latitude, self.longitude, properties)


class PointFiles:
    """The files of one kind of page."""

    def __init__(self) -> None:
        self._kept: KeptMap[str, CompressedFile] = KeptMap(size=FILES_KEPT)

    def file(self, key: str, read: Callable[[], Iterable[MapPoint]]) -> CompressedFile:
        """The file of what `read` gives, which is asked only if that of `key` is not kept.

        Whatever decides which points there are belongs to the key.
        """
        version = content_version.current()
        file = self._kept.get(key)
        if file is None:
            file = CompressedFile(collection(one.as_feature() for one in read()), GEOJSON)
            self._kept.put(key, file, version=version)
        return file
