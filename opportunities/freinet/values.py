"""Single values of an export made sense of, each repair remembered with its reason."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from core.geo.distance import distance_km
from core.geo.postcodes import places_with
from opportunities.freinet.outcomes import Reason

# Germany's extreme points, WGS 84 degrees.
SOUTH, NORTH = 47.2, 55.1
WEST, EAST = 5.8, 15.1
# What a geocoder answers that found nothing but the country.
MIDDLE_OF_GERMANY = (51.165691, 10.451526)
FAR_KM = 40.0
MOST_PEOPLE = 5000
MILLISECONDS = 10**12  # a larger Unix time counts these, not seconds
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# The first two digits that no German postcode begins with.
UNUSED_POSTCODE_AREAS = {"00", "05", "11", "43", "62"}
NOTHING = {"", "-", "--", "---", ".", "?", "x", "xx", "xxx", "n.n.", "nn", "k.a.", "k. a."} | {
    "keine angabe",
    "unbekannt",
    "null",
    "none",
    "nan",
}

_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]*)?\Z")
_POSTCODE = re.compile(r"(?:D[ -]*)?([0-9]{5})\Z", re.I)
_POSTCODE_INSIDE = re.compile(r"(?<![0-9])([0-9]{5})(?![0-9])")
_INTEGER = re.compile(r"[0-9]{1,18}(?:[.,]0+)?\Z")


class Repair(NamedTuple):
    """What was done to a value: the field's name as ours, why, and what stood there."""

    field: str
    reason: Reason
    value: str = ""


class Point(NamedTuple):
    latitude: float  # WGS 84 degrees
    longitude: float


def read_point(
    latitude: str, longitude: str, repairs: list[Repair], *, near: Sequence[Point] = ()
) -> Point | None:
    """A place on the map in Germany, None if there is none or it makes no sense.

    `near` is where it should lie by its postcode or town.
    """
    if latitude.lower() in NOTHING and longitude.lower() in NOTHING:
        return None
    value = f"{latitude} / {longitude}"

    def because(reason: Reason) -> None:
        repairs.append(Repair("coordinates", reason, value))

    if latitude.lower() in NOTHING or longitude.lower() in NOTHING:
        because(Reason.COORDINATES_HALF)
        return None
    numbers = _degrees(latitude), _degrees(longitude)
    if None in numbers:
        numbers = (
            _with_point(latitude, low=SOUTH, high=NORTH),
            _with_point(longitude, low=WEST, high=EAST),
        )
        if None not in numbers:
            because(Reason.COORDINATES_POINT)
    first, second = numbers
    if first is None or second is None:
        because(Reason.COORDINATES_UNREADABLE)
        return None
    if first == 0 or second == 0:
        zero = first == second
        because(Reason.COORDINATES_ZERO if zero else Reason.COORDINATES_HALF)
        return None
    point = Point(first, second)
    if not _in_germany(point) and _in_germany(Point(second, first)):
        because(Reason.COORDINATES_SWAPPED)
        point = Point(second, first)
    if not _in_germany(point):
        because(Reason.COORDINATES_OUTSIDE)
        return None
    if distance_km(*point, *MIDDLE_OF_GERMANY) < 0.1:
        because(Reason.COORDINATES_DEFAULT)
        return None
    if near and min(distance_km(*point, *other) for other in near) > FAR_KM:
        because(Reason.COORDINATES_FAR)
        return None
    return Point(round(point.latitude, 6), round(point.longitude, 6))


def _degrees(text: str) -> float | None:
    text = text.replace("°", "").strip()
    return float(text.replace(",", ".")) if _DEGREES.match(text) else None


def _with_point(text: str, *, low: float, high: float) -> float | None:
    """`51.472.965` or `51472965`, as spreadsheets make them, with its one decimal point."""
    digits = re.sub(r"[.,\s]", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) < 4:
        return _degrees(text)
    for places in (1, 2):
        number = float(f"{digits[:places]}.{digits[places:]}")
        if low <= number <= high:
            return number
    return None


def _in_germany(point: Point) -> bool:
    return SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST


def read_postcode(text: str, repairs: list[Repair]) -> tuple[str, str]:
    """The postcode or "", and what else stood there if that may be a place."""
    if text.lower() in NOTHING:
        return "", ""
    compact = re.sub(r"[.,]0+\Z", "", text).replace(" ", "")
    if (match := _POSTCODE.match(compact)) and match[1][:2] not in UNUSED_POSTCODE_AREAS:
        return match[1], ""
    if (match := _POSTCODE_INSIDE.search(text)) and places_with(match[1]):
        rest = (text[: match.start()] + text[match.end() :]).strip(" ,;-")
        repairs.append(Repair("postcode", Reason.POSTCODE_TIDIED, text))
        return match[1], rest if looks_like_a_name(rest) else ""
    if re.match(r"[0-9]{4}\Z", compact) and places_with(f"0{compact}"):
        repairs.append(Repair("postcode", Reason.POSTCODE_ZERO, text))
        return f"0{compact}", ""
    if looks_like_a_name(text):
        repairs.append(Repair("postcode", Reason.POSTCODE_IS_PLACE, text))
        return "", text
    repairs.append(Repair("postcode", Reason.POSTCODE_INVALID, text))
    return "", ""


def looks_like_a_name(text: str) -> bool:
    """Whether a word may be a place: a capital, a vowel, hardly a digit. `sdfsdf` is none."""
    return (
        len(text) > 2
        and text[0].isupper()
        and bool(re.search(r"[aeiouyäöü]", text, re.I))
        and sum(character.isdigit() for character in text) <= 2
    )


def read_people(text: str, repairs: list[Repair]) -> int | None:
    """How many people are wanted; None for any number, which exports write as 0."""
    if text.lower() in NOTHING:
        return None
    number = int(re.split(r"[.,]", text)[0]) if _INTEGER.match(text) else -1
    if not 0 <= number <= MOST_PEOPLE:
        repairs.append(Repair("wanted", Reason.NUMBER_INVALID, text))
        return None
    return number or None


def read_time(text: str, repairs: list[Repair], *, now: dt.datetime) -> dt.datetime | None:
    """A Unix time in seconds between 2000 and now; None if it is not given or makes no sense."""
    if text.lower() in NOTHING or text.strip("0.,") == "":
        return None
    seconds = int(re.split(r"[.,]", text)[0]) if _INTEGER.match(text) else -1
    if seconds >= MILLISECONDS:
        seconds //= 1000
    if EARLIEST.timestamp() <= seconds <= now.timestamp():
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    repairs.append(Repair("created", Reason.TIME_INVALID, text))
    return None
