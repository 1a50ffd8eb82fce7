"""A made-up association: offers that come and go, and people of whom one knows what they tell.

What is drawn here is the truth and what people say of it. Neither knows of any ranking. Offers are
varied after the demo's (which fields, activities, requirements and times go together); tags are
sloppy, as in real lists: what an offer is about and what it is tagged with differ.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "home" / "demo" / "data"
DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
LEVELS = ("none", "basic", "good", "fluent")
# Kilometres per degree around the four towns.
KM_NORTH, KM_EAST = 111.2, 69.0
# Slug, latitude, longitude, share of the inhabitants.
TOWNS = (
    ("luenen", 51.614, 7.524, 0.45),
    ("bergkamen", 51.616, 7.643, 0.25),
    ("werne", 51.663, 7.635, 0.16),
    ("selm", 51.700, 7.469, 0.14),
)
TASTES = 8  # dimensions of what people like and offers are
STYLES = 6  # dimensions of what nobody is asked and no offer says

# What people have of what offers require (share); what is missing here everybody can get.
HAVE = {
    "fuehrerschein-b": 0.8,
    "eigener-pkw": 0.6,
    "personenbefoerderung": 0.01,
    "erste-hilfe": 0.35,
    "juleica": 0.04,
    "uebungsleiterlizenz": 0.03,
    "rettungsschwimmen": 0.04,
    "paedagogik": 0.15,
    "hospizkurs": 0.01,
    "infektionsschutz": 0.1,
    "handwerk": 0.35,
    "edv": 0.5,
    "buchhaltung": 0.1,
    "instrument": 0.15,
    "fremdsprache": 0.25,
}
CAN_BE_HAD = ("fuehrungszeugnis",)
WAYS_TO_TRAVEL = ("fuss", "rad", "bus", "auto")
# How much a kilometre (logarithm) costs somebody who travels so.
COST_OF_WAY = (1.3, 0.9, 0.7, 0.45)
FACETS = ("bereich", "zielgruppe", "taetigkeit")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Pattern:
    """One of the demo's offers, from which others are varied."""

    terms: tuple[tuple[str, ...], ...]  # by FACETS
    title: str
    summary: str
    requirements: tuple[str, ...]
    languages: tuple[str, ...]
    german: str
    time: str
    hours: float | None
    slots: tuple[str, ...]
    minimum_age: int
    gives: tuple[str, ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    found = []
    for path in sorted(DEMO.glob("*/*.toml")):
        with path.open("rb") as file:
            offers: list[dict[str, Any]] = tomllib.load(file).get("opportunities", [])
        found += [
            Pattern(
                terms=tuple(tuple(o.get(n, ())) for n in ("fields", "groups", "activities")),
                title=o["title"],
                summary=o["summary"],
                requirements=tuple(o.get("requirements", ())),
                languages=tuple(one for one in o.get("languages", ()) if one != "de"),
                german=o.get("german") or "none",
                time=o["time"],
                hours=o.get("hours"),
                slots=tuple(o.get("slots", ())),
                minimum_age=o.get("minimum_age", 0),
                gives=tuple(o.get("gives", ())),
            )
            for o in offers
        ]
    return tuple(found)


@cache
def terms() -> tuple[tuple[str, str], ...]:
    """(facet, slug) of everything that people can like."""
    return tuple(
        (facet, slug)
        for place, facet in enumerate(FACETS)
        for slug in sorted({one for pattern in patterns() for one in pattern.terms[place]})
    )


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted({one for pattern in patterns() for one in pattern.languages}))


@dataclass(frozen=True)
class Offers:
    """All offers that there ever are; parallel columns."""

    pattern: Ints
    about: Marks  # (offers, terms): what it is about
    tagged: Marks  # what the organisation ticked
    requires: Marks  # (offers, HAVE)
    check: Marks  # a certificate of good conduct, which everybody can get
    in_languages: Marks
    german: Ints  # place in LEVELS
    week: Ints  # 21 bits, 0: by arrangement
    hours: Floats  # a week, NaN: not said
    minimum_age: Ints
    town: Ints
    north: Floats  # kilometres
    east: Floats
    online: Marks
    organisation: Ints
    renown: Floats  # of its organisation; how many links lead to it
    quality: Floats  # how well it is described and looked after; nobody's column
    style: Floats
    capacity: Ints  # 1 to 10
    starts: Ints  # week in which it appears
    ends: Ints  # first week in which it is gone

    def __len__(self) -> int:
        return len(self.pattern)


@dataclass(frozen=True)
class People:
    """What people are (hidden), and what they say about it."""

    liking: Floats  # (people, terms)
    style: Floats
    loyalty: Floats  # (people, organisations' dimensions)
    has: Marks
    speaks: Marks
    german: Ints
    free: Ints  # 21 bits
    hours: Floats
    age: Ints
    north: Floats
    east: Floats
    way: Ints
    cost_of_way: Floats
    online: Floats  # utility of doing it from home
    visits: Floats  # share of all visits
    # Said:
    likes: Marks
    dislikes: Marks
    says_has: Marks
    says_languages: Marks
    says_german: Marks
    says_week: Marks
    says_hours: Marks
    says_age: Marks
    says_place: Marks
    says_way: Marks
    says_online: Marks
    radius: Ints  # km, 0: not said
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.age)


def parts_of(slots: tuple[str, ...]) -> int:
    """Bits of the week, from `mi 11:45-13:15 …`."""
    week = 0
    for slot in slots:
        day, span = slot.split()[:2]
        start, end = (int(clock[:2]) + int(clock[3:]) / 60 for clock in span.split("-"))
        for part, (first, last) in enumerate(((0, 12), (12, 18), (18, 24))):
            if start < last and end > first:
                week |= 1 << (DAYS.index(day) * 3 + part)
    return week


def shifted(week: int, days: int) -> int:
    """The same parts of the day on other days."""
    bits = days % 7 * 3
    return ((week << bits) | (week >> (21 - bits))) & ((1 << 21) - 1)


def make_offers(
    rng: np.random.Generator, *, at_once: int, weeks: int, lasting: float, filled: int
) -> Offers:
    """`at_once` offers in every week; each lasts `lasting` weeks on average, unless it fills.

    `filled` are made in place of those that fill.
    """
    # Some more than are needed on average.
    count = at_once + int(1.1 * at_once * weeks / lasting) + filled
    kinds = patterns()
    pattern = rng.integers(len(kinds), size=count)
    names = {term: place for place, term in enumerate(terms())}
    have = list(HAVE)
    about = np.zeros((count, len(names)), bool)
    requires = np.zeros((count, len(have)), bool)
    check = np.zeros(count, bool)
    in_languages = np.zeros((count, len(languages())), bool)
    german = np.zeros(count, np.int64)
    week = np.zeros(count, np.int64)
    hours = np.full(count, np.nan)
    minimum_age = np.zeros(count, np.int64)
    for row, number in enumerate(pattern):
        kind = kinds[number]
        for facet, slugs in zip(FACETS, kind.terms, strict=True):
            about[row, [names[facet, slug] for slug in slugs]] = True
        requires[row, [have.index(one) for one in kind.requirements if one in HAVE]] = True
        check[row] = any(one in CAN_BE_HAD for one in kind.requirements)
        in_languages[row, [languages().index(one) for one in kind.languages]] = True
        german[row] = LEVELS.index(kind.german)
        week[row] = parts_of(kind.slots)
        if kind.hours is not None:
            hours[row] = kind.hours
        minimum_age[row] = kind.minimum_age
    # Variation: another thing it is about, other days, other requirements.
    about[np.arange(count), rng.integers(len(names), size=count)] |= rng.random(count) < 0.5
    requires &= rng.random(requires.shape) < 0.8
    moves = rng.integers(7, size=count)
    week = np.array([shifted(int(one), int(by)) for one, by in zip(week, moves, strict=True)])
    tagged = about & (rng.random(about.shape) < 0.85)
    tagged[np.arange(count), rng.integers(len(names), size=count)] |= rng.random(count) < 0.1
    town = rng.choice(len(TOWNS), size=count, p=[share for *_, share in TOWNS])
    organisations = at_once // 8
    organisation = rng.integers(organisations, size=count)
    renown = rng.pareto(1.3, organisations) + 0.2
    starts = np.zeros(count, np.int64)  # later ones appear when others are gone
    starts[at_once:] = -1
    return Offers(
        pattern=pattern,
        about=about,
        tagged=tagged,
        requires=requires,
        check=check,
        in_languages=in_languages,
        german=german,
        week=week,
        hours=hours,
        minimum_age=minimum_age,
        town=town,
        north=_north(town) + rng.normal(0, 1.8, count),
        east=_east(town) + rng.normal(0, 1.8, count),
        online=rng.random(count) < 0.08,
        organisation=organisation,
        renown=renown[organisation],
        quality=rng.normal(0, 0.6, count),
        style=rng.normal(0, 1, (count, STYLES)),
        capacity=rng.integers(1, 11, count),
        starts=starts,
        ends=rng.geometric(1 / lasting, count),
    )


def make_people(rng: np.random.Generator, count: int, offers: Offers) -> People:
    tastes = rng.normal(0, 1, (count, TASTES))
    of_terms = rng.normal(0, 1, (len(terms()), TASTES)) / np.sqrt(TASTES)
    liking = tastes @ of_terms.T + 0.7 * rng.normal(0, 1, (count, len(terms())))
    town = rng.choice(len(TOWNS), size=count, p=[share for *_, share in TOWNS])
    has = rng.random((count, len(HAVE))) < np.array(list(HAVE.values()))
    from_abroad = rng.random(count) < 0.2
    german = np.where(from_abroad, rng.choice(4, count, p=[0.1, 0.25, 0.35, 0.3]), 3)
    speaks = rng.random((count, len(languages()))) < np.where(from_abroad, 0.25, 0.04)[:, None]
    has[:, list(HAVE).index("fremdsprache")] |= speaks.any(axis=1)
    way = rng.choice(4, count, p=[0.12, 0.28, 0.2, 0.4])
    age = np.clip(rng.normal(46, 18, count), 14, 88).astype(np.int64)
    hours = np.exp(rng.normal(np.log(2.5), 0.6, count))

    def says(share: float) -> Marks:
        return rng.random(count) < share

    likes, dislikes = _told(rng, liking)
    activity = rng.gamma(0.7, 1, count)
    return People(
        liking=liking,
        style=rng.normal(0, 1, (count, STYLES)),
        loyalty=rng.normal(0, 1, (count, 4)),
        has=has,
        speaks=speaks,
        german=german,
        free=_free(rng, age),
        hours=hours,
        age=age,
        north=_north(town) + rng.normal(0, 2.5, count),
        east=_east(town) + rng.normal(0, 2.5, count),
        way=way,
        cost_of_way=np.array(COST_OF_WAY)[way] * np.exp(rng.normal(0, 0.4, count)),
        online=np.where(rng.random(count) < 0.5, 0.0, -1.2),
        visits=activity / activity.sum(),
        likes=likes,
        dislikes=dislikes,
        says_has=says(0.55),
        says_languages=says(0.7),
        says_german=says(0.3) | from_abroad & says(0.8),
        says_week=says(0.6),
        says_hours=says(0.5),
        says_age=says(0.7),
        says_place=says(0.85),
        says_way=says(0.6),
        says_online=says(0.4),
        radius=rng.choice((0, 5, 10, 25), count, p=[0.6, 0.1, 0.2, 0.1]),
        words=_words(rng, liking),
    )


def _told(rng: np.random.Generator, liking: Floats) -> tuple[Marks, Marks]:
    """What people tick as liked and disliked: near their truth, not all of it, at times wrong."""
    likes = np.zeros(liking.shape, bool)
    dislikes = np.zeros(liking.shape, bool)
    facets = np.array([facet for facet, _ in terms()])
    for facet, share in zip(FACETS, (0.8, 0.6, 0.6), strict=True):
        columns = np.flatnonzero(facets == facet)
        noisy = 2.0 * liking[:, columns] + rng.gumbel(0, 1, (len(liking), len(columns)))
        order = columns[np.argsort(-noisy, axis=1)]
        many = np.where(rng.random(len(liking)) < share, rng.integers(1, 4, len(liking)), 0)
        for place in range(3):
            people = np.flatnonzero(many > place)
            likes[people, order[people, place]] = True
        people = np.flatnonzero(rng.random(len(liking)) < 0.15)
        dislikes[people, order[people, -1]] = True
    return likes, dislikes & ~likes


def _words(rng: np.random.Generator, liking: Floats) -> tuple[str, ...]:
    """Some words of a third of the people, in which something stands that they would like."""
    names = {term: place for place, term in enumerate(terms())}
    about = np.zeros((len(patterns()), len(names)))
    for row, kind in enumerate(patterns()):
        columns = [
            names[facet, slug]
            for facet, slugs in zip(FACETS, kind.terms, strict=True)
            for slug in slugs
        ]
        about[row, columns] = 1 / len(columns)
    said = []
    for person in range(len(liking)):
        if rng.random() > 0.33:
            said.append("")
            continue
        some = rng.integers(len(patterns()), size=12)
        best = some[np.argmax(about[some] @ liking[person])]
        words = [w.strip(".,:„“!?") for w in patterns()[best].summary.split() if len(w) > 5]
        chosen = rng.permutation(len(words))[: rng.integers(2, 5)]
        said.append(" ".join(words[one] for one in chosen))
    return tuple(said)


def _free(rng: np.random.Generator, age: Ints) -> Ints:
    """Parts of the week: of people at work evenings and week-ends, of the old the days, …"""
    at_work = (age >= 20) & (age < 65) & (rng.random(len(age)) < 0.75)
    at_school = age < 20
    free = np.zeros(len(age), np.int64)
    for day in range(7):
        for part in range(3):
            chance = np.full(len(age), 0.6 if part < 2 else 0.35)
            if day < 5:
                chance[at_work] = (0.05, 0.12, 0.5)[part]
                chance[at_school] = (0.0, 0.5, 0.5)[part]
            else:
                chance[at_work | at_school] = 0.5
            free |= (rng.random(len(age)) < chance).astype(np.int64) << (day * 3 + part)
    return np.where(free == 0, 1 << 15, free)


def _north(town: Ints) -> Floats:
    return np.array([(latitude - 51.6) * KM_NORTH for _, latitude, _, _ in TOWNS])[town]


def _east(town: Ints) -> Floats:
    return np.array([(longitude - 7.5) * KM_EAST for _, _, longitude, _ in TOWNS])[town]
