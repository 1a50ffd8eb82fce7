"""One association, all arms: worlds that differ by their seed, and what came of each."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import arms
import numpy as np
from arms import Arm
from association import Floats, Offers, People, make_offers, make_people
from told import catalogue
from utility import Tastes, Truth
from weeks import Course, Draws, Outcome, outside, run

from matching.engine.weights import WEIGHTS, Weights

WITH, WITHOUT = "ours, with coverage", "ours, without coverage"
NEWEST, POPULAR = arms.Newest.name, arms.Popular.name
BLUEBOTTLE, TAGS = "Bluebottle's formula", "tags, string similarity"
PEERS = (NEWEST, POPULAR, BLUEBOTTLE, TAGS)


@dataclass(frozen=True)
class World:
    course: Course
    people: People
    offers: Offers
    truth: Truth
    draws: Draws
    threshold: float

    @classmethod
    def of(cls, seed: int, course: Course, tastes: Tastes) -> "World":
        rng = np.random.default_rng([seed, 7])
        offers = make_offers(
            rng,
            at_once=course.at_once,
            weeks=course.weeks,
            lasting=course.lasting,
            filled=course.visits * course.weeks // 20,
        )
        people = make_people(rng, course.people, offers)
        truth = Truth(rng, people, offers, tastes)
        draws = Draws.of(rng, course, people)
        return cls(course, people, offers, truth, draws, outside(truth, people, rng, course))

    def run(self, arm: Arm) -> Outcome:
        return run(
            arm, self.truth, self.people, self.offers, self.draws, self.threshold, self.course
        )

    def scores(self, weights: Weights = WEIGHTS) -> Floats:
        return arms.ours(self.people, catalogue(self.offers), weights)


def compare(
    world: World, weights: Weights = WEIGHTS, peers: Collection[str] = PEERS
) -> dict[str, Outcome]:
    """All arms in the same world, of the others only `peers`.

    Scores of an arm are made when it is its turn, and let go.
    """
    people, offers = world.people, world.offers
    makes: Mapping[str, Callable[[], Arm]] = {
        NEWEST: arms.Newest,
        POPULAR: arms.Popular,
        BLUEBOTTLE: lambda: arms.Scored(BLUEBOTTLE, arms.bluebottle(people, offers)),
        TAGS: lambda: arms.Scored(TAGS, arms.tags(people, offers)),
    }
    found = {name: world.run(make()) for name, make in makes.items() if name in peers}
    scores = world.scores(weights)
    found[WITHOUT] = world.run(arms.Ours(WITHOUT, scores, None))
    found[WITH] = world.run(arms.Ours(WITH, scores, weights))
    return found


def sweep(world: World, lifts: tuple[float, ...], weights: Weights = WEIGHTS) -> list[Outcome]:
    """Our arm for each λ, otherwise the same."""
    scores = world.scores(weights)
    return [
        world.run(arms.Ours(f"λ = {lift:g}", scores, replace(weights, lift=lift))) for lift in lifts
    ]
