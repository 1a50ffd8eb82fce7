import pytest

from core.geo.distance import distance_km


def test_a_known_distance():
    luenen, hamburg = (51.6167, 7.5167), (53.55, 10.0)
    assert distance_km(*luenen, *hamburg) == pytest.approx(272, abs=3)
    assert distance_km(*luenen, *luenen) == 0
