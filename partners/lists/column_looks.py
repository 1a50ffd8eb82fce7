"""How values look, by which it is told what a column holds."""

import re
from collections.abc import Callable
from typing import Final

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


def could_be(name: str, value: str) -> bool:
    """Whether a value looks right; swapped coordinates do, they are put right later."""
    if name in ("latitude", "longitude"):
        return bool(LOOKS["latitude"](value) or LOOKS["longitude"](value))
    return bool(LOOKS[name](value))


def says_nothing(value: str) -> bool:
    """Whether a value only fills its cell: `-`, `k. A.`, `0`."""
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
