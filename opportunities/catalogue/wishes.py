"""Words and wishes weighed together: what fits "samstags vorlesen in Selm", and how well.

A wish counts like one more word of the question, as much as it is rare: an offer that fulfils it
gains, one that says nothing of it gains a little, one that contradicts it is left out (unless
nothing else is left). The figures were found with `benchmarks/search_quality`.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.text_index import CUT_OFF
from opportunities.catalogue.bitmaps import unpack
from opportunities.catalogue.questions import Near, Wishes, readable

if TYPE_CHECKING:
    from opportunities.catalogue.snapshot import Catalogue

UNKNOWN = 0.4  # what an offer gains that does not say whether it fulfils a wish
ANYWHERE = 0.5  # what an offer that needs no place gains for a place, at least
NAMED = 0.6  # of a place's name (by rarity), in an offer's text: then it is there

LITTLE = 0.15  # words that more than this part of all offers have say little beside a wish

# Filters of which an offer that has no value says nothing; of all others it has one or is not so.
SILENT = frozenset({"tag", "tageszeit", "stunden"})
# What nobody ticks is not thereby ruled out: imports know none of these.
NEVER_RULED_OUT = frozenset({"stufenfrei", "versichert", "ehrenamtskarte", "gruppen", "sprache"})
FLEXIBLE = ("zeit", "flexibel")  # fits every other time model, and is what imports say
# Values that offers of other systems say in their text only.
SAID_AS = {("wie", "online"): "online"}

Flags = NDArray[np.bool_]


class Weighed(NamedTuple):
    """The rows that fit, and of each row of the catalogue how well (0 or more)."""

    fits: Flags
    scores: NDArray[np.float32]


class Wish(NamedTuple):
    fulfils: Flags
    rules_out: Flags  # the wish is known not to be fulfilled
    gains: NDArray[np.float32]  # between 0 and 1


def weigh(catalogue: "Catalogue", words: str, wishes: Wishes) -> Weighed:
    """What fits `words` and `wishes`, of which there is at least one."""
    alive = unpack(catalogue.alive, len(catalogue.columns))
    rated = catalogue.rated(words) if readable(words) else None
    scores = np.zeros(len(alive), np.float32) if rated is None else rated.scores.copy()
    shares = np.zeros(len(alive), np.float32)
    ruled_out = np.zeros(len(alive), np.bool_)
    for wish in _wishes(catalogue, wishes):
        weight = _rarity(wish.fulfils & alive, alive)
        scores += weight * wish.gains
        shares += weight * wish.fulfils
        ruled_out |= wish.rules_out
    fits = _fitting(rated.shares, alive) if rated is not None else np.zeros_like(alive)
    if not fits.any() or fits.sum() > LITTLE * alive.sum():
        # Nothing has the words, or many have them ("einmalig helfen").
        fits = _fitting(shares if rated is None else shares + rated.shares, alive)
    allowed = fits & ~ruled_out
    return Weighed(allowed if allowed.any() else fits, scores)


def _fitting(shares: NDArray[np.float32], alive: Flags) -> Flags:
    best = float(shares.max(initial=0.0, where=alive))
    return alive & (shares >= max(CUT_OFF * best, 1e-6))


def _wishes(catalogue: "Catalogue", wishes: Wishes) -> list[Wish]:
    found = [
        _choice(catalogue, facet, values)
        for facet, values in wishes.choices.items()
        if facet in catalogue.layout.rows
    ]
    if wishes.near is not None and wishes.near.radius_km:
        found.append(_place(catalogue, wishes.near, wishes.near.radius_km, wishes.place))
    return found


def _choice(catalogue: "Catalogue", facet: str, values: frozenset[str]) -> Wish:
    fulfils = _having(catalogue, facet, values)
    for value in values:
        if said := SAID_AS.get((facet, value)):
            fulfils = fulfils | (catalogue.rated(said).shares > 0)
    if facet in NEVER_RULED_OUT:
        knows = np.zeros_like(fulfils)
    elif facet in SILENT:
        knows = _having(catalogue, facet, frozenset(catalogue.layout.rows[facet]))
    elif facet in (FLEXIBLE[0], "dauer"):
        knows = ~_having(catalogue, FLEXIBLE[0], frozenset({FLEXIBLE[1]}))
    else:
        knows = np.ones_like(fulfils)
    gains = np.where(fulfils, 1.0, np.where(knows, 0.0, UNKNOWN)).astype(np.float32)
    return Wish(fulfils, knows & ~fulfils, gains)


def _place(catalogue: "Catalogue", near: Near, radius_km: float, name: str) -> Wish:
    """Within the radius, or with the place's name in the text; nearer is better."""
    rows = len(catalogue.columns)
    kilometres = catalogue.around(near).kilometres
    is_known = np.isfinite(kilometres)
    named = np.zeros(rows, np.float32)
    if name:
        rated = catalogue.rated(name)
        named = rated.shares / np.float32(max(float(rated.shares.max(initial=0.0)), 1e-6))
    is_there = (kilometres <= radius_km) | (named >= NAMED)
    is_anywhere = unpack(catalogue.is_anywhere, rows)
    gains = np.where(is_known, np.exp(-kilometres / radius_km), UNKNOWN)
    gains = np.maximum(gains, np.where(is_anywhere, ANYWHERE, 0.0))
    gains = np.where(is_there, np.maximum(gains, named), gains).astype(np.float32)
    return Wish(is_there | is_anywhere, is_known & ~is_there & ~is_anywhere, gains)


def _having(catalogue: "Catalogue", facet: str, values: frozenset[str]) -> Flags:
    rows = catalogue.layout.rows[facet]
    picked = [rows[value] for value in values if value in rows]
    return unpack(np.bitwise_or.reduce(catalogue.bits[picked], axis=0), len(catalogue.columns))


def _rarity(fulfils: Flags, alive: Flags) -> np.float32:
    """As BM25 weighs a word that so many documents have."""
    living, having = int(alive.sum()), int(fulfils.sum())
    return np.float32(np.log(1 + (living - having + 0.5) / (having + 0.5)))
