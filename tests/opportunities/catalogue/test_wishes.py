"""What words meant as filters: it ranks, and leaves out only what contradicts it."""

import math
import random

import pytest

from opportunities.catalogue import Catalogue, Near, Question, Wishes
from opportunities.catalogue.offers import Offer
from opportunities.catalogue.places import Point

from .offers import LAYOUT, TODAY, as_offer, random_offer

SELM, WERNE = (51.697, 7.468), (51.664, 7.634)
pytestmark = pytest.mark.django_db  # synonyms are read

IN_SELM = Wishes(near=Near(*SELM, 5.0), place="in Selm")
NO_DOCUMENT = ("", "", "", "", "", "", "")


def offer(key: int, title: str, *, at=None, text="", is_anywhere=False, **values: str) -> Offer:
    """An offer with the values of filters (several parted by spaces)."""
    return Offer(
        key=key,
        listed_at=None,
        open_until=None,
        missing=0,
        near=Point(*at) if at else None,
        shown=None,
        is_anywhere=is_anywhere,
        values=frozenset((facet, value) for facet in values for value in values[facet].split()),
        document=(title, *NO_DOCUMENT[:-2], text),
    )


def found(offers: list[Offer], words: str, wishes: Wishes) -> list[int]:
    catalogue = Catalogue.of(offers, LAYOUT, today=TODAY)
    return catalogue.answer(Question(words=words, wishes=wishes)).keys()


def saturdays() -> Wishes:
    return Wishes(choices={"tag": frozenset({"sa"})})


def test_the_day_that_is_wished_comes_first_and_silence_stays():
    offers = [
        offer(1, "Vorlesen", tag="mo"),
        offer(2, "Vorlesen"),
        offer(3, "Vorlesen", tag="sa"),
        offer(4, "Kochen", tag="sa"),
        *(offer(key, "Rad fahren", tag="di") for key in range(10, 30)),
    ]
    assert found(offers, "vorlesen", saturdays()) == [3, 2]


def test_what_contradicts_is_shown_rather_than_nothing():
    offers = [offer(1, "Vorlesen", tag="mo"), offer(2, "Kochen", tag="mo")]
    assert found(offers, "vorlesen", saturdays()) == [1]


def test_a_wish_alone_finds_what_fulfils_it():
    offers = [offer(1, "Vorlesen", tag="mo"), offer(2, "Kochen", tag="sa so"), offer(3, "Malen")]
    assert found(offers, "", saturdays()) == [2]


def test_words_that_say_little_do_not_hide_what_fulfils_a_rare_wish():
    offers = [
        *(offer(key, "Helfen im Alltag", zeit="regelmaessig") for key in range(30)),
        offer(50, "Blumenzwiebeln stecken", zeit="einmalig"),
    ]
    once = Wishes(choices={"zeit": frozenset({"einmalig"})})
    assert found(offers, "helfen", once) == [50]


def test_nearer_is_better_and_far_is_left_out_unless_it_needs_no_place():
    offers = [
        offer(1, "Vorlesen", at=WERNE),
        offer(2, "Vorlesen", at=SELM),
        offer(3, "Vorlesen"),
        offer(4, "Vorlesen", is_anywhere=True),
        *(offer(key, "Kochen", at=WERNE) for key in range(10, 30)),
    ]
    assert found(offers, "vorlesen", IN_SELM) == [2, 4, 3]


def test_who_names_the_place_is_there():
    offers = [
        offer(1, "Vorlesen", at=WERNE, text="Wir treffen uns in Selm."),
        offer(2, "Vorlesen", at=WERNE),
    ]
    assert found(offers, "vorlesen", IN_SELM) == [1]


@pytest.mark.parametrize("facet", ["stufenfrei", "versichert", "ehrenamtskarte", "gruppen"])
def test_what_nobody_ticked_is_not_ruled_out(facet):
    wishes = Wishes(choices={facet: frozenset({"1"})})
    offers = [offer(1, "Vorlesen"), offer(2, "Vorlesen", **{facet: "1"}), offer(3, "Kochen")]
    assert found(offers, "vorlesen", wishes) == [2, 1]


def test_flexible_offers_fit_every_time_model():
    offers = [
        offer(1, "Vorlesen", zeit="regelmaessig"),
        offer(2, "Vorlesen", zeit="flexibel"),
        offer(3, "Vorlesen", zeit="einmalig"),
        *(offer(key, "Kochen", zeit="regelmaessig") for key in range(10, 30)),
    ]
    once = Wishes(choices={"zeit": frozenset({"einmalig"})})
    assert found(offers, "vorlesen", once) == [3, 2]


def test_counts_of_a_wished_filter_leave_it_aside():
    offers = [offer(1, "Vorlesen", tag="mo"), offer(2, "Vorlesen", tag="sa")]
    catalogue = Catalogue.of(offers, LAYOUT, today=TODAY)
    answer = catalogue.answer(Question(words="vorlesen", wishes=saturdays()))
    assert answer.count == 1
    assert (answer.counts["tag"]["mo"], answer.counts["tag"]["sa"]) == (1, 1)


def test_any_wish_can_be_answered():
    rng = random.Random(11)
    catalogue = Catalogue.of(
        [as_offer(random_offer(rng, key)) for key in range(300)], LAYOUT, today=TODAY
    )
    for _ in range(200):
        facet = rng.choice(sorted(LAYOUT.rows))
        values = frozenset(rng.sample([*LAYOUT.rows[facet], "unbekannt"], 1))
        near = rng.choice([None, Near(*SELM, 5.0), Near(*SELM), Near(math.nan, 7.0, 5.0)])
        question = Question(
            words=rng.choice(["", "garten", "garten xyz", "der die das"]),
            wishes=Wishes(choices={facet: values, "nie": frozenset("x")}, near=near, place="Selm"),
        )
        answer = catalogue.answer(question)
        keys = answer.keys()
        assert len(set(keys)) == answer.count
        assert set(answer.counts) >= set(LAYOUT.rows)
