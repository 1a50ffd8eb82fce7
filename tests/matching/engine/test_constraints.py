"""Nothing is suggested that somebody could not do, whatever else speaks for it."""

import random

import pytest

from core.geo.distance import distance_km
from matching.engine import Profile, count, rate, sentence, suggest
from matching.engine.coverage import NONE
from matching.engine.weights import FARTHEST_KM
from opportunities.catalogue import Near
from opportunities.catalogue.offers import GERMAN_LEVELS, Offer

from .made import HERE, TODAY, catalogue, offer, random_offer, random_profile


def speaks_against(one: Offer, who: Profile) -> bool:
    """The rules, read one by one."""
    has = {facet: {value for name, value in one.values if name == facet} for facet, _ in one.values}
    brought = (who.can or set()) | ({"fremdsprache"} if who.languages - {"de"} else set())
    far = None if who.near is None or one.near is None else distance_km(*who.near[:2], *one.near)
    radius = None if who.near is None else who.near.radius_km or FARTHEST_KM
    is_far = radius is not None and (far is None or far > radius)
    return any(
        [
            "1" not in has["frei"],
            any(has.get(facet, set()) & values for facet, values in who.dislikes.items()),
            who.can is not None and bool(has.get("mitbringen", set()) - brought),
            who.age is not None and who.age < one.minimum_age,
            bool(who.german) and one.german > GERMAN_LEVELS[who.german],
            bool(who.week and one.week and not who.week & one.week),
            bool(who.time_models) and not has["zeit"] & {*who.time_models, "flexibel"},
            who.hours is not None and one.half_hours > 2 * who.hours,
            who.online is False and "vor-ort" not in has["wie"],
            is_far and (who.online is False or not one.is_anywhere),
        ]
    )


def has_something_of(one: Offer, who: Profile) -> bool:
    wished = [values for values in who.likes.values() if values] or who.ways
    if not wished or who.ways:
        return True  # ways are many: `test_suggestions`
    return any(value in who.likes.get(facet, ()) for facet, value in one.values)


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_rules_out_what_the_rules_do(seed):
    rng = random.Random(seed)
    offers = [random_offer(rng, key) for key in range(1, 121)]
    snapshot = catalogue(*offers)
    for _ in range(25):
        who = random_profile(rng)
        rated = rate(snapshot, who)
        for row, one in enumerate(offers):
            if speaks_against(one, who):
                assert not rated.fits[row], (who, one)
                assert rated.scores[row] == 0
            elif not who.ways:
                assert rated.fits[row] == has_something_of(one, who), (who, one)
        assert count(snapshot, who) == rated.fits.sum()
        found = suggest(snapshot, who, day=TODAY, recent=NONE)
        assert found.count == len(found.keys(500)) == rated.fits.sum()
        assert (rated.scores[rated.fits] > 0).all()
        assert (rated.scores <= 1).all()
        assert all((part >= 0).all() and (part <= 1).all() for part in rated.components.values())


def test_what_ended_is_not_suggested():
    over = offer(1)._replace(open_until=TODAY.replace(day=1))
    assert count(catalogue(over, offer(2)), Profile()) == 1


def test_a_certificate_one_can_get_rules_nothing_out_but_is_told():
    snapshot = catalogue(offer(1, ("besorgen", "fuehrungszeugnis")))
    (found,) = suggest(snapshot, Profile(can=frozenset()), day=TODAY, recent=NONE).first(5)
    assert [one.requirement for one in found.missing] == ["fuehrungszeugnis"]
    has = Profile(can=frozenset({"fuehrungszeugnis"}))
    assert suggest(snapshot, has, day=TODAY, recent=NONE).first(5)[0].missing == ()


def test_who_did_not_answer_what_they_have_is_told_what_is_needed():
    snapshot = catalogue(offer(1, ("mitbringen", "fuehrerschein-b")))
    (found,) = suggest(snapshot, Profile(), day=TODAY, recent=NONE).first(5)
    assert [one.requirement for one in found.missing] == ["fuehrerschein-b"]
    assert count(snapshot, Profile(can=frozenset())) == 0
    assert count(snapshot, Profile(can=frozenset({"fuehrerschein-b"}))) == 1


def test_who_names_a_place_alone_is_not_sent_to_the_other_end_of_the_country():
    snapshot = catalogue(offer(1), offer(2, at=(53.55, 9.99)), offer(3, at=None, is_anywhere=True))
    assert count(snapshot, Profile(near=Near(*HERE))) == 2
    assert count(snapshot, Profile(near=Near(*HERE), online=False)) == 1


def test_unknown_values_in_a_profile_fit_nothing_and_break_nothing():
    snapshot = catalogue(offer(1, ("bereich", "sport")))
    odd = Profile(likes={"bereich": frozenset({"weg"})}, gains=frozenset({"?"}), travel="?")
    assert count(snapshot, odd) == 0
    assert suggest(snapshot, odd, day=TODAY, recent=NONE).first(3) == []


@pytest.mark.django_db  # the words of reasons
def test_a_camp_needs_time_on_each_of_its_days():
    working_days = (1 << 15) - 1
    snapshot = catalogue(offer(1, week=working_days, runs_through=True), offer(2))
    assert count(snapshot, Profile(week=0b111 << 15)) == 1  # not on Saturdays alone
    assert count(snapshot, Profile(week=0b111)) == 1  # nor on Mondays
    evenings = 0o44444
    assert count(snapshot, Profile(week=evenings)) == 2
    (found,) = suggest(snapshot, Profile(week=evenings), day=TODAY, recent=NONE, without=[2]).first(
        2
    )
    assert sentence(found.reasons) == "passt, weil: Sie haben an allen Tagen des Angebots Zeit"


@pytest.mark.django_db
def test_a_day_is_named_only_where_the_offer_names_it():
    mornings = 0o1111111
    snapshot = catalogue(
        offer(1, week=mornings, week_is_read=True),
        offer(2, week=0b111 << 15, week_is_read=True),
        offer(3, week=0b111 << 15),
    )
    found = suggest(snapshot, Profile(week=0b111 << 15), day=TODAY, recent=NONE)
    assert {key: sentence(found.of(key).reasons) for key in (1, 2, 3)} == {
        1: "passt, weil: laut Beschreibung vormittags",
        2: "passt, weil: laut Beschreibung samstags",
        3: "passt, weil: samstags",
    }
