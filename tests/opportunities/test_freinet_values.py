import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opportunities.freinet.outcomes import Reason
from opportunities.freinet.values import (
    Point,
    read_people,
    read_point,
    read_postcode,
    read_time,
)

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
LUENEN = Point(51.6067, 7.5241)


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "reason"),
    [
        ("51.616700", "7.516700", (51.6167, 7.5167), None),
        ("51,6167", "7,5167", (51.6167, 7.5167), None),
        ("53,55", "10", (53.55, 10.0), None),
        ("51.6167°", " 7.5167 ", (51.6167, 7.5167), None),
        ("", "", None, None),
        ("NULL", "-", None, None),
        ("0", "0", None, Reason.COORDINATES_ZERO),
        ("0.000000", "0,0", None, Reason.COORDINATES_ZERO),
        ("51.6", "0", None, Reason.COORDINATES_HALF),
        ("51.6", "", None, Reason.COORDINATES_HALF),
        ("7.5167", "51.6167", (51.6167, 7.5167), Reason.COORDINATES_SWAPPED),
        ("48.8566", "2.3522", None, Reason.COORDINATES_OUTSIDE),
        ("-51.6", "7.5", None, Reason.COORDINATES_OUTSIDE),
        ("151.6", "7.5", None, Reason.COORDINATES_OUTSIDE),
        ("51.616.700", "7.516.700", (51.6167, 7.5167), Reason.COORDINATES_POINT),
        ("516167", "75167", (51.6167, 7.5167), Reason.COORDINATES_POINT),
        ("5161670", "10451526", (51.6167, 10.451526), Reason.COORDINATES_POINT),
        ("abc", "7.5", None, Reason.COORDINATES_UNREADABLE),
        ("1e400", "inf", None, Reason.COORDINATES_UNREADABLE),
        ("51.165691", "10.451526", None, Reason.COORDINATES_DEFAULT),
    ],
)
def test_coordinates(latitude, longitude, point, reason):
    repairs = []
    found = read_point(latitude, longitude, repairs)
    assert (found and tuple(found)) == point
    assert [repair.reason for repair in repairs] == ([reason] if reason else [])
    assert all(repair.value == f"{latitude} / {longitude}" for repair in repairs)


def test_coordinates_far_from_the_postcode_are_wrong():
    repairs = []
    assert read_point("53.55", "10.0", repairs, near=[LUENEN]) is None
    assert repairs[0].reason is Reason.COORDINATES_FAR
    assert read_point("51.5", "7.4", [], near=[LUENEN])


@pytest.mark.parametrize(
    ("text", "postcode", "instead", "reason"),
    [
        ("44532", "44532", "", None),
        ("D-44532", "44532", "", None),
        ("44 532", "44532", "", None),
        ("44532.0", "44532", "", None),
        ("20246", "20246", "", None),  # a hospital's own one, which no list of places has
        ("", "", "", None),
        ("k.A.", "", "", None),
        ("44532 Lünen", "44532", "Lünen", Reason.POSTCODE_TIDIED),
        ("1067", "01067", "", Reason.POSTCODE_ZERO),
        ("Barmbek", "", "Barmbek", Reason.POSTCODE_IS_PLACE),
        ("sdfsdf", "", "", Reason.POSTCODE_INVALID),
        ("Sdfsdf", "", "", Reason.POSTCODE_INVALID),
        ("00000", "", "", Reason.POSTCODE_INVALID),
        ("4453", "", "", Reason.POSTCODE_INVALID),
        ("445321", "", "", Reason.POSTCODE_INVALID),
        ("٤٤٥٣٢", "", "", Reason.POSTCODE_INVALID),
    ],
)
def test_postcodes(text, postcode, instead, reason):
    repairs = []
    assert read_postcode(text, repairs) == (postcode, instead)
    assert [repair.reason for repair in repairs] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("text", "people", "is_repaired"),
    [
        ("0", None, False),
        ("", None, False),
        ("3", 3, False),
        ("3,0", 3, False),
        ("100", 100, False),
        ("-2", None, True),
        ("99999", None, True),
        ("viele", None, True),
    ],
)
def test_people_wanted(text, people, is_repaired):
    repairs = []
    assert read_people(text, repairs) == people
    assert bool(repairs) == is_repaired


@pytest.mark.parametrize(
    ("text", "year", "is_repaired"),
    [
        ("1500000000", 2017, False),
        ("0", None, False),
        ("", None, False),
        ("99", None, True),
        ("4102444800", None, True),
        ("1500000000000", 2017, False),
        ("999999999999999999", None, True),
        ("gestern", None, True),
        ("-1", None, True),
    ],
)
def test_unix_times(text, year, is_repaired):
    repairs = []
    time = read_time(text, repairs, now=NOW)
    assert (time and time.year) == year
    assert bool(repairs) == is_repaired


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_read(text, other):
    repairs = []
    point = read_point(text, other, repairs)
    assert point is None or 47 < point.latitude < 56
    postcode, _instead = read_postcode(text, repairs)
    assert postcode == "" or (postcode.isascii() and postcode.isdigit() and len(postcode) == 5)
    people = read_people(text, repairs)
    assert people is None or 0 < people <= 5000
    read_time(text, repairs, now=NOW)
