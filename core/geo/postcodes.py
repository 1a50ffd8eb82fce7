"""German postcodes: where they lie and which places carry them (GeoNames, CC BY 4.0)."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[1] / "data" / "postcodes.csv"


class PostcodeArea(NamedTuple):
    """One place that carries a postcode."""

    postcode: str
    place: str
    district_code: str  # first five digits of the AGS
    latitude: float  # WGS 84 degrees
    longitude: float


@cache
def postcode_areas() -> dict[str, tuple[PostcodeArea, ...]]:
    """All postcodes, each with the places that carry it (about 8,300 with 16,500 places)."""
    areas: dict[str, list[PostcodeArea]] = {}
    with DATA.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            area = PostcodeArea(
                row["postcode"],
                row["place"],
                row["district_code"],
                float(row["latitude"]),
                float(row["longitude"]),
            )
            areas.setdefault(area.postcode, []).append(area)
    return {postcode: tuple(places) for postcode, places in areas.items()}


def places_with(postcode: str) -> tuple[PostcodeArea, ...]:
    """The places that carry `postcode`; empty if there is no such postcode."""
    return postcode_areas().get(postcode, ())
