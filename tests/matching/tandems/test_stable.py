import itertools
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.tandems.stable import blocking_pairs, pair_stably

SLOW = [HealthCheck.too_slow]  # on a busy machine already the first example takes long


@st.composite
def wishes(draw, most=6):
    """Lists of whom each would have, of any length and in any order, and places."""
    mentees = [f"kind{number}" for number in range(draw(st.integers(0, most)))]
    mentors = [f"pate{number}" for number in range(draw(st.integers(0, most)))]

    def liked(others):
        order = draw(st.permutations(others))
        return order[: draw(st.integers(0, len(order)))]

    return (
        {one: liked(mentors) for one in mentees},
        {one: liked(mentees) for one in mentors},
        {one: draw(st.integers(0, 3)) for one in mentors},
    )


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(wishes())
def test_no_two_would_both_rather_have_each_other(told):
    mentees, mentors, places = told
    pairs = pair_stably(mentees, mentors, places)
    assert not list(blocking_pairs(pairs, mentees, mentors, places))
    for mentee, mentor in pairs.items():
        assert mentor in mentees[mentee]
        assert mentee in mentors[mentor]
    assert all(number <= places[mentor] for mentor, number in Counter(pairs.values()).items())


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(wishes(most=3))
def test_of_all_stable_pairings_it_is_the_best_for_every_mentee(told):
    mentees, mentors, places = told
    pairs = pair_stably(mentees, mentors, places)

    def rank(mentee, mentor):
        return mentees[mentee].index(mentor) if mentor else len(mentees[mentee])

    for chosen in itertools.product(*([*liked, None] for liked in mentees.values())):
        other = {mentee: mentor for mentee, mentor in zip(mentees, chosen, strict=True) if mentor}
        counts = Counter(other.values())
        if any(counts[mentor] > places[mentor] for mentor in counts) or any(
            mentee not in mentors[mentor] for mentee, mentor in other.items()
        ):
            continue
        if not list(blocking_pairs(other, mentees, mentors, places)):
            for mentee in mentees:
                assert rank(mentee, pairs.get(mentee)) <= rank(mentee, other.get(mentee))


def test_a_pair_that_blocks_is_found():
    mentees = {"Ada": ["Boris", "Cem"], "Ben": ["Boris", "Cem"]}
    mentors = {"Boris": ["Ada", "Ben"], "Cem": ["Ada", "Ben"]}
    wrong = {"Ada": "Cem", "Ben": "Boris"}
    places = {"Boris": 1, "Cem": 1}
    assert list(blocking_pairs(wrong, mentees, mentors, places)) == [("Ada", "Boris")]
    assert pair_stably(mentees, mentors, places) == {"Ada": "Boris", "Ben": "Cem"}
