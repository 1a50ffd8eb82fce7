"""How much somebody would really like to do an offer: the truth that no arm sees.

It shares no formula with any score. Tastes are numbers, not ticks; what an offer is about is not
what it is tagged with; how well it is looked after, how it feels and who stands behind it count
and are in no column; kilometres hurt by the logarithm and each person differently.
"""

from dataclasses import dataclass

import numpy as np
from association import HAVE, STYLES, Floats, Ints, Marks, Offers, People

NEVER = -20.0


@dataclass(frozen=True)
class Tastes:
    """How much each thing counts."""

    topic: float = 1.3
    quality: float = 1.0
    style: float = 0.7
    renown: float = 0.3
    loyalty: float = 0.3
    hours: float = 0.6
    unsure: float = 1.0  # of a skill one lacks but might do without
    rearranging: float = 2.5  # of times one is not free at
    language: float = 0.5


class Truth:
    def __init__(
        self, rng: np.random.Generator, people: People, offers: Offers, tastes: Tastes
    ) -> None:
        self._people = people
        self._offers = offers
        self._tastes = tastes
        weights = offers.about / np.maximum(offers.about.sum(axis=1), 1)[:, None]
        liking = people.liking @ weights.T.astype(np.float64)
        self._topic = (liking / liking.std()).astype(np.float32)
        renown = np.log(offers.renown)
        renown = (renown - renown.mean()) / renown.std()
        self._worth = tastes.quality * offers.quality + tastes.renown * renown
        self._hours = np.nan_to_num(offers.hours, nan=1.5)
        organisations = rng.normal(0, 1, (int(offers.organisation.max()) + 1, 4))
        self._organisation = organisations[offers.organisation]
        # Licences can't be done without; skills might.
        soft = np.array([one in ("handwerk", "edv", "paedagogik") for one in HAVE])
        self._hard = offers.requires & ~soft
        self._soft = offers.requires & soft

    def of(self, person: int, rows: Ints) -> Floats:
        """Utility of the offers `rows`, without what is chance in the moment; `NEVER`: can't."""
        people, offers, tastes = self._people, self._offers, self._tastes
        value = tastes.topic * self._topic[person, rows]
        value = value + self._worth[rows]
        value += tastes.style * (offers.style[rows] @ people.style[person]) / np.sqrt(STYLES)
        value += tastes.loyalty * (self._organisation[rows] @ people.loyalty[person]) / 2
        apart = self.kilometres(person, rows)
        way = -people.cost_of_way[person] * np.log1p(apart / 1.5)
        value += np.where(offers.online[rows], people.online[person], way)
        over = np.maximum(self._hours[rows] - people.hours[person], 0)
        value -= tastes.hours * over
        value += tastes.language * (offers.in_languages[rows] & people.speaks[person]).any(axis=1)
        value -= tastes.unsure * (self._soft[rows] & ~people.has[person]).sum(axis=1)
        week = offers.week[rows]
        value -= tastes.rearranging * ((week != 0) & (week & people.free[person] == 0))
        value[self.impossible(person, rows)] = NEVER
        return value

    def impossible(self, person: int, rows: Ints) -> Marks:
        people, offers = self._people, self._offers
        cannot: Marks = (self._hard[rows] & ~people.has[person]).any(axis=1)
        cannot |= offers.minimum_age[rows] > people.age[person]
        return cannot | (offers.german[rows] > people.german[person])

    def kilometres(self, person: int, rows: Ints) -> Floats:
        people, offers = self._people, self._offers
        return np.hypot(
            offers.north[rows] - people.north[person], offers.east[rows] - people.east[person]
        )


def broken(people: People, offers: Offers, person: int, rows: Ints) -> Marks:
    """Which of `rows` break what the person said is a must; reads columns, asks no engine."""
    found = np.zeros(len(rows), bool)
    if people.says_age[person]:
        found |= offers.minimum_age[rows] > people.age[person]
    if people.says_german[person]:
        found |= offers.german[rows] > people.german[person]
    if people.says_has[person]:
        found |= (offers.requires[rows] & ~people.has[person]).any(axis=1)
    if people.says_week[person]:
        week = offers.week[rows]
        found |= (week != 0) & (week & people.free[person] == 0)
    if people.says_hours[person]:
        found |= np.nan_to_num(offers.hours[rows]) > np.ceil(people.hours[person])
    if people.says_place[person] and people.radius[person]:
        apart = np.hypot(
            offers.north[rows] - people.north[person], offers.east[rows] - people.east[person]
        )
        # Half a per cent: the engine measures on the sphere.
        found |= (apart > people.radius[person] * 1.005) & ~offers.online[rows]
    if people.says_online[person] and people.online[person] < 0:
        found |= offers.online[rows]
    return found | (offers.tagged[rows] & people.dislikes[person]).any(axis=1)
