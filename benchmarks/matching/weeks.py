"""Weeks of an association under one arm: people come, look, and some apply."""

from dataclasses import dataclass

import numpy as np
from arms import Arm
from association import Floats, Ints, Marks, Offers, People
from measures import gini, ndcg
from state import State
from utility import NEVER, Truth, broken

PAGE = 20
# Of the offers open at one moment the best for somebody are worth 3, the next 2, the next 1.
GRADES = ((0.01, 3), (0.05, 2), (0.15, 1))


@dataclass(frozen=True)
class Course:
    """How a simulation goes."""

    at_once: int = 2_000  # open offers
    people: int = 10_000
    weeks: int = 16
    warm_up: int = 4  # weeks that are not measured
    visits: int = 2_500  # a week
    direct: float = 0.3  # of visits, by a link to one offer
    patience: float = 0.85  # chance to look at one more offer of the list
    lasting: float = 12.0  # weeks that an offer is open if it does not fill
    busy: int = 4  # weeks for which somebody who has applied does not come
    choosiness: float = 1.5  # standard deviations above the mean that not applying is worth
    judged: int = 8  # every so-manieth visit's list is compared with the truth


@dataclass(frozen=True)
class Draws:
    """All chance, the same for every arm; (weeks, visits)."""

    person: Ints
    is_direct: Marks
    depth: Ints
    choice: Floats
    links: Floats  # (weeks, visits, 6)

    @classmethod
    def of(cls, rng: np.random.Generator, course: Course, people: People) -> "Draws":
        shape = (course.weeks, course.visits)
        return cls(
            person=rng.choice(len(people), shape, p=people.visits),
            is_direct=rng.random(shape) < course.direct,
            depth=np.minimum(rng.geometric(1 - course.patience, shape), PAGE),
            choice=rng.random(shape),
            links=rng.random((*shape, 6)),
        )


@dataclass(frozen=True)
class Outcome:
    """What is told of one run; means of the measured weeks."""

    connections: float  # a week
    covered: float  # offers with at least one connection, a week
    gini: float  # of connections, over the offers that were open in the measured weeks
    ndcg: float
    broken: float  # share of shown offers that break what the visitor said is a must
    shown: int
    overbooked: int
    from_lists: float  # connections a week


def outside(truth: Truth, people: People, rng: np.random.Generator, course: Course) -> float:
    """What not applying is worth, the same for everybody: most offers are not that good."""
    some = rng.integers(len(people), size=300)
    rows = np.arange(course.at_once)
    values = np.concatenate([truth.of(person, rows) for person in some])
    possible = values[values > NEVER / 2]
    return float(possible.mean() + course.choosiness * possible.std())


def run(
    arm: Arm,
    truth: Truth,
    people: People,
    offers: Offers,
    draws: Draws,
    threshold: float,
    course: Course,
) -> Outcome:
    state = State(offers, course.at_once, course.weeks)
    until = np.zeros(len(people), np.int64)  # the week in which somebody comes again
    applied: dict[int, set[int]] = {}
    goodness: list[float] = []
    shown = breaking = from_lists = 0
    nothing = np.exp(threshold)
    for week in range(course.weeks):
        state.begin_week()
        measured = week >= course.warm_up
        for visit in range(course.visits):
            person = int(draws.person[week, visit])
            if until[person] > week:
                continue
            is_direct = draws.is_direct[week, visit]
            if is_direct:
                seen = _linked(state, offers, truth, person, draws.links[week, visit])
            else:
                page = arm.first(state, person, PAGE, week * course.visits + visit)
                seen = page[: draws.depth[week, visit]]
                if measured:
                    shown += len(seen)
                    breaking += int(broken(people, offers, person, seen).sum())
                    if visit % course.judged == 0:
                        goodness.append(_goodness(state, truth, person, page))
            before = applied.get(person)
            if before:
                seen = np.array([row for row in seen if row not in before], np.int64)
            if not len(seen):
                continue
            values = np.cumsum(np.exp(truth.of(person, seen)))
            place = int(np.searchsorted(values, draws.choice[week, visit] * (values[-1] + nothing)))
            if place < len(seen) and state.apply(int(seen[place])):
                applied.setdefault(person, set()).add(int(seen[place]))
                until[person] = week + course.busy
                from_lists += measured and not is_direct
    counted = state.by_week[course.warm_up :]
    there = state.was_open[course.warm_up :].any(axis=0)
    weeks = len(counted)
    return Outcome(
        connections=counted.sum() / weeks,
        covered=(counted > 0).sum() / weeks,
        gini=gini(counted.sum(axis=0)[there]),
        ndcg=float(np.mean(goodness)),
        broken=breaking / max(shown, 1),
        shown=shown,
        overbooked=int(np.maximum(state.taken - offers.capacity, 0).sum()),
        from_lists=from_lists / weeks,
    )


def _linked(state: State, offers: Offers, truth: Truth, person: int, links: Floats) -> Ints:
    """The one offer that a link led to: known organisations have more, and friends know one."""
    weights = np.cumsum(offers.renown[state.rows])
    rows = state.rows[np.searchsorted(weights, links * weights[-1])]
    return rows[[int(np.argmax(truth.of(person, rows)))]]


def _goodness(state: State, truth: Truth, person: int, page: Ints) -> float:
    """nDCG@10 of a list against the truth of everything that is open."""
    rows = state.rows
    values = truth.of(person, rows)
    places = np.argsort(-values)
    grades = np.zeros(len(state.open), np.int64)
    begin = 0
    for share, grade in GRADES:
        end = int(share * len(rows))
        chosen = rows[places[begin:end]]
        grades[chosen[values[places[begin:end]] > NEVER / 2]] = grade
        begin = end
    return ndcg(grades[page].tolist(), grades[rows].tolist())
