"""What comes first: the better fit; of equals each in turn; of known and unknown, the unknown."""

import datetime as dt
import gc
import weakref
from collections import Counter

import numpy as np
import pytest

from matching.engine import Match, Profile, Weights, rate, suggest
from matching.engine.coverage import NONE, Recent
from matching.engine.ready import ready
from matching.engine.ties import lots
from opportunities.catalogue import Near

from .made import HERE, TODAY, catalogue, offer

SPORT = Profile(likes={"bereich": frozenset({"sport"})})


def keys(snapshot, who, number=20, day=TODAY, person="", **options):
    options = {"recent": NONE, **options}
    return suggest(snapshot, who, day=day, person=person, **options).keys(number)


def test_what_is_liked_more_comes_first():
    snapshot = catalogue(
        offer(1, ("bereich", "sport")),
        offer(2, ("bereich", "sport"), ("zielgruppe", "kinder")),
        offer(3, ("bereich", "soziales")),
    )
    who = Profile(likes={**SPORT.likes, "zielgruppe": frozenset({"kinder"})})
    assert keys(snapshot, who) == [2, 1]


def test_an_empty_profile_fits_all_that_is_open():
    snapshot = catalogue(offer(1), offer(2), offer(3, ("frei", "0")))
    found = suggest(snapshot, Profile(), day=TODAY, recent=NONE)
    assert found.count == 2
    assert {one.key for one in found.first(9)} == {1, 2}
    assert all(one.reasons == () and one.score == 1 for one in found.first(9))


def test_nothing_to_suggest_is_an_answer():
    found = suggest(catalogue(), Profile(), day=TODAY, recent=NONE)
    assert found.count == 0
    assert found.first(20) == []
    assert found.keys(0) == []


def test_ties_are_fair_and_the_same_all_day():
    snapshot = catalogue(*(offer(key, ("bereich", "sport")) for key in range(1, 9)))
    days = [TODAY + dt.timedelta(days=number) for number in range(400)]
    first = Counter(keys(snapshot, SPORT, 1, day=day, person="a")[0] for day in days)
    assert set(first) == set(range(1, 9))
    assert min(first.values()) > 20
    persons = Counter(keys(snapshot, SPORT, 1, person=str(one))[0] for one in range(400))
    assert set(persons) == set(range(1, 9))
    assert min(persons.values()) > 20
    assert keys(snapshot, SPORT, person="a") == keys(snapshot, SPORT, person="a")


def test_the_first_few_are_the_beginning_of_all():
    snapshot = catalogue(
        *(offer(key, ("bereich", "sport"), half_hours=key % 3 * 2) for key in range(1, 60))
    )
    who = Profile(likes=SPORT.likes, hours=1)
    every = keys(snapshot, who, 100, person="b")
    for number in (1, 7, 20, 38):
        assert keys(snapshot, who, number, person="b") == every[:number]


def test_lots_let_no_order_of_keys_through():
    ranks = lots(np.arange(1000), 7).argsort().argsort()
    assert abs(np.corrcoef(np.arange(1000), ranks)[0, 1]) < 0.1


def test_who_has_no_application_lately_comes_before_who_has():
    snapshot = catalogue(offer(1, ("bereich", "sport")), offer(2, ("bereich", "sport")))
    recent = Recent(np.array([1]), np.array([3]))
    assert all(keys(snapshot, SPORT, person=str(one), recent=recent) == [2, 1] for one in range(9))
    unspread = Weights(lift=0.0)
    scores = rate(snapshot, SPORT, weights=unspread, recent=recent).scores
    assert scores[0] == scores[1]


def test_counts_of_another_snapshot_are_not_mixed_up():
    recent = Recent(np.array([2, 5, 900]), np.array([1, 300, 7]))
    one, two = catalogue(offer(1), offer(2)), catalogue(offer(5), offer(2), offer(3))
    assert recent.by_row(one).tolist() == [0, 1]
    assert recent.by_row(two).tolist() == [255, 1, 0]
    factors = recent.factors(two)
    assert recent.factors(two) is factors
    assert recent.factors(one) is not factors


def test_what_is_left_out_is_neither_counted_nor_shown():
    snapshot = catalogue(*(offer(key) for key in range(1, 5)))
    found = suggest(snapshot, Profile(), day=TODAY, without={2, 3, 77}, recent=NONE)
    assert found.count == 2
    assert sorted(found.keys(9)) == [1, 4]


def test_one_offer_s_score_is_that_of_all():
    snapshot = catalogue(offer(1, ("bereich", "sport")), offer(2), offer(3, ("bereich", "sport")))
    match = Match(snapshot, SPORT)
    assert match.score_of(3) == pytest.approx(float(rate(snapshot, SPORT).scores[2]))
    assert match.score_of(2) == match.score_of(99) == 0


@pytest.mark.parametrize("travel", ["fuss", "rad", "bus", "auto"])
def test_nearer_comes_first(travel):
    offers = [offer(key, at=(HERE[0] + 0.02 * key, HERE[1])) for key in range(1, 6)]
    assert keys(catalogue(*offers), Profile(near=Near(*HERE), travel=travel)) == [1, 2, 3, 4, 5]


def test_a_snapshot_that_changed_answers_as_one_built_anew():
    offers = [offer(key, ("bereich", "sport"), half_hours=2 * key) for key in range(1, 6)]
    changed = offers[2]._replace(half_hours=0)
    moved = catalogue(*offers).with_changes([3], [changed], number=1)
    anew = catalogue(*offers[:2], changed, *offers[3:])
    who = Profile(likes=SPORT.likes, hours=4)
    assert keys(moved, who, person="c") == keys(anew, who, person="c")


@pytest.mark.django_db
def test_words_find_what_nothing_else_does():
    snapshot = catalogue(offer(1, title="Kochen für Nachbarn"), offer(2, title="Chor"))
    found = suggest(snapshot, Profile(words="ich koche gern"), day=TODAY, recent=NONE)
    assert found.keys(5) == [1]
    (reason,) = found.first(1)[0].reasons
    assert reason.component == "text"
    assert reason.values == ("koche",)


def test_what_is_kept_of_a_snapshot_goes_with_it():
    snapshot = catalogue(offer(1, ("bereich", "sport")))
    kept = weakref.ref(ready(snapshot))
    assert ready(snapshot) is kept()
    assert keys(snapshot, Profile(ways=frozenset({"menschen"}))) == []
    del snapshot
    gc.collect()
    assert kept() is None


def test_all_that_fits_is_shown_even_if_nothing_speaks_for_it():
    snapshot = catalogue(offer(1), offer(2, ("mitbringen", "handwerk")), offer(3))
    found = suggest(snapshot, Profile(can=frozenset({"handwerk"})), day=TODAY, recent=NONE)
    assert found.count == 3
    assert found.keys(9)[0] == 2
    assert sorted(found.keys(9)) == [1, 2, 3]


def test_what_one_says_in_passing_to_have_rules_nothing_out_and_is_not_missing():
    snapshot = catalogue(offer(1, ("mitbringen", "handwerk")), offer(2, ("mitbringen", "edv")))
    found = suggest(snapshot, Profile(brings=frozenset({"handwerk"})), day=TODAY, recent=NONE)
    missing = {one.key: [each.requirement for each in one.missing] for one in found.first(9)}
    assert missing == {1: [], 2: ["edv"]}
