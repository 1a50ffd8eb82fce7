"""What people with a profile wish for or bring along, and how many of them find no offer for it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.geo.distance import distance_km
from matching.engine import Match, Profile
from matching.reach.people import people
from matching.reach.words import in_words, is_told
from matching.unmet.kinds import BROUGHT, FACETS, LISTED, OPTIONS, PARTS, Kind, wishes_of
from municipalities.models import Municipality
from opportunities.catalogue import Catalogue, catalogue
from opportunities.catalogue.bitmaps import Bits, members, size
from opportunities.catalogue.facets import TOWN

# So far from its centre one still counts as somebody for a town, if one has given no radius.
AROUND_KM: Final = 10.0

Said = tuple[Kind, str]


@dataclass(frozen=True)
class Wish:
    """One thing that people wish for or bring along, in numbers of which only `told` ones show."""

    kind: Kind
    value: str
    label: str
    people: int  # who say so
    waiting: int  # of them, whom no open offer suits that answers to it
    offers: int  # open ones in the town that answer to it

    @property
    def is_told(self) -> bool:
        """Whether enough people say so for it to be shown."""
        return is_told(self.people)

    @property
    def people_told(self) -> str:
        return in_words(self.people)

    @property
    def waiting_told(self) -> str:
        """How many wait; where only few do not, nobody counts those out either."""
        return in_words(self.waiting) if is_told(self.people - self.waiting) else _("nearly all")

    @property
    def is_brought(self) -> bool:
        """Whether it is something that people bring along, for which nobody waits."""
        return self.kind in BROUGHT

    def search(self, towns: Sequence[Municipality]) -> str:
        """The parameters with which the public list shows just its `offers`; empty if none do."""
        if not self.offers or self.kind not in LISTED:
            return ""
        pairs = [(LISTED[self.kind], self.value), *(("ort", town.slug) for town in towns)]
        return urlencode(pairs)


@dataclass(frozen=True)
class Wishes:
    """What is wished for in some towns, at a moment."""

    people: int  # with a profile, for these towns
    suited: int  # of them, whom any open offer suits
    wishes: tuple[Wish, ...]
    made_at: dt.datetime

    @property
    def waiting(self) -> list[Wish]:
        """What may be shown and for which somebody waits, the most first."""
        return [wish for wish in self.wishes if wish.is_told and wish.waiting]

    @property
    def people_told(self) -> str:
        return in_words(self.people)

    @property
    def suited_sentence(self) -> str:
        """How many of the people find anything at all; of few nobody learns how many."""
        if not is_told(self.people):
            return ""
        if not is_told(self.people - self.suited):
            return _("For nearly all of them there is at least one open offer that suits them.")
        if not is_told(self.suited):
            return _("For hardly any of them there is an open offer that suits them.")
        return _("For %(number)d of them there is no open offer that suits them.") % {
            "number": self.people - self.suited
        }


def wishes_in(towns: Sequence[Municipality], *, everywhere: bool = False) -> Wishes:
    """What people who may come to one of the towns wish for; `everywhere` leaves nobody out."""
    snapshot = catalogue()
    chosen = [
        profile
        for profile in people().profiles
        if everywhere or any(may_come(profile, town) for town in towns)
    ]
    said: Counter[Said] = Counter()
    waiting: Counter[Said] = Counter()
    suited = 0
    for profile in chosen:
        fits = Match(snapshot, profile).fits
        wishes = list(wishes_of(profile))
        answered = _answered(snapshot, fits, wishes)
        said.update(wishes)
        waiting.update(wish for wish in wishes if wish not in answered)
        suited += bool(fits.any())
    return Wishes(
        people=len(chosen),
        suited=suited,
        wishes=tuple(_wishes(snapshot, towns, said, waiting)),
        made_at=timezone.now(),
    )


def may_come(profile: Profile, town: Municipality) -> bool:
    """Whether the town lies where somebody wants to help, or they have not said where."""
    near = profile.near
    if near is None or town.latitude is None or town.longitude is None:
        return True
    distance = distance_km(near.latitude, near.longitude, town.latitude, town.longitude)
    return distance <= (near.radius_km or AROUND_KM)


def _answered(snapshot: Catalogue, fits: Bits, wishes: Iterable[Said]) -> set[Said]:
    """The wishes to which an offer answers that fits."""
    weeks = snapshot.columns.week[members(fits)]
    is_any_time = bool((weeks == 0).any())
    parts = int(np.bitwise_or.reduce(weeks, initial=0))
    return {
        (kind, value)
        for kind, value in wishes
        if (
            is_any_time or parts >> PARTS.index(value) & 1
            if kind == Kind.TIME
            else any((snapshot.bits[row] & fits).any() for row in _rows(snapshot, kind, value))
        )
    }


def _wishes(
    snapshot: Catalogue,
    towns: Sequence[Municipality],
    said: Counter[Said],
    waiting: Counter[Said],
) -> Iterator[Wish]:
    here = snapshot.alive & np.bitwise_or.reduce(
        [snapshot.bits[row] for town in towns for row in _rows_of(snapshot, TOWN, town.slug)]
        or [snapshot.alive],
        axis=0,
    )
    order = sorted(said, key=lambda wish: (-waiting[wish], -said[wish], wish))
    for kind, value in order:
        option = OPTIONS[kind]().get(value)
        if option is not None:
            yield Wish(
                kind=kind,
                value=value,
                label=str(option.label),
                people=said[kind, value],
                waiting=waiting[kind, value],
                offers=_offers(snapshot, here, kind, value),
            )


def _offers(snapshot: Catalogue, here: Bits, kind: Kind, value: str) -> int:
    if kind == Kind.TIME:
        bit = PARTS.index(value)
        return int(np.count_nonzero(snapshot.columns.week[members(here)] >> bit & 1))
    rows = list(_rows(snapshot, kind, value))
    return size(np.bitwise_or.reduce(snapshot.bits[rows], axis=0) & here) if rows else 0


def _rows(snapshot: Catalogue, kind: Kind, value: str) -> Iterator[int]:
    """The rows of the catalogue's bitmaps that answer to a wish."""
    for facet in FACETS[kind]:
        yield from _rows_of(snapshot, facet, value)


def _rows_of(snapshot: Catalogue, facet: str, value: str) -> Iterator[int]:
    row = snapshot.layout.all_rows.get(facet, {}).get(value)
    if row is not None:
        yield row
