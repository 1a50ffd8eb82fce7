import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.speeddating.choosing import STEPS, choose_meetings, worth
from matching.speeddating.meetings import most_talks
from matching.speeddating.rounds import plan_rounds

SLOW = [HealthCheck.too_slow]  # on a busy machine already the first example takes long


@st.composite
def events(draw, most_guests=9, most_tables=6, most_rounds=5, most_places=3):
    guests = draw(st.integers(1, most_guests))
    places = draw(st.lists(st.integers(1, most_places), min_size=1, max_size=most_tables))
    cells = st.integers(0, 10).map(lambda tenths: tenths / 10)
    fit = draw(
        st.lists(
            st.lists(cells, min_size=len(places), max_size=len(places)),
            min_size=guests,
            max_size=guests,
        )
    )
    return np.array(fit), places, draw(st.integers(1, most_rounds))


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(events())
def test_a_plan_keeps_all_promises(event):
    fit, places, rounds = event
    plan = plan_rounds(fit, places, rounds)
    guests = len(fit)
    assert max(Counter((seat.guest, seat.table) for seat in plan).values()) == 1
    assert max(Counter((seat.guest, seat.round) for seat in plan).values()) == 1
    assert max(Counter((seat.table, seat.round, seat.place) for seat in plan).values()) == 1
    assert all(seat.place < places[seat.table] and seat.round < rounds for seat in plan)
    # As few idle as any plan can have …
    assert len(plan) == most_talks(guests, places, rounds)
    # … and the pauses shared out evenly.
    talks = Counter(dict.fromkeys(range(guests), 0))
    talks.update(seat.guest for seat in plan)
    assert max(talks.values()) - min(talks.values()) <= 1


def every_choice(guests, places, rounds):
    """All matrices of meetings that can be held, the simple way."""
    tables = len(places)
    for cells in itertools.product((False, True), repeat=guests * tables):
        meetings = np.array(cells).reshape(guests, tables)
        if (meetings.sum(axis=1) <= rounds).all() and all(
            meetings[:, table].sum() <= rounds * places[table] for table in range(tables)
        ):
            yield meetings


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(events(most_guests=3, most_tables=3, most_rounds=2, most_places=2))
def test_no_other_plan_has_more_talks(event):
    fit, places, rounds = event
    possible = max(meetings.sum() for meetings in every_choice(len(fit), places, rounds))
    assert possible == most_talks(len(fit), places, rounds)


def worst_first(meetings, fit, places):
    """The worst-off best talk, the worst-off second best, …, in the steps that are looked at."""
    reached = []
    for number in range(int(meetings.sum(axis=1).min())):
        at_best = -np.sort(-fit, axis=1)[:, number]
        had = -np.sort(-np.where(meetings, fit, -1), axis=1)[:, number]
        shares = np.where(at_best > 0, had / np.where(at_best > 0, at_best, 1), 1)
        reached.append(int(np.floor(shares.min() * STEPS + 1e-6)))
    return reached


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(events(most_guests=3, most_tables=4, most_rounds=2, most_places=1))
def test_nobody_can_be_worse_off_in_a_better_plan(event):
    fit, places, rounds = event
    chosen = choose_meetings(fit, places, rounds)
    tables = chosen.sum(axis=0)
    rivals = [
        meetings
        for meetings in every_choice(len(fit), places, rounds)
        if meetings.sum() == chosen.sum()
        and np.ptp(meetings.sum(axis=1)) <= 1
        # Those that are as kind to the tables.
        and (meetings.sum(axis=0) >= np.minimum(tables, tables.sum() // len(tables) // 2)).all()
    ]
    assert worst_first(chosen, fit, places) >= max(worst_first(one, fit, places) for one in rivals)


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(events(most_guests=3, most_tables=4, most_rounds=2, most_places=1))
def test_no_other_plan_that_is_as_fair_is_worth_more(event):
    fit, places, rounds = event
    chosen = choose_meetings(fit, places, rounds)
    fair = np.array(worst_first(chosen, fit, places))
    rivals = [
        meetings
        for meetings in every_choice(len(fit), places, rounds)
        if meetings.sum() == chosen.sum()
        and np.ptp(meetings.sum(axis=1)) <= 1
        and meetings.sum(axis=0).min() >= chosen.sum() // len(places) // 2
        and (np.array(worst_first(meetings, fit, places)) >= fair).all()
    ]
    assert worth(chosen, fit) >= max(worth(one, fit) for one in rivals) - 1e-4


def many_readers():
    """41 people at six organisations in six rounds; the first is where one reads aloud.

    Five would read aloud and say so in few words, so it is but half a fit. To twelve others it
    would be one of two good talks, and they say so by ticking it. Eight want to go where six can:
    so half as good as possible is what can be had for everybody.
    """
    fit = np.zeros((41, 6))
    fit[:5] = [0.5, 0.31, 0, 0, 0, 0]
    fit[5:17] = [1, 0, 1, 0, 0, 0]
    fit[17:25] = [0, 0, 0, 0, 0.5, 1]
    fit[25:] = 0.5  # said nothing
    return fit, [1, 2, 2, 2, 2, 1], 6


def test_who_is_best_off_at_a_table_is_not_sent_elsewhere_for_somebodys_second_talk():
    fit, places, rounds = many_readers()
    chosen = choose_meetings(fit, places, rounds)
    assert chosen.sum() == most_talks(41, places, rounds) == 60
    assert set(chosen.sum(axis=1)) == {1, 2}
    assert chosen[:5, 0].all()
    best = np.where(chosen, fit, 0).max(axis=1) == fit.max(axis=1)
    assert np.count_nonzero(~best) == 2
    assert set(np.flatnonzero(~best)) < set(range(17, 25))


def test_no_swap_of_two_people_makes_a_plan_better():
    fit, places, rounds = many_readers()
    fit = fit + np.random.default_rng(7).random(fit.shape) * 0.2
    chosen = choose_meetings(fit, places, rounds)
    fair, best = np.array(worst_first(chosen, fit, places)), worth(chosen, fit)
    swaps = 0
    for one, other in itertools.combinations(range(len(fit)), 2):
        for mine, theirs in itertools.product(*(np.flatnonzero(chosen[x]) for x in (one, other))):
            if chosen[one, theirs] or chosen[other, mine]:
                continue
            swapped = chosen.copy()
            swapped[one, [mine, theirs]] = [False, True]
            swapped[other, [theirs, mine]] = [False, True]
            if (np.array(worst_first(swapped, fit, places)) >= fair).all():
                swaps += 1
                assert worth(swapped, fit) <= best + 1e-4
    assert swaps


def test_everybody_meets_whom_they_wish_for_where_that_is_possible():
    fit = np.eye(6)
    meetings = choose_meetings(fit, [1] * 6, 2)
    assert meetings.diagonal().all()
    assert (meetings.sum(axis=1) == 2).all()


def test_the_one_who_fits_nowhere_else_goes_first():
    # The first one would like both, the second only the first table, which talks with one.
    fit = np.array([[1.0, 0.9], [1.0, 0.0]])
    meetings = choose_meetings(fit, [1, 1], 1)
    assert meetings.tolist() == [[False, True], [True, False]]


def test_no_table_sits_alone_because_others_are_liked_more():
    fit = np.zeros((6, 6))
    fit[:, :3] = 1
    meetings = choose_meetings(fit, [2] * 6, 3)
    assert meetings.sum(axis=0).min() >= 1


@pytest.mark.parametrize(("guests", "places"), [(0, [1, 2]), (3, []), (0, [])])
def test_without_anybody_there_is_nothing_to_plan(guests, places):
    assert plan_rounds(np.zeros((guests, len(places))), places, 4) == []


def test_the_same_event_has_the_same_plan():
    fit = np.random.default_rng(1).random((12, 7))
    assert plan_rounds(fit, [2] * 7, 4) == plan_rounds(fit.copy(), [2] * 7, 4)
