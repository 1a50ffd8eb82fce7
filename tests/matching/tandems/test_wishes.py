from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.tandems.wishes import NOTHING_SAID, Wishes, common, fit, is_possible

# On a busy machine already the first example takes long.
patiently = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
keys = st.frozensets(st.integers(0, 4))
told = st.builds(
    Wishes,
    key=st.integers(0, 9),
    week=st.integers(0, 2**21 - 1),
    topics=keys,
    languages=keys,
    words=st.frozensets(st.sampled_from(["hund", "lesen", "kochen"])),
    avoided=keys,
)


@patiently
@given(told, told)
def test_fits_are_bounded_and_possible_is_the_same_from_both_sides(one, other):
    assert 0 <= fit(one, other) <= 1
    assert is_possible(one, other) == is_possible(other, one)


@patiently
@given(told, told, st.integers(0, 20), st.integers(0, 4))
def test_more_in_common_never_fits_less(one, other, bit, topic):
    more = Wishes(
        key=other.key,
        week=other.week | 1 << bit,
        topics=other.topics | {topic},
        languages=other.languages | {topic},
        words=other.words | {"hund"},
    )
    assert fit(one, more) >= fit(one, other) - 1e-9
    assert common(one, more).topics >= common(one, other).topics


def test_who_has_said_nothing_would_have_anybody():
    nobody = Wishes(key=1)
    assert fit(nobody, Wishes(key=2, week=1)) == NOTHING_SAID
    assert is_possible(nobody, Wishes(key=2, week=1, languages=frozenset({3})))
