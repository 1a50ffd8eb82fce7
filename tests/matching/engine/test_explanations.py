"""Explanations are true: an offer that is otherwise in the named reason scores less."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from matching.engine import Match, Profile, Reason, rate, suggest
from matching.engine.coverage import NONE
from matching.engine.gains import GAINS
from matching.engine.reasons import Explainer
from matching.engine.ways import WAYS
from matching.engine.weights import COMPONENTS
from opportunities.catalogue.offers import Offer
from opportunities.catalogue.places import Point

from .made import TODAY, catalogue, random_offer, random_profile

pytestmark = pytest.mark.django_db  # synonyms are read

FACETS = {"field": "bereich", "target": "zielgruppe", "activity": "taetigkeit"}


def without(one: Offer, *gone: tuple[str, str]) -> Offer:
    return one._replace(values=tuple(value for value in one.values if value not in gone))


def shows(way: str) -> list[tuple[str, str]]:
    return [(facet, value) for facet, values in WAYS[way].items() for value in values]


def otherwise(one: Offer, reason: Reason, who: Profile) -> Iterator[Offer]:
    """The offer as it would be if the reason were not so."""
    match reason.component:
        case "field" | "target" | "activity" as name:
            for value in reason.values:  # each named thing alone, too
                yield without(one, (FACETS[name], value))
        case "ways":
            for way in reason.values:
                yield without(one, *shows(way))
        case "skills":
            for value in reason.values:
                yield without(one, ("mitbringen", value), ("besorgen", value))
        case "languages":
            for value in reason.values:
                yield without(one, ("sprache", value))
        case "model":
            yield without(one, *(("zeit", value) for value in reason.values))
        case "time":
            shared = int(reason.number)
            assert shared == one.week & who.week
            yield one._replace(week=0)
            for part in range(21):
                if shared >> part & 1:
                    yield one._replace(week=one.week & ~(1 << part))
        case "hours":
            yield one._replace(half_hours=0)
            yield one._replace(half_hours=200)
        case "distance" if reason.number is None:
            yield without(one, ("wie", "online"))._replace(is_anywhere=False, near=None)
        case "distance":
            away = 0.3 if one.near.latitude >= who.near.latitude else -0.3
            yield one._replace(near=Point(one.near.latitude + away, one.near.longitude))
        case "gain":
            for gain in reason.values:
                if gain in GAINS:
                    yield one._replace(gives=one.gives & ~GAINS[gain])
                else:
                    yield without(one, *shows("menschen"))
        case "text":
            title = " ".join(w for w in one.document[0].split() if w not in reason.values)
            yield one._replace(document=(title, *one.document[1:]))
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_named_raised_the_score(seed):
    rng = random.Random(seed)
    offers = {key: random_offer(rng, key) for key in range(1, 26)}
    snapshot = catalogue(*offers.values())
    seen = 0
    for _ in range(5):
        who = random_profile(rng, words=True)
        for found in suggest(snapshot, who, day=TODAY, recent=NONE).first(3):
            for reason in found.reasons:
                for changed in otherwise(offers[found.key], reason, who):
                    after = snapshot.with_changes([found.key], [changed], number=1)
                    assert Match(after, who).score_of(found.key) < found.score, (reason, who)
                    seen += 1
    assert seen > 10


def test_every_component_can_be_a_reason():
    """So that the test above is about all of them."""
    rng = random.Random(3)
    snapshot = catalogue(*(random_offer(rng, key) for key in range(1, 200)))
    named = set()
    for _ in range(60):
        who = random_profile(rng, words=True)
        best = suggest(snapshot, who, day=TODAY, recent=NONE).first(20)
        named |= {reason.component for one in best for reason in one.reasons}
    assert named == set(COMPONENTS)


def test_what_is_missing_is_what_the_offer_asks_for():
    rng = random.Random(4)
    offers = {key: random_offer(rng, key) for key in range(1, 60)}
    snapshot = catalogue(*offers.values())
    for _ in range(20):
        who = replace(random_profile(rng), can=None)
        for found in suggest(snapshot, who, day=TODAY, recent=NONE).first(20):
            asked = {
                value
                for facet, value in offers[found.key].values
                if facet in ("mitbringen", "besorgen")
            }
            if who.languages - {"de"}:
                asked -= {"fremdsprache"}
            assert {one.requirement for one in found.missing} == asked


def test_reasons_are_the_same_alone_and_among_others():
    rng = random.Random(5)
    snapshot = catalogue(*(random_offer(rng, key) for key in range(1, 60)))
    who = random_profile(rng)
    found = suggest(snapshot, who, day=TODAY, recent=NONE)
    for one in found.first(10):
        assert found.of(one.key).reasons == one.reasons
    assert found.of(10_000) is None
    match = Match(snapshot, who)
    assert len(Explainer(match, match.rows[:0]).reasons) == 0
    assert rate(snapshot, who).scores.max() == pytest.approx(found.first(1)[0].score)
