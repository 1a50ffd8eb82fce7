"""The association as the engine gets it: a catalogue of its offers, and people's profiles."""

import datetime as dt

import numpy as np
from association import (
    DAYS,
    HAVE,
    KM_EAST,
    KM_NORTH,
    LEVELS,
    TOWNS,
    WAYS_TO_TRAVEL,
    Offers,
    People,
    languages,
    patterns,
    terms,
)

from matching.engine.profile import Profile
from opportunities.catalogue import Catalogue, Near
from opportunities.catalogue.documents import WEIGHTS
from opportunities.catalogue.facets import (
    CAN_GET,
    FIXED,
    MUST_BRING,
    TIMES_OF_DAY,
    Layout,
    age_values,
    hours_values,
    time_model_values,
    whereabouts_values,
)
from opportunities.catalogue.offers import Gives, Offer
from opportunities.catalogue.places import Point

TODAY = dt.date(2026, 11, 23)
CHECK = "fuehrungszeugnis"
GIVES = {
    "training": Gives.TRAINING,
    "certificate": Gives.CERTIFICATE,
    "expenses": Gives.EXPENSES,
    "card": Gives.CARD,
    "insurance": Gives.INSURANCE,
}


def catalogue(offers: Offers) -> Catalogue:
    """All offers that there ever are; their keys are their rows."""
    values = {
        "ort": [slug for slug, *_ in TOWNS],
        **{facet: [s for f, s in terms() if f == facet] for facet, _ in terms()},
        "sprache": languages(),
        **FIXED,
        MUST_BRING: list(HAVE),
        CAN_GET: [CHECK],
    }
    made = (_offer(offers, row) for row in range(len(offers)))
    return Catalogue.of(made, Layout.of(values), today=TODAY)


def _offer(offers: Offers, row: int) -> Offer:
    from decimal import Decimal

    kind = patterns()[offers.pattern[row]]
    is_online = bool(offers.online[row])
    hours = float(offers.hours[row])
    said_hours = None if np.isnan(hours) else Decimal(str(hours))
    town = TOWNS[offers.town[row]][0]
    point = Point(51.6 + offers.north[row] / KM_NORTH, 7.5 + offers.east[row] / KM_EAST)
    tagged = [terms()[one] for one in np.flatnonzero(offers.tagged[row])]
    week = int(offers.week[row])
    parts = [divmod(bit, 3) for bit in range(21) if week >> bit & 1]
    brings = [name for name, needs in zip(HAVE, offers.requires[row], strict=True) if needs]
    speaks = [name for name, has in zip(languages(), offers.in_languages[row], strict=True) if has]
    values = dict.fromkeys(
        [
            ("ort", town),
            ("frei", "1"),
            *tagged,
            *(("sprache", one) for one in speaks),
            *(("tag", DAYS[day]) for day, _ in parts),
            *(("tageszeit", TIMES_OF_DAY[part]) for _, part in parts),
            *time_model_values(kind.time),
            *whereabouts_values("online" if is_online else "on_site"),
            *hours_values(said_hours),
            *age_values(int(offers.minimum_age[row]) or None),
            *((MUST_BRING, one) for one in brings),
            *([(CAN_GET, CHECK)] if offers.check[row] else []),
        ]
    )
    texts = dict.fromkeys(WEIGHTS, "")
    texts |= {
        "title": kind.title,
        "organisation": f"Verein {offers.organisation[row]}",
        "terms": " · ".join(slug.replace("-", " ") for _, slug in tagged),
        "place": town,
        "summary": kind.summary,
    }
    return Offer(
        key=row,
        listed_at=None,
        open_until=None,
        missing=0,
        near=None if is_online else point,
        shown=None,
        is_anywhere=is_online,
        values=tuple(values),
        document=tuple(texts[name] for name in WEIGHTS),
        week=week,
        minimum_age=int(offers.minimum_age[row]),
        german=int(offers.german[row]),
        half_hours=0 if np.isnan(hours) else int(np.ceil(2 * hours)),
        gives=sum(GIVES[one] for one in kind.gives if one in GIVES),
        organisation=int(offers.organisation[row]) + 1,
    )


def profile(people: People, person: int) -> Profile:
    """What somebody said; what they did not say stays empty."""

    def ticked(marks: np.ndarray) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for one in np.flatnonzero(marks):
            facet, slug = terms()[one]
            found.setdefault(facet, set()).add(slug)
        return {facet: frozenset(slugs) for facet, slugs in found.items()}

    def names(of: list[str], marks: np.ndarray) -> frozenset[str]:
        return frozenset(name for name, mark in zip(of, marks, strict=True) if mark)

    near = None
    if people.says_place[person]:
        near = Near(
            51.6 + people.north[person] / KM_NORTH,
            7.5 + people.east[person] / KM_EAST,
            float(people.radius[person]) or None,
        )
    has = people.says_has[person]
    speaks = people.says_languages[person]
    way = WAYS_TO_TRAVEL[people.way[person]]
    return Profile(
        likes=ticked(people.likes[person]),
        dislikes=ticked(people.dislikes[person]),
        can=names(list(HAVE), people.has[person]) if has else None,
        languages=names(list(languages()), people.speaks[person]) if speaks else frozenset(),
        german=LEVELS[people.german[person]] if people.says_german[person] else "",
        week=int(people.free[person]) if people.says_week[person] else 0,
        hours=int(np.ceil(people.hours[person])) if people.says_hours[person] else None,
        near=near,
        travel=way if people.says_way[person] else "",
        online=bool(people.online[person] == 0) if people.says_online[person] else None,
        age=int(people.age[person]) if people.says_age[person] else None,
        words=people.words[person],
    )
