"""Facts about the municipalities of North Rhine-Westphalia (© GeoBasis-DE / BKG 2013)."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).resolve().parent / "data"


class KnownMunicipality(NamedTuple):
    """What the gazetteer knows of a municipality."""

    ags: str
    name: str
    district: str
    postcode: str  # of the town hall
    population: int
    area_km2: float
    latitude: float  # WGS 84 degrees
    longitude: float
    website: str


@cache
def known_municipalities() -> dict[str, KnownMunicipality]:
    """All 396 municipalities by their AGS."""
    with (DATA / "nrw_gemeinden.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["ags"]: KnownMunicipality(
                ags=row["ags"],
                name=row["name"],
                district=row["kreis"],
                postcode=row["plz"],
                population=int(row["einwohner"]),
                area_km2=float(row["flaeche_km2"]),
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
                website=row["website"],
            )
            for row in csv.DictReader(lines)
        }


def boundaries() -> dict[str, dict[str, Any]]:
    """The simplified boundaries (about 200 m) by AGS, as GeoJSON geometries; read each time."""
    with (DATA / "nrw_gemeinden.geojson").open(encoding="utf-8") as file:
        collection = json.load(file)
    return {feature["properties"]["AGS"]: feature["geometry"] for feature in collection["features"]}


def boundary_of(ags: str) -> dict[str, Any] | None:
    """The simplified boundary as a GeoJSON geometry, None if the gazetteer has none."""
    return boundaries().get(ags)
