"""Places by the names that people type."""

import pytest

from core.geo.places import KnownPlace, PlaceIndex, name_key


def own(name: str, latitude: float = 51.6, longitude: float = 7.5, *others: str) -> KnownPlace:
    return KnownPlace(
        name=name, latitude=latitude, longitude=longitude, radius_km=10, other_names=others
    )


INDEX = PlaceIndex(
    [own("Lünen"), own("Bergkamen", 51.616, 7.644), own("Selm-Bork", 51.66, 7.47, "Bork")]
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Lünen", "Lünen"),
        ("LUENEN", "Lünen"),
        ("lunen", "Lünen"),
        ("Bergkammen", "Bergkamen"),
        ("Borrk", "Selm-Bork"),
        ("Begrkamen", "Bergkamen"),
        ("Bork", "Selm-Bork"),
        ("Selm Bork", "Selm-Bork"),
        ("59368", "59368"),
        ("59368 Werne", "59368"),
        ("Dortmund", "Dortmund"),
    ],
)
def test_found(typed, name):
    assert INDEX.find(typed).name == name


@pytest.mark.parametrize("typed", ["", "xyz", "00000", "\0", "Bergkammmen", "😀", "a" * 10_000])
def test_not_found(typed):
    assert INDEX.find(typed) is None


def test_short_names_are_left_alone_in_running_text():
    assert INDEX.own_nearly("borrk") is None
    assert INDEX.own_nearly("bergkammen").name == "Bergkamen"


def test_own_places_go_before_others_of_the_name():
    # There is a Bork elsewhere in the list of postcodes, or may be one day.
    assert INDEX.exactly(name_key("Bork")).is_own


def test_of_many_places_of_one_name_the_nearest_is_meant():
    in_the_south = PlaceIndex([own("Anderswo", 48.14, 11.57)])
    here, there = INDEX.find("Neuenkirchen"), in_the_south.find("Neuenkirchen")
    assert INDEX.distance_km(here) < INDEX.distance_km(there)


def test_without_own_places_everything_is_as_near():
    assert PlaceIndex([]).find("Dortmund").is_large
