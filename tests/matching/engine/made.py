"""Offers and people for the engine's tests, made up by chance, and the catalogue of them."""

import datetime as dt
import random

from matching.engine import Profile
from matching.engine.profile import WEEK_PARTS
from opportunities.catalogue import Catalogue, Near
from opportunities.catalogue.facets import FACETS, FIXED, TRAITS, Layout
from opportunities.catalogue.offers import Offer
from opportunities.catalogue.places import Point

TODAY = dt.date(2026, 11, 21)
VALUES = {
    "ort": ("luenen", "selm"),
    "bereich": ("sport", "kultur-musik", "soziales", "umwelt-tiere"),
    "zielgruppe": ("kinder", "seniorinnen", "tiere"),
    "taetigkeit": ("vorlesen", "fahrdienste", "betreuung", "praktische-arbeiten", "beratung"),
    "sprache": ("de", "tr", "pl"),
    **FIXED,
    "mitbringen": ("fuehrerschein-b", "handwerk", "fremdsprache", "edv"),
    "besorgen": ("fuehrungszeugnis",),
}
LAYOUT = Layout.of({facet: VALUES[facet] for facet in (*FACETS, *TRAITS)})
WORDS = ("kochen", "garten", "vorlesen", "hund", "theater", "fahrrad", "chor")
HERE = (51.61, 7.52)
MODELS = FIXED["zeit"]


def offer(key: int, *values: tuple[str, str], title: str = "", at=HERE, **fields) -> Offer:
    """One that is open to everybody, on site, with free places, unless told otherwise."""
    own = {facet for facet, _ in values}
    standing = (("frei", "1"), ("wie", "vor-ort"), ("zeit", "flexibel"))
    return Offer(
        key=key,
        listed_at=None,
        open_until=None,
        missing=0,
        near=Point(*at) if at else None,
        shown=None,
        is_anywhere=fields.pop("is_anywhere", False),
        values=(*values, *(one for one in standing if one[0] not in own)),
        document=(title, "", "", "", "", "", ""),
        **fields,
    )


def catalogue(*offers: Offer) -> Catalogue:
    return Catalogue.of(offers, LAYOUT, today=TODAY)


def some(rng: random.Random, values, most: int) -> list[str]:
    return rng.sample(list(values), rng.randrange(min(most, len(values)) + 1))


def random_offer(rng: random.Random, key: int) -> Offer:
    online = rng.random() < 0.3
    values = [
        *(("bereich", one) for one in some(rng, VALUES["bereich"], 2)),
        *(("zielgruppe", one) for one in some(rng, VALUES["zielgruppe"], 2)),
        *(("taetigkeit", one) for one in some(rng, VALUES["taetigkeit"], 3)),
        *(("sprache", one) for one in some(rng, VALUES["sprache"], 2)),
        *(("mitbringen", one) for one in some(rng, VALUES["mitbringen"], 1)),
        *(("besorgen", one) for one in some(rng, VALUES["besorgen"], 1)),
        ("zeit", rng.choice(MODELS)),
        ("wie", "online") if online else ("wie", "vor-ort"),
        ("frei", "1" if rng.random() < 0.9 else "0"),
    ]
    return offer(
        key,
        *values,
        title=" ".join(some(rng, WORDS, 4)),
        at=(HERE[0] + rng.uniform(-0.2, 0.2), HERE[1] + rng.uniform(-0.2, 0.2))
        if rng.random() < 0.9
        else None,
        is_anywhere=online,
        week=sum(1 << part for part in rng.sample(range(WEEK_PARTS), rng.randrange(4))),
        minimum_age=rng.choice((0, 0, 14, 18)),
        german=rng.choice((0, 0, 1, 3)),
        half_hours=rng.choice((0, 2, 4, 20)),
        gives=rng.randrange(16),
        organisation=rng.randrange(1, 6),
    )


def random_profile(rng: random.Random, *, words: bool = False) -> Profile:
    """Some questions answered, some not."""

    def maybe(value, otherwise):
        return value if rng.random() < 0.5 else otherwise

    return Profile(
        likes={
            facet: frozenset(some(rng, VALUES[facet], 3))
            for facet in ("bereich", "zielgruppe", "taetigkeit")
        },
        dislikes={"taetigkeit": frozenset(some(rng, VALUES["taetigkeit"], 1))},
        ways=frozenset(some(rng, ("menschen", "haende", "kopf", "draussen", "digital"), 2)),
        can=maybe(frozenset(some(rng, VALUES["mitbringen"], 3)), None),
        languages=frozenset(some(rng, VALUES["sprache"], 2)),
        german=maybe(rng.choice(("none", "basic", "good", "fluent")), ""),
        week=maybe(rng.randrange(1, 1 << WEEK_PARTS), 0),
        time_models=frozenset(maybe(some(rng, MODELS, 3), ())),
        hours=maybe(rng.choice((1, 2, 5, 10)), None),
        near=maybe(Near(*HERE, rng.choice((None, 5, 10, 25))), None),
        travel=rng.choice(("", "fuss", "rad", "bus", "auto")),
        online=rng.choice((None, True, False)),
        gains=frozenset(some(rng, ("lernen", "nachweis", "auslagen", "karte", "menschen"), 2)),
        age=maybe(rng.choice((13, 16, 40)), None),
        words=" ".join(some(rng, WORDS, 3)) if words else "",
    )
