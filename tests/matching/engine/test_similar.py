"""Offers like another one: alike from both sides, never full ones, not all of one organisation."""

import random

import numpy as np
import pytest

from matching.engine.similar import likeness, similar

from .made import HERE, catalogue, offer, random_offer


@pytest.mark.parametrize("seed", range(3))
def test_likeness_is_bounded_and_the_same_from_both_sides(seed):
    rng = random.Random(seed)
    snapshot = catalogue(*(random_offer(rng, key) for key in range(1, 31)))
    alike = np.array([likeness(snapshot, row) for row in range(30)])
    assert (alike >= 0).all()
    assert (alike <= 1 + 1e-6).all()
    np.testing.assert_allclose(alike, alike.T, atol=1e-6)
    for row in range(30):
        if alike[row].any():  # who shares nothing with anybody is like nobody
            assert alike[row, row] == pytest.approx(alike[row].max())


def test_the_likest_come_first_and_the_offer_itself_never():
    snapshot = catalogue(
        offer(1, ("taetigkeit", "vorlesen"), ("zielgruppe", "kinder")),
        offer(2, ("taetigkeit", "vorlesen"), ("zielgruppe", "kinder")),
        offer(3, ("taetigkeit", "vorlesen")),
        offer(4, ("bereich", "sport")),
        offer(5, ("taetigkeit", "vorlesen"), ("frei", "0")),
    )
    assert similar(snapshot, 1, 4) == [2, 3]
    assert similar(snapshot, 99, 4) == []


def test_no_organisation_takes_all_places():
    reading = ("taetigkeit", "vorlesen")
    snapshot = catalogue(
        offer(1, reading, organisation=1),
        *(offer(key, reading, organisation=2) for key in (2, 3, 4)),
        offer(5, reading, at=(HERE[0] + 0.5, HERE[1]), organisation=3),
    )
    found = similar(snapshot, 1, 4)
    assert len(found) == 2
    assert found[1] == 5


@pytest.mark.django_db
def test_words_of_the_title_say_what_the_lists_do_not():
    practical = ("taetigkeit", "praktische-arbeiten")
    snapshot = catalogue(
        offer(1, practical, title="Näherin gesucht"),
        offer(2, practical, title="Bäume schneiden"),
        offer(3, practical, title="Kostüme nähen"),
        offer(4, practical, title="Möbel tragen"),
    )
    assert similar(snapshot, 1, 1, words="Näherin gesucht") == [3]
