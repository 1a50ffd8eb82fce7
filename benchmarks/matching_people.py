"""Made-up offers and people for the matching's speed: what is measured is comparing them."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import german

TODAY = dt.date(2026, 11, 21)
CENTRE = (51.62, 7.52)
WAYS = ("menschen", "haende", "kopf", "draussen", "digital")
GAINS = ("lernen", "nachweis", "auslagen", "karte", "menschen")


def offers(number: int, layout: Any) -> Iterator[Any]:
    """As the catalogue takes them from its database, tagged and written like real ones."""
    from opportunities.catalogue.documents import WEIGHTS
    from opportunities.catalogue.offers import Offer
    from opportunities.catalogue.places import Point

    rng = random.Random(number)
    requirements = list(layout.traits["mitbringen"])
    for key in range(1, number + 1):
        online = rng.random() < 0.2
        point = Point(CENTRE[0] + rng.uniform(-0.2, 0.2), CENTRE[1] + rng.uniform(-0.3, 0.3))
        values = [
            *picked(rng, layout, "bereich", 1, 2),
            *picked(rng, layout, "zielgruppe", 1, 3),
            *picked(rng, layout, "taetigkeit", 1, 3),
            ("zeit", rng.choice(list(layout.rows["zeit"]))),
            ("wie", "vor-ort"),
        ]
        if online:
            values.append(("wie", "online"))
        if rng.random() < 0.2:
            values += picked(rng, layout, "sprache", 1, 2)
        if rng.random() < 0.4:
            values.append(("mitbringen", rng.choice(requirements)))
        if rng.random() < 0.2:
            values.append(("besorgen", "fuehrungszeugnis"))
        if rng.random() < 0.9:
            values.append(("frei", "1"))
        texts = dict.fromkeys(WEIGHTS, "") | {
            "title": german.title(rng),
            "summary": german.sentence(rng, 14),
            "description": " ".join(german.words(rng, 60)),
        }
        yield Offer(
            key=key,
            listed_at=None,
            open_until=None,
            missing=0,
            near=point,
            shown=point,
            is_anywhere=online,
            values=values,
            document=tuple(texts.values()),
            week=week(rng, 3) if rng.random() < 0.7 else 0,
            minimum_age=rng.choice((0, 0, 14, 16, 18)),
            german=rng.choice((0, 0, 1, 2)),
            half_hours=rng.choice((0, 2, 4, 8, 16)),
            gives=rng.randrange(16),
            organisation=key // 10 + 1,
        )


def picked(rng: random.Random, layout: Any, facet: str, least: int, most: int) -> list[Any]:
    values = rng.sample(list(layout.rows[facet]), rng.randint(least, most))
    return [(facet, value) for value in values]


def week(rng: random.Random, most: int) -> int:
    return sum(1 << part for part in rng.sample(range(21), rng.randint(1, most)))


def person(rng: random.Random, layout: Any) -> Any:
    """Somebody who answered every question, some words among the answers."""
    from matching.engine import Profile
    from opportunities.catalogue import Near

    def slugs(facet: str, least: int, most: int) -> frozenset[str]:
        return frozenset(value for _, value in picked(rng, layout, facet, least, most))

    return Profile(
        likes={
            "bereich": slugs("bereich", 1, 3),
            "zielgruppe": slugs("zielgruppe", 1, 3),
            "taetigkeit": slugs("taetigkeit", 1, 4),
        },
        dislikes={"taetigkeit": slugs("taetigkeit", 0, 1)},
        ways=frozenset(rng.sample(WAYS, rng.randint(1, 2))),
        can=frozenset(rng.sample(list(layout.traits["mitbringen"]), 6)),
        languages=frozenset({"de", rng.choice(list(layout.rows["sprache"]))}),
        german="fluent",
        week=week(rng, 10) | 1 << rng.randrange(21),
        time_models=frozenset(rng.sample(list(layout.rows["zeit"]), 3)),
        hours=rng.choice((2, 5, 10)),
        near=Near(
            CENTRE[0] + rng.uniform(-0.1, 0.1),
            CENTRE[1] + rng.uniform(-0.15, 0.15),
            rng.choice((None, 10, 25)),
        ),
        travel=rng.choice(("fuss", "rad", "bus", "auto")),
        online=rng.choice((None, True)),
        gains=frozenset(rng.sample(GAINS, 2)),
        age=rng.choice((16, 18, 40)),
        words=" ".join(german.words(rng, 8)),
    )
