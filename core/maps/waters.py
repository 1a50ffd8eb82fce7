"""Rivers and lakes (Natural Earth, public domain), cut to what a map shows."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.maps.geojson import Box, shape

DATA = Path(__file__).resolve().parents[1] / "data" / "waters.geojson"

Line = list[list[float]]


@cache
def _waters() -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))["features"]
    return features


def waters_within(box: Box) -> list[str]:
    """The rivers, only as far as they touch `box`, and the lakes that do, as GeoJSON features."""
    features = []
    for water in _waters():
        geometry, properties = water["geometry"], water["properties"]
        if properties["kind"] == "river":
            lines = [piece for line in _lines(geometry) for piece in _pieces(line, box)]
            if lines:
                geometry = {"type": "MultiLineString", "coordinates": lines}
                features.append(shape(geometry, properties))
        elif _touches(geometry["coordinates"][0], box):
            features.append(shape(geometry, properties))
    return features


def _lines(geometry: dict[str, Any]) -> list[Line]:
    coordinates = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiLineString" else [coordinates]


def _pieces(line: Line, box: Box) -> Iterator[Line]:
    """The runs of a line's segments that touch `box`."""
    piece: Line = []
    for start, end in pairwise(line):
        if _touches([start, end], box):
            piece = piece or [start]
            piece.append(end)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _touches(line: Line, box: Box) -> bool:
    around = Box.around((longitude, latitude) for longitude, latitude in line)
    return around is not None and around.touches(box)
