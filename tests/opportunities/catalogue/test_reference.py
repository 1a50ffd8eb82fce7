"""The catalogue's answers equal those of a slow loop, for thousands of random questions."""

import datetime as dt
import random

import pytest

from opportunities.catalogue import Catalogue, Near, Order, Question
from tests.opportunities.catalogue.offers import (
    LAYOUT,
    TODAY,
    VALUES,
    WORDS,
    Reference,
    as_offer,
    random_offer,
)

QUESTIONS = 250  # in each round
ORDERS = (None, Order.NEWEST, Order.MOST_NEEDED, Order.NEAREST)


@pytest.fixture(autouse=True)
def _no_synonyms(monkeypatch):
    monkeypatch.setattr("opportunities.catalogue.snapshot.synonyms", dict)


def random_question(rng: random.Random) -> dict:
    facets = rng.sample([*VALUES, "ab", "unbekannt"], rng.choice((0, 1, 1, 2, 3, 4)))
    choices = {}
    for facet in facets:
        if facet == "ab":
            chosen = [
                (TODAY + dt.timedelta(days=rng.randrange(-2, 21))).isoformat()
                for _ in range(rng.choice((1, 1, 2)))
            ]
        else:
            values = [*VALUES.get(facet, ()), "gibt-es-nicht"]
            chosen = rng.sample(values, rng.randrange(min(4, len(values)) + 1))
        choices[facet] = frozenset(chosen)
    centre = rng.choice((None, None, (51.62, 7.52), (51.7, 7.47)))
    order = rng.choice(ORDERS)
    return {
        # Several words are found by any of them; that is for the text index's own tests.
        # With one word every hit has it, so that the order is only asked for by name.
        "words": rng.choice(WORDS) if order and rng.random() < 0.4 else "",
        "choices": choices,
        "centre": centre,
        "radius": rng.choice((None, 2, 5, 10, 25, 50)) if centre else None,
        "order": order,
    }


def asked(question: dict) -> Question:
    near = Near(*question["centre"], question["radius"]) if question["centre"] else None
    return Question(
        words=question["words"], choices=question["choices"], near=near, order=question["order"]
    )


def assert_same(catalogue: Catalogue, offers: list[dict], question: dict, rng) -> None:
    answer, reference = catalogue.answer(asked(question)), Reference(offers, question)
    expected = reference.keys()
    assert answer.count == len(expected)
    assert answer.keys(0, 20) == expected[:20]
    start = rng.randrange(max(len(expected), 1))
    assert answer.keys(start, start + 7) == expected[start : start + 7]
    assert answer.keys() == expected
    assert answer.counts == reference.counts()
    by_key = {offer["key"]: offer for offer in offers}
    for key in expected[:5]:
        distance = answer.distance_km(key)
        if question["centre"] is None or by_key[key]["near"] is None:
            assert distance is None
        else:
            assert distance == pytest.approx(reference.distance(by_key[key]), abs=0.005)
    shown = {key: by_key[key]["shown"] for key in expected if by_key[key]["shown"]}
    places = answer.places()
    found = zip(places.latitudes.tolist(), places.longitudes.tolist(), strict=True)
    assert dict(zip(places.keys.tolist(), found, strict=True)) == shown


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("number", [0, 1, 63, 64, 65, 300])
def test_answers_equal_the_reference(seed, number):
    rng = random.Random(f"{seed} {number}")
    keys = rng.sample(range(1, 10_000), number)
    offers = [random_offer(rng, key) for key in keys]
    catalogue = Catalogue.of(map(as_offer, offers), LAYOUT, today=TODAY)
    for _ in range(QUESTIONS if number == 300 else 20):
        assert_same(catalogue, offers, random_question(rng), rng)


@pytest.mark.parametrize("seed", range(8))
def test_changes_equal_building_anew(seed):
    """Whatever is added, changed and taken away, in whatever steps."""
    rng = random.Random(seed)
    offers = {key: random_offer(rng, key) for key in rng.sample(range(1, 500), 100)}
    catalogue = Catalogue.of(map(as_offer, offers.values()), LAYOUT, today=TODAY)
    for step in range(25):
        changed = rng.sample(range(1, 500), rng.randrange(8))
        written = []
        for key in changed:
            if rng.random() < 0.3:
                offers.pop(key, None)
            else:
                offers[key] = random_offer(rng, key)
                written.append(as_offer(offers[key]))
        before = catalogue.answer(Question()).keys()
        newer = catalogue.with_changes(changed, written, number=step)
        assert catalogue.answer(Question()).keys() == before  # nobody's answer changes below them
        catalogue = newer.compacted() if step % 10 == 9 else newer
        assert catalogue.number == step
        for _ in range(4):
            assert_same(catalogue, list(offers.values()), random_question(rng), rng)


def test_at_midnight_those_that_ended_are_gone():
    rng = random.Random(5)
    offers = [random_offer(rng, key) for key in range(1, 200)]
    catalogue = Catalogue.of(map(as_offer, offers), LAYOUT, today=TODAY)
    tomorrow = TODAY + dt.timedelta(days=1)
    left = {o["key"] for o in offers if o["open_until"] is None or o["open_until"] >= tomorrow}
    later = catalogue.on(tomorrow)
    assert set(later.answer(Question()).keys()) == left
    assert len(later) == len(left) < len(catalogue)


def test_what_nobody_may_see_any_more_is_gone_at_once():
    rng = random.Random(6)
    offers = [random_offer(rng, key) for key in range(1, 100)]
    catalogue = Catalogue.of(map(as_offer, offers), LAYOUT, today=TODAY)
    left = catalogue.answer(Question()).keys()[::2]
    smaller = catalogue.only(left, number=9)
    assert sorted(smaller.answer(Question()).keys()) == sorted(left)
    assert smaller.is_provisional
    assert smaller.number == 9
