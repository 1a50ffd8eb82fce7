"""One offer as it stands in an export, the same for both forms: text and nothing but text."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from opportunities.freinet.outcomes import Reason

# How the two forms call what we call so; compared in lower case.
NAMES = {
    "freinet_id": ("angebotsid", "_angebotsid", "angebots_id"),
    "agency_id": ("agenturid", "agentur_id"),
    "agency_name": ("agenturname",),
    "organisation_id": ("einrichtungs_id", "einrichtungsid"),
    "organisation_name": ("einrichtungsname",),
    "title": ("angebotsname",),
    "short_text": ("kurz_beschreibung", "kurzbeschreibung"),
    "text": ("beschreibung",),
    "street": ("strasse", "straße"),
    "postcode": ("plz",),
    "city": ("ort",),
    "locality": ("ortsteil",),
    "times": ("termine",),
    "wanted": ("anzahl_gesuche",),
    "latitude": ("geo_breite", "latitude"),
    "longitude": ("geo_laenge", "geo_länge", "longitude"),
    "created": ("erstellt",),
}
FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
# How the report calls a field: as the export does, so that people find it there.
EXPORT_NAMES = {field: names[0] for field, names in NAMES.items()} | {
    "freinet_id": "angebotsId",
    "coordinates": "geo_breite/geo_laenge",
}


class Entry(NamedTuple):
    """One of the additions of an offer that a site like this one wrote."""

    name: str
    text: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The n-th offer of a file. A broken row has a `problem` and as much as could be read."""

    number: int
    freinet_id: str = ""
    agency_id: str = ""
    agency_name: str = ""
    organisation_id: str = ""
    organisation_name: str = ""
    title: str = ""
    short_text: str = ""
    text: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    locality: str = ""
    times: str = ""
    wanted: str = ""
    latitude: str = ""
    longitude: str = ""
    created: str = ""
    problem: Reason | None = None
    raw: str = ""  # of a broken row: its beginning, to recognise the offer by
    repairs: tuple[Reason, ...] = ()  # of the row as a whole
    additions: tuple[Entry, ...] | None = None  # only exports of our own kind have them


def row_from(
    values: dict[str, str],
    *,
    number: int,
    repairs: tuple[Reason, ...] = (),
    additions: tuple[Entry, ...] | None = None,
) -> Row:
    """A row of `values` by our field names."""
    texts: dict[str, Any] = {name: value.strip() for name, value in values.items()}
    return Row(number=number, repairs=repairs, additions=additions, **texts)
