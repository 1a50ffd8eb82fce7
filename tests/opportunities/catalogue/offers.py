"""Random offers for the catalogue's tests, and a slow, plain reading of the same rules.

Nothing here knows how the catalogue works: offers are dictionaries, an answer is a loop.
"""

import datetime as dt
import random
from math import asin, cos, radians, sin, sqrt

from opportunities.catalogue.facets import FACETS, Layout
from opportunities.catalogue.offers import Offer
from opportunities.catalogue.places import Point

TODAY = dt.date(2026, 11, 21)
VALUES = {
    "ort": ("luenen", "selm", "werne"),
    "bereich": ("sport", "kultur", "soziales", "umwelt", "niemand"),
    "zielgruppe": ("kinder", "senioren", "tiere"),
    "taetigkeit": ("vorlesen", "fahrdienste", "betreuung", "musik"),
    "sprache": ("de", "tr"),
    "zeit": ("einmalig", "regelmaessig", "befristet", "flexibel", "springer"),
    "dauer": ("einmalig", "dauerhaft"),
    "tag": ("mo", "di", "mi", "do", "fr", "sa", "so"),
    "tageszeit": ("vormittags", "nachmittags", "abends"),
    "stunden": ("1", "2", "5", "10"),
    "alter": ("14", "16", "18"),
    "wie": ("vor-ort", "online"),
    "ohne_vorkenntnisse": ("1",),
    "ohne_fuehrungszeugnis": ("1",),
    "stufenfrei": ("1",),
    "versichert": ("1",),
    "ehrenamtskarte": ("1",),
    "gruppen": ("1",),
    "frei": ("1",),
}
WORDS = ("garten", "musik", "lesen", "hund", "kochen", "bahnhof", "theater")
LAYOUT = Layout.of({facet: VALUES[facet] for facet in FACETS})
RADII = (2, 5, 10, 25, 50)


def random_offer(rng: random.Random, key: int) -> dict:
    """What the catalogue may know of one offer."""
    point = (51.6 + rng.uniform(-0.3, 0.3), 7.5 + rng.uniform(-0.5, 0.5))
    online = rng.random() < 0.2
    near = None if (online and rng.random() < 0.5) or rng.random() < 0.1 else point
    return {
        "key": key,
        # Few different moments, so that ties are common.
        "listed_at": rng.choice(
            [None, *(dt.datetime(2026, 1, day, tzinfo=dt.UTC) for day in range(1, 9))]
        ),
        "open_until": rng.choice([None, *(TODAY + dt.timedelta(days=n) for n in range(-1, 20))]),
        "missing": rng.choice([-1, 0, 0, 1, 2, 2, 7]),
        "near": near,
        "shown": near if rng.random() < 0.7 else None,
        "is_anywhere": online,
        "values": {
            facet: {value for value in values if value != "niemand" and rng.random() < 0.4}
            for facet, values in VALUES.items()
        },
        "words": set(rng.sample(WORDS, rng.randrange(4))),
    }


def as_offer(plain: dict) -> Offer:
    """The same as the catalogue takes it over."""
    return Offer(
        key=plain["key"],
        listed_at=plain["listed_at"],
        open_until=plain["open_until"],
        missing=plain["missing"],
        near=Point(*plain["near"]) if plain["near"] else None,
        shown=Point(*plain["shown"]) if plain["shown"] else None,
        is_anywhere=plain["is_anywhere"],
        values=frozenset((f, v) for f, values in plain["values"].items() for v in values),
        document=(" ".join(sorted(plain["words"])), "", "", "", "", "", ""),
    )


class Reference:
    """Answers by going over all offers, one by one, as often as it takes."""

    def __init__(self, offers: list[dict], question: dict) -> None:
        self.offers = [
            offer for offer in offers if offer["open_until"] is None or offer["open_until"] >= TODAY
        ]
        self.question = question

    def fits(self, offer: dict, *, leaving_out: str | None = None) -> bool:
        words = self.question["words"]
        if words and words not in offer["words"]:
            return False
        for facet, chosen in self.question["choices"].items():
            if facet == leaving_out or not chosen:
                continue
            if facet == "ab":
                days = [dt.date.fromisoformat(day) for day in chosen]
                if not any(
                    offer["open_until"] is None or offer["open_until"] >= day for day in days
                ):
                    return False
            elif facet in VALUES and not chosen & offer["values"][facet]:
                return False
        radius = self.question["radius"]
        return leaving_out == "umkreis" or radius is None or self.is_within(offer, radius)

    def is_within(self, offer: dict, radius: float) -> bool:
        return offer["is_anywhere"] or (
            offer["near"] is not None and self.distance(offer) <= radius
        )

    def distance(self, offer: dict) -> float:
        """Haversine, kilometres."""
        if offer["near"] is None:
            return float("inf")
        (lat1, lon1), (lat2, lon2) = (
            [radians(degree) for degree in point]
            for point in (self.question["centre"], offer["near"])
        )
        half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
        return 2 * 6371 * asin(sqrt(half))

    def keys(self) -> list[int]:
        order = self.question["order"]

        def place(offer: dict) -> tuple:
            listed = offer["listed_at"].timestamp() if offer["listed_at"] else float("-inf")
            newest = (-listed, -offer["key"])
            if order == "bedarf":
                return (-offer["missing"], *newest)
            if order == "nah" and self.question["centre"]:
                return (self.distance(offer), *newest)
            return newest

        return [offer["key"] for offer in sorted(filter(self.fits, self.offers), key=place)]

    def counts(self) -> dict[str, dict[str, int]]:
        counts = {}
        for facet, values in VALUES.items():
            left = self.left_without(facet)
            counts[facet] = {
                value: sum(value in offer["values"][facet] for offer in left) for value in values
            }
        if self.question["centre"]:
            left = self.left_without("umkreis")
            counts["umkreis"] = {
                str(radius): sum(self.is_within(offer, radius) for offer in left)
                for radius in RADII
            }
        return counts

    def left_without(self, facet: str) -> list[dict]:
        """What fits all filters but one."""
        return [offer for offer in self.offers if self.fits(offer, leaving_out=facet)]
