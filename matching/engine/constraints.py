"""What an offer must fulfil to be suggested at all, as sets of rows."""

from collections.abc import Iterable

import numpy as np

from matching.engine.profile import Profile
from matching.engine.ready import ready
from matching.engine.weights import FARTHEST_KM
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits
from opportunities.catalogue.facets import CAN_GET, MUST_BRING
from opportunities.catalogue.offers import GERMAN_LEVELS

FLEXIBLE = "flexibel"  # a time model that fits every other
ANY_LANGUAGE = "fremdsprache"  # the requirement that any language but German fulfils
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
    known = ready(catalogue)
    rows = known.free
    for facet, values in profile.dislikes.items():
        if values:
            rows = rows & ~having(catalogue, facet, values)
    if profile.without_words:
        rows = rows & ~known.saying(profile.without_words)
    if profile.can is not None:
        rows = rows & ~having(catalogue, MUST_BRING, not_brought(catalogue, profile))
    if profile.time_models:
        rows = rows & having(catalogue, "zeit", {*profile.time_models, FLEXIBLE})
    if profile.age is not None:
        rows = rows & known.at_most("minimum_age", profile.age)
    if profile.german:
        rows = rows & known.at_most("german", GERMAN_LEVELS.get(profile.german, 0))
    if profile.week:
        rows = rows & known.possible_in(profile.week)
    if profile.hours is not None:
        rows = rows & known.at_most("half_hours", 2 * profile.hours)
    return rows & _reachable(catalogue, profile)


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
