"""How much speaks for two places being one: each thing the less, the more places share it."""

from collections import Counter
from collections.abc import Sequence
from math import log2
from typing import Final

from core.geo.distance import distance_km
from partners.lists.evidence import CROWD, Evidence, Name, Place
from partners.lists.identity import (
    Identity,
    NameLikeness,
    fits_with_lost_letters,
    is_near,
    site_host,
)
from partners.lists.shops import lost_letters

ALIKE: Final = 0.86  # names from here on are the same, written otherwise
SIMILAR: Final = 0.55
SAME_HOUSE_KM: Final = 0.04


class Scales:
    """Compares places of both sides; knows how many on each side share what."""

    def __init__(self, known: Sequence[Identity], rows: Sequence[Identity]) -> None:
        self.likeness = NameLikeness(one.name for one in (*known, *rows))
        self.shared = _how_many_share(known, rows)
        self.numbers_are_reliable = False  # the list's, until it is seen that they are

    def compare(self, mine: Identity, theirs: Identity) -> Evidence:
        """All that is known of the pair; the score says how it ranks among other pairs."""
        name = self._compare_names(mine, theirs)
        place = _compare_places(mine, theirs)
        contacts, own, against, score = self._compare_contacts(mine, theirs)
        same_number = (
            bool(mine.number) and mine.number == theirs.number and self.numbers_are_reliable
        )
        same_benefit = bool(mine.benefit) and mine.benefit == theirs.benefit
        is_unique = name >= Name.ALIKE and self._is_unique(mine) and self._is_unique(theirs)
        score += (0.0, 2.0, 5.0, 6.0)[name] + (-1.0, 0.0, 3.0, 4.0)[place]
        score += 5.0 * same_number + (0.5 * is_unique)
        if same_benefit:
            score += max(0.2, 1.5 - 0.5 * log2(self.shared[f"b{mine.benefit}"]))
        return Evidence(
            name=name,
            place=place,
            contacts=contacts,
            own_contacts=own,
            against=against,
            same_number=same_number,
            same_benefit=same_benefit and self.shared[f"b{mine.benefit}"] <= CROWD,
            same_kind=place >= Place.NEAR and self._same_kind(mine, theirs),
            is_unique=is_unique,
            score=score - 0.7 * len(against),
        )

    def _compare_names(self, mine: Identity, theirs: Identity) -> Name:
        if set(mine.names) & set(theirs.names):
            return Name.SAME
        if lost_letters(mine.name) and fits_with_lost_letters(mine.name, theirs.name):
            return Name.SAME
        alike = self.likeness(mine.name, theirs.name)
        if alike >= ALIKE:
            return Name.ALIKE
        return Name.SIMILAR if alike >= SIMILAR else Name.OTHER

    def _compare_contacts(
        self, mine: Identity, theirs: Identity
    ) -> tuple[tuple[str, ...], int, tuple[str, ...], float]:
        """Kinds that are the same, how many of them nobody else has, kinds that differ, a score."""
        same: list[str] = []
        against: list[str] = []
        own = 0
        score = 0.0
        kinds: tuple[tuple[str, str, frozenset[str], frozenset[str]], ...] = (
            ("phone", "p", mine.phones, theirs.phones),
            ("email", "m", mine.emails, theirs.emails),
            ("website", "w", _one(mine.site), _one(theirs.site)),
        )
        for kind, letter, ours, others in kinds:
            if not ours or not others:
                continue
            common = ours & others
            if not common:
                if kind != "website" or site_host(mine.site) != site_host(theirs.site):
                    against.append(kind)
                continue
            sharing = min(self.shared[f"{letter}{one}"] for one in common)
            score += max(0.5, 4.0 - 1.2 * log2(sharing))
            # What three shops share, a trade fair's switchboard, tells none of them apart.
            if sharing <= 2:
                same.append(kind)
                own += sharing <= 1
        return tuple(same), own, tuple(against), score

    def _same_kind(self, mine: Identity, theirs: Identity) -> bool:
        if mine.category and mine.category == theirs.category:
            return True
        return bool(self.likeness.words(mine.name) & self.likeness.words(theirs.name))

    def _is_unique(self, identity: Identity) -> bool:
        return all(self.shared[f"n{name}"] <= 1 for name in identity.names)


def _compare_places(mine: Identity, theirs: Identity) -> Place:
    if not mine.address or not theirs.address:
        return Place.UNKNOWN
    same_area = not mine.postcode or not theirs.postcode or mine.postcode == theirs.postcode
    if mine.address == theirs.address:
        if same_area:
            return Place.SAME
        return Place.NEAR if mine.city == theirs.city or _are_close(mine, theirs) else Place.OTHER
    if is_near(mine.address, theirs.address) and (same_area or _are_close(mine, theirs)):
        return Place.NEAR
    return Place.OTHER


def _are_close(mine: Identity, theirs: Identity) -> bool:
    if mine.latitude is None or mine.longitude is None:
        return False
    if theirs.latitude is None or theirs.longitude is None:
        return False
    km = distance_km(mine.latitude, mine.longitude, theirs.latitude, theirs.longitude)
    return km <= SAME_HOUSE_KM


def _how_many_share(known: Sequence[Identity], rows: Sequence[Identity]) -> Counter[str]:
    """How many places share a name, a number, a benefit: here or in the file, whichever is more."""
    counts = []
    for side in (known, rows):
        count: Counter[str] = Counter()
        for one in side:
            count.update(one.contacts)
            count.update({f"n{name}" for name in one.names})
            count[f"b{one.benefit}"] += 1
        counts.append(count)
    return counts[0] | counts[1]


def _one(site: str) -> frozenset[str]:
    return frozenset([site] if site else [])
