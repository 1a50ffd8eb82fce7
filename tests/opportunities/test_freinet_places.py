import pytest

from municipalities.gazetteer import known_municipalities
from municipalities.models import Municipality
from opportunities.enums import Whereabouts
from opportunities.freinet.german_places import place_key
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.places import Gazetteer
from opportunities.freinet.rows import Row


def town(ags, name=""):
    known = known_municipalities().get(ags)
    facts = {"latitude": known.latitude, "longitude": known.longitude} if known else {}
    return Municipality(ags=ags, name=name or known.name, **facts)


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(
        [
            *map(town, ("05978024", "05978004", "05978032", "05978040", "05113000")),
            town("02000000", "Hamburg"),
        ]
    )


def resolve(gazetteer, **values):
    place = gazetteer.resolve(Row(number=1, **values))
    return place, [repair.reason for repair in place.repairs]


@pytest.mark.parametrize(
    ("city", "locality", "postcode", "expected"),
    [
        # (town of the association, city, part of town, postcode), reasons
        ("Lünen", "", "44532", ("Lünen", "Lünen", "", "44532")),
        ("LUENEN", "", "", ("Lünen", "Lünen", "", "")),
        ("Stadt Lünen", "", "", ("Lünen", "Lünen", "", "")),
        ("Lünen (Westf.)", "", "", ("Lünen", "Lünen", "", "")),
        ("44532 Lünen", "", "", ("Lünen", "Lünen", "", "44532")),
        ("Lünen", "Lünen-Brambauer", "", ("Lünen", "Lünen", "Brambauer", "")),
        ("Lünen", "Lünen", "", ("Lünen", "Lünen", "", "")),
        ("Essen/Altendorf", "", "", ("Essen", "Essen", "Altendorf", "")),
        ("Essen/Horst", "", "45279", ("Essen", "Essen", "Horst", "45279")),
        ("Essen, Altendorf", "", "", ("Essen", "Essen", "Altendorf", "")),
        ("Lünen-Brambauer", "", "", ("Lünen", "Lünen", "Brambauer", "")),
        ("Lünen Süd", "", "", ("Lünen", "Lünen", "Süd", "")),
        ("Lünen und Umgebung", "", "", ("Lünen", "Lünen", "", "")),
        ("Werne a. d. Lippe", "", "", ("Werne", "Werne", "", "")),
        ("Werne an der Lippe", "Stockum", "", ("Werne", "Werne", "Stockum", "")),
        ("Bork", "", "59379", ("Selm", "Selm", "Bork", "59379")),
        ("", "", "59192", ("Bergkamen", "Bergkamen", "", "59192")),
        ("", "Hamburg", "20251", ("Hamburg", "Hamburg", "", "20251")),
        ("", "Hamburg", "", ("Hamburg", "Hamburg", "", "")),
        ("", "Hamburg-Eimsbüttel", "20257", ("Hamburg", "Hamburg", "Eimsbüttel", "20257")),
        ("", "Eppendorf", "", ("Hamburg", "Hamburg", "Eppendorf", "")),
        ("", "", "Barmbek", ("Hamburg", "Hamburg", "Barmbek", "")),
        ("", "", "45279", ("Essen", "Essen", "", "45279")),
        ("", "", "sdfsdf", (None, "", "", "")),
        ("sdfsdf", "", "", (None, "", "", "")),
        ("", "Norderstedt", "22846", (None, "Norderstedt", "", "22846")),
        ("Dortmund", "", "44532", (None, "Dortmund", "", "44532")),
        ("Castrop-Rauxel", "", "", (None, "Castrop-Rauxel", "", "")),
        ("Mülheim an der Ruhr", "", "", (None, "Mülheim an der Ruhr", "", "")),
        ("Ruhrgebiet", "", "", (None, "Ruhrgebiet", "", "")),
        ("", "Brambauer", "", (None, "", "Brambauer", "")),
    ],
)
def test_which_town_it_is(gazetteer, city, locality, postcode, expected):
    place, _reasons = resolve(gazetteer, city=city, locality=locality, postcode=postcode)
    found = (place.town and place.town.name, place.city, place.locality, place.postcode)
    assert found == expected


@pytest.mark.parametrize(
    ("values", "is_known"),
    [
        ({"city": "Norderstedt"}, True),
        ({"postcode": "20251"}, True),
        ({"city": "Ruhrgebiet"}, False),
        ({"locality": "Brambauer"}, False),
        ({}, False),
    ],
)
def test_whether_the_place_is_known(gazetteer, values, is_known):
    place, _reasons = resolve(gazetteer, **values)
    assert place.is_known == is_known


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"city": "Essen/Altendorf"}, [Reason.CITY_SPLIT]),
        ({"locality": "Hamburg-Eimsbüttel"}, [Reason.CITY_SPLIT]),
        ({"locality": "Hamburg"}, []),
        ({"postcode": "44532"}, [Reason.CITY_FROM_POSTCODE]),
        ({"postcode": "Barmbek"}, [Reason.POSTCODE_IS_PLACE, Reason.CITY_FROM_LOCALITY]),
        ({"city": "sdfsdf"}, [Reason.INVALID]),
        ({"latitude": "53.5487", "longitude": "9.978"}, [Reason.CITY_FROM_COORDINATES]),
        ({"city": "Lünen", "latitude": "48.1", "longitude": "11.5"}, [Reason.COORDINATES_FAR]),
    ],
)
def test_what_was_done_is_told(gazetteer, values, reasons):
    assert resolve(gazetteer, **values)[1] == reasons


def test_several_towns_stay_readable(gazetteer):
    place, reasons = resolve(gazetteer, city="Essen, Mülheim an der Ruhr, Oberhausen")
    assert (place.city, place.venue) == ("Essen", "Essen, Mülheim an der Ruhr, Oberhausen")
    assert reasons == [Reason.CITY_SEVERAL]


def test_of_several_towns_the_associations_own_counts(gazetteer):
    place, _reasons = resolve(gazetteer, city="Dortmund / Lünen")
    assert place.town.name == "Lünen"


@pytest.mark.parametrize(
    ("values", "whereabouts"),
    [
        ({"street": "online"}, Whereabouts.ONLINE),
        ({"city": "Homeoffice"}, Whereabouts.ONLINE),
        ({"city": "Lünen/online"}, Whereabouts.BOTH),
        ({"street": "Onlinestraße 3"}, Whereabouts.ON_SITE),
    ],
)
def test_online_is_no_street(gazetteer, values, whereabouts):
    place, _reasons = resolve(gazetteer, latitude="51.6", longitude="7.5", **values)
    assert place.whereabouts == whereabouts
    assert (place.point is None) == (whereabouts == Whereabouts.ONLINE)


def test_places_have_one_key_however_they_are_written():
    keys = {place_key(name) for name in ("Lünen", "LÜNEN", "luenen", "Stadt Lünen", "Lünen (NRW)")}
    assert keys == {"luenen"}
