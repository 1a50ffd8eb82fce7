"""How far every row of the catalogue is from one point."""

from collections.abc import Sequence
from functools import cached_property
from math import cos, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from core.geo.distance import EARTH_RADIUS_KM
from opportunities.catalogue.bitmaps import Bits, pack
from opportunities.catalogue.places import Point

# (rows, 3): points on the unit sphere; infinite where nothing is known. As 32-bit floats they are
# exact to half a metre.
Vectors = NDArray[np.float32]


def vectors(points: Sequence[Point | None]) -> Vectors:
    nowhere = (np.nan, np.nan)
    degrees = np.array([point or nowhere for point in points], dtype=np.float64).reshape(-1, 2)
    latitudes, longitudes = np.radians(degrees).T
    found = np.stack(
        [
            np.cos(latitudes) * np.cos(longitudes),
            np.cos(latitudes) * np.sin(longitudes),
            np.sin(latitudes),
        ],
        axis=1,
    )
    return np.nan_to_num(found, nan=np.inf).astype(np.float32)


def vector(point: Point) -> tuple[float, float, float]:
    """One point's; ten times as fast as many are made of one."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


class Around:
    """Every row's distance from a point.

    Kept as squares of the straight line through the earth (unit radius): they are in the same
    order as distances on the surface, and cost no trigonometry.
    """

    def __init__(self, points: Vectors, centre: Point) -> None:
        # Axis by axis: numpy is slow with three numbers at a time.
        apart = points.T - np.array(vector(centre), np.float32)[:, None]
        apart *= apart
        self.squares = np.add.reduce(apart, axis=0)
        self._within: dict[float, Bits] = {}

    @cached_property
    def kilometres(self) -> NDArray[np.float32]:
        """Of every row, infinite where it is not known where it lies.

        Along the straight line, which is as good for what lies near.
        """
        return np.sqrt(self.squares) * np.float32(EARTH_RADIUS_KM)

    def kilometres_of(self, rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """The same of some rows only."""
        return np.sqrt(self.squares[rows]) * np.float32(EARTH_RADIUS_KM)

    def within(self, radius_km: float) -> Bits:
        """The rows at most so far away."""
        found = self._within.get(radius_km)
        if found is None:
            half_angle = min(max(radius_km, 0.0) / (2 * EARTH_RADIUS_KM), pi / 2)
            found = pack(self.squares <= np.float32((2 * sin(half_angle)) ** 2))
            if len(self._within) < 16:
                self._within[radius_km] = found
        return found

    def km(self, row: int) -> float | None:
        """None where it is not known where the row lies."""
        square = float(self.squares[row])
        if not np.isfinite(square):
            return None
        return float(2 * EARTH_RADIUS_KM * np.arcsin(min(square**0.5 / 2, 1.0)))
