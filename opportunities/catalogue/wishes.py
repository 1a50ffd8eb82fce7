"""Words and wishes weighed together: what fits "samstags vorlesen in Selm", and how well.

A wish counts like one more word of the question, as much as it is rare: an offer that fulfils it
gains, one that says nothing of it gains a little, one that contradicts it is left out (unless
nothing else is left). The figures were found with `benchmarks/search_quality`.
"""

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.text_index import CUT_OFF
from opportunities.catalogue.bitmaps import size, unpack
from opportunities.catalogue.facets import RADIUS
from opportunities.catalogue.questions import Near, Wishes, readable

if TYPE_CHECKING:
    from opportunities.catalogue.snapshot import Catalogue

UNKNOWN = 0.4  # what an offer gains that does not say whether it fulfils a wish
ANYWHERE = 0.5  # what an offer that needs no place gains for a place, at least
NAMED = 0.6  # of a place's name (by rarity), in an offer's text: then it is there

# Words that more than this part of all offers have say little beside a wish; of few offers, many
# have one.
LITTLE = 0.25
FEW = 20

# Filters of which an offer that has no value says nothing; of all others it has one or is not so.
SILENT = frozenset({"tag", "tageszeit", "stunden"})
# What nobody ticks is not thereby ruled out: imports know none of these.
NEVER_RULED_OUT = frozenset({"stufenfrei", "versichert", "ehrenamtskarte", "gruppen", "sprache"})
FLEXIBLE = ("zeit", "flexibel")  # fits every other time model, and is what imports say
# Values that offers of other systems say in their text only.
SAID_AS = {("wie", "online"): "online"}

Flags = NDArray[np.bool_]


class Wish(NamedTuple):
    """What one wish makes of each row."""

    filter: str
    fulfils: Flags
    rules_out: Flags  # the wish is known not to be fulfilled
    gains: NDArray[np.float32]  # between 0 and 1
    weight: np.float32


class Weigher:
    """The words and wishes of one question, ready to be weighed with and without each of them."""

    def __init__(self, catalogue: "Catalogue", words: str, wishes: Wishes) -> None:
        self._alive = unpack(catalogue.alive, len(catalogue.columns))
        self._living = size(catalogue.alive)
        self._rated = catalogue.rated(words) if readable(words) else None
        self._wishes = [
            self._weighty(facet, *_choice(catalogue, facet, values))
            for facet, values in wishes.choices.items()
            if facet in catalogue.layout.rows
        ]
        if (near := wishes.near) is not None and near.radius_km:
            place = _place(catalogue, near, near.radius_km, wishes.place)
            self._wishes.append(self._weighty(RADIUS, *place))

    def _weighty(
        self, name: str, fulfils: Flags, rules_out: Flags, gains: NDArray[np.float32]
    ) -> Wish:
        """As BM25 weighs a word that so many documents have."""
        having = np.count_nonzero(fulfils & self._alive)
        rarity = np.log(1 + (self._living - having + 0.5) / (having + 0.5))
        return Wish(name, fulfils, rules_out, gains, np.float32(rarity))

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """How well each row fits, 0 or more."""
        if self._rated is None:
            scores = np.zeros(len(self._alive), np.float32)
        else:
            scores = self._rated.scores.copy()
        for wish in self._wishes:
            scores += wish.weight * wish.gains
        return scores

    def fitting(self, *, without: str | None = None) -> Flags:
        """The rows that fit; `without` the wish for one filter."""
        wishes = [wish for wish in self._wishes if wish.filter != without]
        fits = np.zeros_like(self._alive)
        if self._rated is not None:
            fits = self._having(self._rated.shares)
        count = np.count_nonzero(fits)
        if not count or (wishes and count > max(LITTLE * self._living, FEW)):
            # Nothing has the words, or many have them ("einmalig helfen").
            fits = self._sharing(wishes)
        ruled_out = np.zeros_like(self._alive)
        for wish in wishes:
            ruled_out |= wish.rules_out
        allowed = fits & ~ruled_out
        return allowed if allowed.any() else fits

    def _sharing(self, wishes: list[Wish]) -> Flags:
        """The rows that have enough of words and wishes together."""
        if self._rated is None and not wishes:
            return self._alive
        shares = np.zeros(len(self._alive), np.float32)
        if self._rated is not None:
            shares += self._rated.shares
        for wish in wishes:
            shares += wish.weight * wish.fulfils
        return self._having(shares)

    def _having(self, shares: NDArray[np.float32]) -> Flags:
        best = float((shares * self._alive).max(initial=0.0))
        return self._alive & (shares >= max(CUT_OFF * best, 1e-6))


Effect = tuple[Flags, Flags, NDArray[np.float32]]  # the middle of a `Wish`


def _choice(catalogue: "Catalogue", facet: str, values: frozenset[str]) -> Effect:
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
    return fulfils, knows & ~fulfils, gains


def _place(catalogue: "Catalogue", near: Near, radius_km: float, name: str) -> Effect:
    """Within the radius, or with the place's name in the text; nearer is better."""
    rows = len(catalogue.columns)
    kilometres = catalogue.around(near).kilometres
    is_known = np.isfinite(kilometres)
    named = np.zeros(rows, np.float32)
    if name:
        rated = catalogue.index.rate(name, slips="none")
        named = rated.shares / np.float32(max(float(rated.shares.max(initial=0.0)), 1e-6))
    is_there = (kilometres <= radius_km) | (named >= NAMED)
    is_anywhere = unpack(catalogue.is_anywhere, rows)
    gains = np.where(is_known, np.exp(-kilometres / radius_km), UNKNOWN)
    gains = np.maximum(gains, np.where(is_anywhere, ANYWHERE, 0.0))
    gains = np.where(is_there, np.maximum(gains, named), gains).astype(np.float32)
    return is_there | is_anywhere, is_known & ~is_there & ~is_anywhere, gains


def _having(catalogue: "Catalogue", facet: str, values: frozenset[str]) -> Flags:
    rows = catalogue.layout.rows[facet]
    picked = [rows[value] for value in values if value in rows]
    return unpack(np.bitwise_or.reduce(catalogue.bits[picked], axis=0), len(catalogue.columns))
