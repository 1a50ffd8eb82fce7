"""Which column holds what: by its name, German or English, else by what stands in it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.german.spelling import fold
from partners.lists.errors import ListFileError

SAMPLE: Final = 300  # rows that are looked at
_FEWEST = 4  # values from which on something can be said of a column

# What we call it -> what lists call it, folded and without anything but letters and digits.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        *("name", "bezeichnung", "firma", "firmenname", "betrieb", "geschaeft", "partner"),
        *("akzeptanzstelle", "akzeptanzpartner", "einrichtung", "anbieter", "organisation"),
        *("unternehmen", "titel", "title", "shop", "shopname", "company", "partnername", "verein"),
        *("vereinsname", "geschaeftsname", "business", "merchant", "store", "acceptancepoint"),
    ),
    "number": (
        *("id", "nr", "nummer", "lfdnr", "laufendenummer", "kennung", "objectid", "fid", "uuid"),
        *("schluessel", "identifier", "partnerid", "kennziffer", "number", "key", "datensatz"),
    ),
    "street": (
        *("strasse", "str", "street", "streetname", "strassenname", "strasseundhausnummer"),
        *("strassehausnummer", "strassehausnr", "strassenr", "strasseundnr", "streetaddress"),
    ),
    "house_number": ("hausnummer", "hausnr", "hnr", "housenumber", "streetnumber", "houseno"),
    "address": ("adresse", "anschrift", "address", "standort", "fulladdress", "postanschrift"),
    "postcode": ("plz", "postleitzahl", "zip", "zipcode", "postcode", "postalcode"),
    "city": ("ort", "stadt", "city", "town", "gemeinde", "kommune", "ortsname", "municipality"),
    "postcode_city": ("plzort", "plzundort", "postleitzahlort", "postleitzahlundort", "plzstadt"),
    "locality": ("ortsteil", "stadtteil", "stadtbezirk", "bezirk", "district", "quarter"),
    "latitude": (
        *("breitengrad", "breite", "lat", "latitude", "geobreite", "geolat", "geographischebreite"),
        *("ykoordinate", "koordinatey", "y", "ywgs84"),
    ),
    "longitude": (
        *("laengengrad", "laenge", "lon", "lng", "long", "longitude", "geolaenge", "geolon"),
        *("geographischelaenge", "xkoordinate", "koordinatex", "x", "xwgs84"),
    ),
    "coordinates": ("koordinaten", "coordinates", "latlon", "latlng", "geopoint", "geoposition"),
    "phone": (
        *("telefon", "tel", "telefonnummer", "telefonnr", "phone", "telephone", "phonenumber"),
        *("rufnummer", "festnetz", "mobil", "fon", "handy"),
    ),
    "email": ("email", "mail", "emailadresse", "epost", "mailadresse", "kontaktemail", "emails"),
    "website": (
        *("website", "webseite", "web", "homepage", "internet", "internetseite", "url", "www"),
        *("internetadresse", "webadresse", "link", "site", "weblink"),
    ),
    "benefit": (
        *("rabatt", "rabatte", "verguenstigung", "verguenstigungen", "ermaessigung", "vorteil"),
        *("ermaessigungen", "leistung", "leistungen", "angebot", "angebote", "nachlass", "bonus"),
        *("benefit", "benefits", "discount", "offer", "konditionen", "gutschein", "reduction"),
    ),
    "terms": (
        *("bedingung", "bedingungen", "hinweis", "hinweise", "bemerkung", "bemerkungen"),
        *("anmerkung", "anmerkungen", "einschraenkung", "einschraenkungen", "terms", "conditions"),
        *("notes", "remarks"),
    ),
    "category": (
        *("kategorie", "kategorien", "category", "branche", "rubrik", "art", "bereich", "sparte"),
        *("typ", "type", "kategorieid", "categoryid", "sector", "gruppe", "themenbereich"),
    ),
    "opening_hours": ("oeffnungszeiten", "oeffnungszeit", "openinghours", "geoeffnet", "hours"),
    "about": ("beschreibung", "description", "about", "info", "infos", "informationen", "text"),
    "contact": ("ansprechpartner", "ansprechperson", "kontaktperson", "contact", "contactperson"),
    "valid_from": ("gueltigab", "gueltigvon", "validfrom", "startdatum"),
    "valid_until": ("gueltigbis", "validuntil", "validto", "enddatum", "ablaufdatum"),
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
# Parts of a title by which it is known if it says more: "E-Mail (öffentlich)".
_PARTS = {name: field for name, field in _FIELD_OF.items() if len(name) >= 3 and name != "art"}
# Titles that speak of something else, though a known word stands in them.
_OTHERS = re.compile(r"letzteaenderung|geaendert|erstellt|stand|fax|bild|foto|logo|imag|intern")

_POSTCODE = re.compile(r"(?:D[ -]?)?\d{4,5}(?:[.,]0+)?\Z", re.I)
_EMAIL = re.compile(r"\S+\s?(?:@|\(at\)|\[at\]|\(a\))\s?\S+\.\w+", re.I)
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|info|eu|shop)\b", re.I
)
_PHONE = re.compile(r"[+(]?\d[\d\s/()+.-]{4,}\d\b")
_NUMBER = re.compile(r"-?\d{1,3}[.,]\d{2,}\Z")
_STREET = re.compile(
    r"\w(?:str\.?|straße|strasse|weg|platz|gasse|allee|ring|damm|ufer|markt|graben|wall|hof)\b",
    re.I,
)
_HOUSE_NUMBER = re.compile(r"\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?\Z", re.I)
_BENEFIT = re.compile(
    r"%|€|euro|ermä(?:ß|ss)ig|rabatt|kostenlos|kostenfrei|gratis|frei|vergünstig|nachlass|prozent",
    re.I,
)


def _in_range(low: float, high: float) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        if not _NUMBER.match(value):
            return False
        return low <= float(value.replace(",", ".")) <= high

    return fits


# How values look whose kind can be told by themselves.
LOOKS: Final[dict[str, Callable[[str], object]]] = {
    "postcode": _POSTCODE.match,
    "email": _EMAIL.search,
    "website": _URL.match,
    "latitude": _in_range(47.2, 55.1),
    "longitude": _in_range(5.8, 15.1),
    "phone": _PHONE.match,
    "street": _STREET.search,
    "house_number": _HOUSE_NUMBER.match,
    "benefit": _BENEFIT.search,
}
# So much of a column must look so, for it to be taken for one without being called so.
_SHARE = {"street": 0.5, "benefit": 0.5, "website": 0.6, "email": 0.6, "phone": 0.7}
# By these it is seen whether columns, or the cells of one row, stand under the right names.
STRICT: Final = ("postcode", "latitude", "longitude", "house_number", "email")


@dataclass(frozen=True)
class Hints:
    """What the list held before: field -> folded values, by which a renamed column is known."""

    values: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """Where what stands. `guessed`: fields known by their content, with their titles."""

    index: dict[str, int]
    titles: list[str]
    guessed: dict[str, str]
    unused: list[str]

    def get(self, cells: Sequence[str], name: str) -> str:
        """The cell of a field, "" if there is none."""
        position = self.index.get(name)
        return cells[position] if position is not None and position < len(cells) else ""

    def title(self, name: str) -> str:
        """What the file calls a field."""
        position = self.index.get(name)
        return self.titles[position] if position is not None else ""

    def misfits(self, cells: Sequence[str]) -> int:
        """How many cells can't be what their columns say."""
        return sum(
            not _could_be(name, value)
            for name in STRICT
            if (value := self.get(cells, name)) and not _says_nothing(value)
        )

    def fits(self, cells: Sequence[str]) -> int:
        """How many cells are what their columns say, where that can be told."""
        return sum(
            bool((value := self.get(cells, name)) and _could_be(name, value))
            for name in (*STRICT, "website", "phone")
        )


def _could_be(name: str, value: str) -> bool:
    """Whether a value looks right; swapped coordinates do, they are put right later."""
    if name in ("latitude", "longitude"):
        return bool(LOOKS["latitude"](value) or LOOKS["longitude"](value))
    return bool(LOOKS[name](value))


def plain(title: str) -> str:
    """A column's title as it is compared: `Straße / Hausnr.` is `strassehausnr`."""
    return "".join(sign for sign in fold(title) if sign.isalnum())


def header_score(cells: Sequence[str]) -> int:
    """How many fields a row names, as its header would; 0 if it can't be one."""
    if sum(bool(cell) for cell in cells) < 2 or any(len(cell) > 80 for cell in cells):
        return 0
    found = _by_title(cells)
    exact = sum(plain(cell) in _FIELD_OF for cell in cells)
    values = sum(bool(LOOKS[name](cell)) for name in ("postcode", "website") for cell in cells)
    is_header = (exact and len(found) >= 2) or len(found) >= 3
    return len(found) + exact if is_header and not values else 0


def find_columns(
    header: Sequence[str], sample: Iterable[Sequence[str]], hints: Hints | None = None
) -> Columns:
    """Match the columns of a table with our fields; raises `ListFileError`."""
    rows = list(sample)
    index = _by_title(header)
    _check(index, rows)
    guessed: dict[str, str] = {}
    for name, position in _by_content(index, header, rows, hints or Hints()).items():
        index[name] = position
        guessed[name] = header[position]
    if "name" not in index:
        raise ListFileError(ListFileError.Code.NO_HEADER)
    used = set(index.values())
    unused = [title for position, title in enumerate(header) if position not in used and title]
    return Columns(index, list(header), guessed, unused)


def _by_title(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    plains = [plain(title) for title in header]
    for position, title in enumerate(plains):
        name = _FIELD_OF.get(title)
        if name == "number" and title in ("nr", "nummer") and _field_at(found, position - 1):
            name = "house_number" if _field_at(found, position - 1) == "street" else name
        if name and name not in found:
            found[name] = position
    for position, title in enumerate(plains):
        if position in found.values() or not title or _OTHERS.search(title):
            continue
        words = [plain(word) for word in re.split(r"[^\w]+|_", header[position]) if word]
        candidates = [_PARTS[word] for word in words if word in _PARTS]
        candidates += [
            name
            for part, name in sorted(_PARTS.items(), key=lambda pair: -len(pair[0]))
            if len(part) >= 5 and (title.startswith(part) or title.endswith(part))
        ]
        name = next((one for one in candidates if one not in found), None)
        if name:
            found[name] = position
    return found


def _field_at(found: dict[str, int], position: int) -> str:
    return next((name for name, at in found.items() if at == position), "")


def _check(index: dict[str, int], rows: Sequence[Sequence[str]]) -> None:
    """Drop columns that hold something else than their names say; many of them: a shift."""
    wrong = [
        name
        for name in (*STRICT, "website")
        if name in index
        and len(values := _values(rows, index[name])) >= _FEWEST
        and _share(LOOKS[name], values) < 0.35
        # Swapped coordinates are put right row by row.
        and not (name in ("latitude", "longitude") and _are_degrees(values))
    ]
    if len(wrong) >= 2 and "name" in index:
        raise ListFileError(ListFileError.Code.SHIFTED)
    for name in wrong:
        if name in ("postcode", "email", "website"):
            del index[name]


def _are_degrees(values: Sequence[str]) -> bool:
    """Numbers as coordinates are written in any way: `49,4`, `494622598`, `0`."""
    return _share(re.compile(r"-?[\d.,\s°]+\Z").match, values) > 0.6


def _by_content(
    index: dict[str, int], header: Sequence[str], rows: Sequence[Sequence[str]], hints: Hints
) -> dict[str, int]:
    """Fields that no title names, by what stands in the columns that nobody has taken."""
    free = [position for position in range(len(header)) if position not in index.values()]
    values = {position: _values(rows, position) for position in free}
    free = [position for position in free if len(values[position]) >= _FEWEST]
    scores: list[tuple[float, str, int]] = []
    for name in NAMES:
        if name in index:
            continue
        known = hints.values.get(name, frozenset())
        for position in free:
            score = _share_of(known, values[position])
            if name in LOOKS and name != "house_number":
                look = _share(LOOKS[name], values[position])
                score = max(score, look if look >= _SHARE.get(name, 0.8) else 0.0)
            elif name == "house_number" and index.get("street") == position - 1:
                score = max(score, _share(LOOKS[name], values[position]) - 0.2)
            if score >= (0.5 if known else 0.6):
                scores.append((score + (name in hints.values), name, position))
    found: dict[str, int] = {}
    for _score, name, position in sorted(scores, key=lambda one: (-one[0], one[2])):
        if name not in found and position not in found.values():
            found[name] = position
    if "name" not in index and "name" not in found:
        for position in free:
            if position not in found.values() and _could_be_names(values[position], len(rows)):
                found["name"] = position
                break
    return found


def _could_be_names(values: Sequence[str], rows: int) -> bool:
    with_letters = sum(bool(re.search(r"[^\W\d_]{2,}", value)) for value in values)
    return (
        len(values) >= 0.9 * rows
        and with_letters >= 0.9 * len(values)
        and len(set(values)) >= 0.8 * len(values)
    )


def _values(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    cells = (row[position] for row in rows if position < len(row))
    return [cell for cell in cells if cell and not _says_nothing(cell)]


def _says_nothing(value: str) -> bool:
    return value.strip(" -–./?0").lower() in (
        "",
        "x",
        "xx",
        "k.a",
        "n.n",
        "nn",
        "null",
        "none",
        "nan",
    )


def _share_of(known: frozenset[str], values: Sequence[str]) -> float:
    return sum(plain(value) in known for value in values) / len(values) if values else 0.0


def _share(looks: Callable[[str], object], values: Sequence[str]) -> float:
    return sum(bool(looks(value)) for value in values) / len(values) if values else 0.0
