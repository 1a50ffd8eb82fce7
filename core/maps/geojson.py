"""Points and shapes as GeoJSON (RFC 7946), without a character too much."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

# Decimals of a degree: five are about a metre, four about ten.
POINT_DECIMALS = 5
SHAPE_DECIMALS = 4


class Box(NamedTuple):
    """A stretch of the world between two meridians and two parallels, in WGS 84 degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Self | None:
        """The smallest box around points (longitude, latitude); None if there are none."""
        found = list(points)
        if not found:
            return None
        longitudes, latitudes = zip(*found, strict=True)
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

    def widened(self, degrees: float) -> "Box":
        """With a margin of that many degrees of latitude, and as far in kilometres to the sides."""
        # At 51° north a degree of longitude is a good third shorter than one of latitude.
        aside = degrees * 1.6
        return Box(self.west - aside, self.south - degrees, self.east + aside, self.north + degrees)

    def touches(self, other: "Box") -> bool:
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


def point(key: int, latitude: float, longitude: float, properties: Mapping[str, Any]) -> str:
    """A feature at a place; `key` is its id."""
    # Put together by hand, because ten thousand nested dictionaries would take three times as long.
    place = f"{round(longitude, POINT_DECIMALS)},{round(latitude, POINT_DECIMALS)}"
    return (
        f'{{"type":"Feature","id":{key},"geometry":{{"type":"Point","coordinates":[{place}]}},'
        f'"properties":{_json(properties)}}}'
    )


def shape(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> str:
    """A feature of any geometry, its coordinates rounded."""
    rounded = {
        "type": geometry["type"],
        "coordinates": _rounded(geometry["coordinates"]),
    }
    return _json({"type": "Feature", "geometry": rounded, "properties": properties})


def collection(features: Iterable[str], **members: Any) -> bytes:
    """The file around features that `point` and `shape` have written.

    `members` stand beside them (RFC 7946, 6.1: foreign members), an attribution for example.
    """
    head = "".join(f'"{name}":{_json(value)},' for name, value in members.items())
    return f'{{"type":"FeatureCollection",{head}"features":[{",".join(features)}]}}'.encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, SHAPE_DECIMALS)
    return [_rounded(part) for part in coordinates]
