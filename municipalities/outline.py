"""Towns as a schematic map: shapes for an inline SVG, drawn on the server from their boundaries."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from core.content_version import kept
from municipalities.models import MunicipalityPage

WIDTH = 400.0  # units of the drawing; its height follows from the towns
MARGIN = 6.0

Ring = list[tuple[float, float]]


class TownShape(NamedTuple):
    municipality_id: int
    name: str
    url: str
    path: str  # `d` of an SVG path
    label_x: str
    label_y: str


class TownMap(NamedTuple):
    width: int
    height: int
    shapes: tuple[TownShape, ...]


@kept
def association_map() -> TownMap | None:
    """All live towns with a boundary in one drawing; None if no town has one."""
    pages = MunicipalityPage.objects.live().public().select_related("municipality")
    towns = [
        (page, list(rings(page.municipality.boundary)))
        for page in pages.order_by("title", "pk")
        if page.municipality.boundary
    ]
    points = [point for _page, town in towns for ring in town for point in ring]
    if not points:
        return None
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    # At 51° north a degree of longitude is much shorter than one of latitude.
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, (north - south) / 2, 1e-9)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        return (
            round(MARGIN + (x - west) * squeeze * scale, 1),
            round(MARGIN + (north - y) * scale, 1),
        )

    shapes = []
    for page, town in towns:
        placed = [[place(point) for point in ring] for ring in town]
        label_x, label_y = centroid(max(placed, key=len))
        shapes.append(
            TownShape(
                page.municipality_id,
                page.municipality.name,
                page.get_url() or "",
                path_of(placed),
                f"{label_x:g}",
                f"{label_y:g}",
            )
        )
    height = (north - south) * scale + 2 * MARGIN
    return TownMap(round(WIDTH), math.ceil(height), tuple(shapes))


def rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """The rings of a GeoJSON Polygon or MultiPolygon (RFC 7946), as (longitude, latitude)."""
    coordinates = geometry.get("coordinates") or []
    polygons = [coordinates] if geometry.get("type") == "Polygon" else coordinates
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def path_of(town: list[Ring]) -> str:
    """The rings as the `d` of an SVG path."""
    return "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in ring[:-1]) + "Z" for ring in town)


def centroid(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a closed ring; of one without area, the middle of its points."""
    area = x_sum = y_sum = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area += cross
        x_sum += (x0 + x1) * cross
        y_sum += (y0 + y1) * cross
    if abs(area) < 1e-9:
        return (
            round(sum(x for x, _y in ring) / len(ring), 1),
            round(sum(y for _x, y in ring) / len(ring), 1),
        )
    return round(x_sum / (3 * area), 1), round(y_sum / (3 * area), 1)
