"""Each component is bounded, monotone in what it measures, and the same for the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import components
from matching.engine.weights import REACH_KM, WEIGHTS, Weights

quickly = settings(max_examples=60, deadline=None, database=None)
weeks = st.integers(0, (1 << 21) - 1)
kilometres = st.floats(0, 20_000, width=32)


def of(value, dtype=np.float32):
    return np.array([value], dtype)


@quickly
@given(said=st.integers(1, 60), number=st.integers(0, 60))
def test_more_in_common_is_better_and_all_is_one(said, number):
    table = components.common_by_count(said)
    assert table[0] == 0
    assert table[-1] == pytest.approx(1)
    assert (np.diff(table) > 0).all()
    assert components.common(of(min(number, said), np.uint8), said)[0] == table[min(number, said)]


@quickly
@given(offered=weeks, free=weeks, more=weeks)
def test_more_free_time_never_fits_worse(offered, free, more):
    fit, better = (
        components.overlap(of(offered, np.uint32), time)[0] for time in (free, free | more)
    )
    assert 0 <= fit <= better <= 1


@quickly
@given(offered=weeks.filter(bool), free=weeks)
def test_silence_is_worse_than_any_time_that_fits_and_better_than_none_that_does(offered, free):
    said = components.overlap(of(offered, np.uint32), free)[0]
    silent = components.overlap(of(0, np.uint32), free)[0]
    assert said > silent if offered & free else said == 0 < silent


@quickly
@given(week=weeks.filter(bool), part=st.integers(0, 20))
def test_losing_a_time_one_is_free_at_costs(week, part):
    rest = week & ~(1 << part)
    if rest != week:
        whole, less = (components.overlap(of(one, np.uint32), week)[0] for one in (week, rest))
        assert less < whole


@quickly
@given(near=kilometres, far=kilometres, travel=st.sampled_from(sorted(REACH_KM)))
def test_nearer_is_never_worse(near, far, travel):
    near, far = sorted((near, far))
    fits = components.nearness(np.array([near, far], np.float32), REACH_KM[travel])
    assert 1 >= fits[0] >= fits[1] >= 0


def test_who_goes_by_car_minds_distance_less_than_who_walks():
    fits = [components.nearness(of(5.0), REACH_KM[way])[0] for way in ("fuss", "rad", "auto")]
    assert fits == sorted(fits)
    assert len(set(fits)) == 3


def test_an_unknown_place_is_in_between():
    fits = components.nearness(np.array([0, np.inf, 500], np.float32), 5.0)
    assert fits[0] > fits[1] == np.float32(WEIGHTS.unplaced) > fits[2]


@quickly
@given(half_hours=st.integers(0, 255), hours=st.integers(0, 100))
def test_only_what_takes_too_long_gets_nothing(half_hours, hours):
    fit = components.shortness(of(half_hours, np.uint8), hours)[0]
    assert fit == (WEIGHTS.unsaid if half_hours == 0 else float(half_hours <= 2 * hours))


@quickly
@given(one=st.floats(0, 1e4, width=32), other=st.floats(0, 1e4, width=32))
def test_words_that_fit_better_count_more(one, other):
    low, high = components.fit_of_words(np.array(sorted((one, other)), np.float32))
    assert 0 <= low <= high <= 1


@quickly
@given(
    recent=st.integers(0, 254),
    lift=st.floats(0, 3, width=32),
    fading=st.floats(0, 5, width=32),
)
def test_each_application_takes_some_of_the_lift_away(recent, lift, fading):
    weights = Weights(lift=lift, fading=fading)
    none, few, more = components.coverage(np.array([0, recent, recent + 1]), weights)
    assert none == pytest.approx(1)
    assert few >= more >= 1 / (1 + lift) - 1e-6


def test_coverage_is_the_formula_of_the_design():
    counts = np.arange(6)
    weights = Weights(lift=0.5, fading=0.7)
    expected = (1 + 0.5 * np.exp(-0.7 * counts)) / 1.5
    np.testing.assert_allclose(components.coverage(counts, weights), expected, rtol=1e-6)
