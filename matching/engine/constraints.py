"""What an offer must fulfil to be suggested at all, as sets of rows."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from matching.engine.profile import Profile
from matching.engine.ready import ready
from matching.engine.weights import FARTHEST_KM
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits, pack
from opportunities.catalogue.facets import CAN_GET, MUST_BRING
from opportunities.catalogue.offers import GERMAN_LEVELS

FLEXIBLE = "flexibel"  # a time model that fits every other
ANY_LANGUAGE = "fremdsprache"  # the requirement that any language but German fulfils
FIRST_PARTS = np.uint32(0o1111111)  # of each day of the week
GERMAN_SLUGS = frozenset({"de", "de-simple"})


def having(catalogue: Catalogue, facet: str, values: Iterable[str]) -> Bits:
    """The rows that have one of the values at least."""
    rows = catalogue.layout.all_rows.get(facet, {})
    found = np.zeros_like(catalogue.present)
    for value in values:
        if value in rows:
            found |= catalogue.bits[rows[value]]
    return found


def allowed(catalogue: Catalogue, profile: Profile) -> Bits:
    """The rows that somebody with this profile could do: open, free, and nothing speaks against.

    What an offer does not say (times, hours) does not rule it out; nor does a certificate that
    one can get, which is told as missing instead.
    """
    columns = catalogue.columns
    rows = ready(catalogue).free
    for facet, values in profile.dislikes.items():
        if values:
            rows = rows & ~having(catalogue, facet, values)
    if profile.without_words:
        rows = rows & ~ready(catalogue).saying(profile.without_words)
    if profile.can is not None:
        rows = rows & ~having(catalogue, MUST_BRING, not_brought(catalogue, profile))
    if profile.time_models:
        rows = rows & having(catalogue, "zeit", {*profile.time_models, FLEXIBLE})
    fits: list[NDArray[np.bool_]] = []
    if profile.age is not None:
        fits.append(columns.minimum_age <= min(max(profile.age, 0), 255))
    if profile.german:
        fits.append(columns.german <= GERMAN_LEVELS.get(profile.german, 0))
    if profile.week:
        fits.append(_has_time(catalogue, profile.week))
    if profile.hours is not None:
        fits.append(columns.half_hours <= min(max(2 * profile.hours, 0), 255))
    if fits:
        rows = rows & pack(reduce(np.logical_and, fits))
    return rows & _reachable(catalogue, profile)


def _has_time(catalogue: Catalogue, free: int) -> NDArray[np.bool_]:
    """Whether somebody is free at some time of each row, on each day if it needs all of them."""
    known = ready(catalogue)
    has_time: NDArray[np.bool_] = (known.possible_times & np.uint32(free)) != 0
    rows = known.running_through
    if len(rows):
        week = catalogue.columns.week[rows]
        has_time[rows] = _days(week) == _days(week & np.uint32(free))
    return has_time


def _days(week: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The days on which there is any part, as bits."""
    return (week | week >> np.uint32(1) | week >> np.uint32(2)) & FIRST_PARTS


def not_brought(catalogue: Catalogue, profile: Profile) -> set[str]:
    """The requirements that somebody does not have, as far as is known."""
    wanted = set(catalogue.layout.traits.get(MUST_BRING, ()))
    wanted -= profile.has
    if profile.languages - GERMAN_SLUGS:
        wanted.discard(ANY_LANGUAGE)
    return wanted


def missing(catalogue: Catalogue, profile: Profile) -> dict[tuple[str, str], int]:
    """What is to be told as missing, by trait and requirement: its place in the bitmaps."""
    traits = catalogue.layout.traits
    lacking = {
        MUST_BRING: not_brought(catalogue, profile) if profile.can is None else set(),
        CAN_GET: traits.get(CAN_GET, {}).keys() - profile.has,
    }
    return {
        (trait, requirement): place
        for trait, requirements in lacking.items()
        for requirement, place in traits.get(trait, {}).items()
        if requirement in requirements
    }


def _reachable(catalogue: Catalogue, profile: Profile) -> Bits:
    on_site = having(catalogue, "wie", ("vor-ort",)) if profile.online is False else None
    near = profile.near
    if near is None:
        return catalogue.present if on_site is None else on_site
    around = catalogue.around(near)
    radius_km = FARTHEST_KM if near.radius_km is None else near.radius_km
    if on_site is not None:
        return around.within(radius_km) & on_site
    return catalogue.within(around, radius_km)
