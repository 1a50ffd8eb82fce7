"""What lists call what, German or English."""

import re
from collections.abc import Sequence
from typing import Final

from core.german.spelling import fold

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


def plain(title: str) -> str:
    """A column's title as it is compared: `Straße / Hausnr.` is `strassehausnr`."""
    return "".join(sign for sign in fold(title) if sign.isalnum())


def is_name(title: str) -> bool:
    """Whether a title is one of the names as it stands, with nothing besides."""
    return plain(title) in _FIELD_OF


def fields_by_title(header: Sequence[str]) -> dict[str, int]:
    """At which position each field stands that a title names."""
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
