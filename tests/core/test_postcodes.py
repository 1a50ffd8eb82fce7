from core.geo.postcodes import places_with, postcode_areas


def test_a_postcode_knows_its_place():
    (area,) = places_with("44532")
    assert (area.place, area.district_code) == ("Lünen", "05978")
    assert 51 < area.latitude < 52
    assert 7 < area.longitude < 8


def test_company_and_post_box_postcodes_are_left_out():
    assert places_with("44530") == ()


def test_every_area_lies_in_germany():
    for places in postcode_areas().values():
        for area in places:
            assert 47.2 < area.latitude < 55.1, area
            assert 5.8 < area.longitude < 15.1, area
