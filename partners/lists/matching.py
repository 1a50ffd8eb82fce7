"""Which shop here a row of a list means, and how much speaks for it.

First everything that is the same by name and address, or by a number of the list that can be
relied on. Of what is left on both sides, pairs are weighed by all that is known of them: names and
house numbers written otherwise, telephone, e-mail, web site, benefit; each counts the less the
more shops share it. The strongest pair is taken first, and each place is taken once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from math import log2
from typing import Final

from core.geo.distance import distance_km
from partners.lists.identity import (
    Identity,
    NameLikeness,
    fits_with_lost_letters,
    identity_of,
    is_near,
    site_host,
)
from partners.lists.known import Known
from partners.lists.shops import Shop, lost_letters

ALIKE: Final = 0.86  # names from here on are the same, written otherwise
SIMILAR: Final = 0.55
CROWD: Final = 40  # what more places share says nothing about which one is meant
SAME_HOUSE_KM: Final = 0.04
RELIABLE: Final = 0.6  # so many numbers of a list must name the same shops as before
CLOSE_SECOND: Final = 1.0  # a rival that is worth this little less makes the pair unclear


class Name(IntEnum):
    """How the names of a pair compare."""

    OTHER = 0
    SIMILAR = 1
    ALIKE = 2
    SAME = 3


class Place(IntEnum):
    """How the addresses of a pair compare."""

    OTHER = 0
    UNKNOWN = 1
    NEAR = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a row and a place being one, and what against."""

    name: Name
    place: Place
    contacts: tuple[str, ...] = ()  # kinds that are the same: "phone", "email", "website"
    own_contacts: int = 0  # of these, how many nobody else has
    against: tuple[str, ...] = ()  # kinds that differ
    same_number: bool = False  # of the list, and its numbers can be relied on
    same_benefit: bool = False
    same_kind: bool = False  # a word of the name or the category is the same
    is_unique: bool = False  # nobody else in the list or here is called so
    score: float = 0.0

    @property
    def is_the_same(self) -> bool:
        """Beyond doubt: nobody needs to be asked."""
        if self.name >= Name.ALIKE and self.place >= Place.NEAR:
            return self.name == Name.SAME or self.place == Place.SAME or bool(self.contacts)
        if self.name >= Name.ALIKE and self.place == Place.UNKNOWN:
            return self.same_number or bool(self.contacts) or self.is_unique
        return False

    @property
    def is_plausible(self) -> bool:
        """Worth asking about."""
        if self.same_number:
            return True
        contacts = len(self.contacts)
        if self.name >= Name.ALIKE:
            return self.is_unique or contacts > 0
        if self.place >= Place.NEAR:
            if self.is_similar:
                return True
            # A bakery after a bakery may be the same one; a bank after a bakery is not.
            return contacts > 0 or self.same_benefit or self.same_kind
        return contacts >= 2 or self.own_contacts > 0 or (contacts > 0 and self.is_similar)

    @property
    def is_similar(self) -> bool:
        return self.name >= Name.SIMILAR

    @property
    def is_sure(self) -> bool:
        """So likely that many may be accepted at once, after a look."""
        if self.same_number and (self.name >= Name.SIMILAR or self.place >= Place.NEAR):
            return True
        if self.name >= Name.ALIKE:
            return bool(self.contacts) or (self.is_unique and self.same_benefit)
        if self.place >= Place.NEAR:
            return bool(self.contacts) and len(self.contacts) >= len(self.against)
        return len(self.contacts) >= 2 and not self.against


@dataclass(frozen=True, slots=True)
class Candidate:
    known: Known
    evidence: Evidence


@dataclass(slots=True)
class Match:
    """What became of a row: the place that it means, or those it may mean, or neither."""

    shop: Shop
    identity: Identity
    known: Known | None = None
    evidence: Evidence | None = None
    # Besides `known`, what nearly as much speaks for.
    rivals: list[Candidate] = field(default_factory=list)
    twin: "Match | None" = None  # another row that may be the same shop


@dataclass(slots=True)
class Matching:
    matches: list[Match]
    left: list[Known]  # places that no row means
    numbers_are_new: bool = False  # the list has numbered its shops anew


def match_shops(shops: Sequence[Shop], known: Sequence[Known]) -> Matching:
    """Find out which is which; each place is meant by one row at most."""
    return _Matcher(shops, known).match()


class _Matcher:
    def __init__(self, shops: Sequence[Shop], known: Sequence[Known]) -> None:
        self.matches = [Match(shop, identity_of(shop.values, number=shop.number)) for shop in shops]
        self.known = known
        self.taken: set[int] = set()  # ids of `Known` that a row means
        self.likeness = NameLikeness(
            [one.identity.name for one in known] + [shop.name for shop in shops]
        )
        self.shared = _how_many_share(
            [one.identity for one in known], [match.identity for match in self.matches]
        )

    def match(self) -> Matching:
        reliable, numbers_are_new = self._numbers()
        self._take_the_same()
        self.reliable = reliable
        self._weigh_the_rest()
        self._find_twins()
        left = [one for one in self.known if id(one) not in self.taken]
        return Matching(self.matches, left, numbers_are_new)

    def _take(self, match: Match, known: Known, evidence: Evidence) -> None:
        match.known, match.evidence = known, evidence
        self.taken.add(id(known))

    def _numbers(self) -> tuple[bool, bool]:
        """Whether the list's numbers name the same shops as before; whether they name others."""
        by_number = {one.identity.number: one for one in self.known if one.identity.number}
        pairs = [
            (match.identity, by_number[match.identity.number].identity)
            for match in self.matches
            if match.identity.number in by_number
        ]
        if not pairs:
            return False, False
        agreeing = sum(
            bool(set(mine.names) & set(theirs.names)) or mine.place_key == theirs.place_key
            for mine, theirs in pairs
        )
        reliable = agreeing / len(pairs) >= RELIABLE and self._numbers_are_unique()
        return reliable, not reliable

    def _numbers_are_unique(self) -> bool:
        numbers = Counter(match.identity.number for match in self.matches if match.identity.number)
        return all(count == 1 for count in numbers.values())

    def _take_the_same(self) -> None:
        """The many that are called so and stand there, on both sides only once."""
        places: dict[object, list[Known]] = defaultdict(list)
        for one in self.known:
            for name in one.identity.names:
                places[(name, one.identity.place_key)].append(one)
        rows: dict[object, list[Match]] = defaultdict(list)
        for match in self.matches:
            for name in match.identity.names:
                rows[(name, match.identity.place_key)].append(match)
        for key, matches in rows.items():
            candidates = [one for one in places.get(key, ()) if id(one) not in self.taken]
            if len(matches) != 1 or not candidates or matches[0].known:
                continue
            # The list's own entry before what is known of elsewhere under the same name.
            candidates.sort(key=lambda one: (not one.is_listed, one.is_gone, one.partner))
            evidence = self._compare(matches[0].identity, candidates[0].identity)
            if not evidence.is_the_same:
                evidence = Evidence(Name.SAME, Place.SAME, score=99)
            self._take(matches[0], candidates[0], evidence)

    def _weigh_the_rest(self) -> None:
        open_matches = [match for match in self.matches if match.known is None]
        free = [one for one in self.known if id(one) not in self.taken]
        found: dict[int, list[Candidate]] = {}
        pairs: list[tuple[float, int, int, Candidate]] = []
        index = _Index(free, self.likeness)
        for row, match in enumerate(open_matches):
            candidates = []
            for known in index.near(match.identity):
                evidence = self._compare(match.identity, known.identity)
                if evidence.is_the_same or (
                    evidence.is_plausible and self._may_be(match, known, evidence)
                ):
                    candidates.append(Candidate(known, evidence))
            found[row] = candidates
            pairs += [
                (-(one.evidence.score + 50 * one.evidence.is_the_same), row, order, one)
                for order, one in enumerate(candidates)
            ]
        pairs.sort(key=lambda pair: pair[:3])
        for _score, row, _order, candidate in pairs:
            match = open_matches[row]
            if match.known is None and id(candidate.known) not in self.taken:
                self._take(match, candidate.known, candidate.evidence)
        for row, match in enumerate(open_matches):
            if match.evidence is None or match.evidence.is_the_same or match.evidence.same_number:
                continue
            match.rivals = sorted(
                (
                    one
                    for one in found[row]
                    if one.known is not match.known
                    and id(one.known) not in self.taken
                    and one.evidence.score >= match.evidence.score - CLOSE_SECOND
                ),
                key=lambda one: -one.evidence.score,
            )[:2]

    def _may_be(self, match: Match, known: Known, evidence: Evidence) -> bool:
        """Shops of other towns are often called the same; one of the list may have moved."""
        if match.shop.town is None or match.shop.town.pk == known.town:
            return True
        return bool(evidence.contacts) or evidence.same_number

    def _find_twins(self) -> None:
        """Rows that no place here is meant by, but that another row may say already."""
        by_place: dict[object, list[Match]] = defaultdict(list)
        for match in self.matches:
            if match.identity.address:
                by_place[match.identity.place_key].append(match)
            for contact in match.identity.contacts:
                by_place[contact].append(match)
        for match in self.matches:
            if match.known or match.twin:
                continue
            keys = [match.identity.place_key, *sorted(match.identity.contacts)]
            for other in (one for key in keys for one in by_place.get(key, ())[:CROWD]):
                if other is match or other.twin:
                    continue
                evidence = self._compare(match.identity, other.identity)
                if evidence.name >= Name.ALIKE and evidence.place >= Place.NEAR:
                    match.twin = other
                    break

    def _compare(self, mine: Identity, theirs: Identity) -> Evidence:
        name = self._compare_names(mine, theirs)
        place = _compare_places(mine, theirs)
        contacts, own, against, score = self._compare_contacts(mine, theirs)
        same_number = (
            bool(mine.number) and mine.number == theirs.number and getattr(self, "reliable", False)
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


class _Index:
    """Finds the places that may be meant, without comparing everything with everything."""

    def __init__(self, known: Iterable[Known], likeness: NameLikeness) -> None:
        self._likeness = likeness
        self._buckets: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            for key in self._keys(one.identity):
                self._buckets[key].append(one)

    def near(self, identity: Identity) -> list[Known]:
        found: dict[int, Known] = {}
        for key in self._keys(identity):
            bucket = self._buckets.get(key, ())
            if len(bucket) <= CROWD:
                found.update((id(one), one) for one in bucket)
        return list(found.values())

    def _keys(self, identity: Identity) -> list[str]:
        address = identity.address
        keys = [f"n{name}" for name in identity.names]
        keys += [f"s{name[:6]}" for name in identity.names if len(name) >= 6]
        keys += [f"e{name[-7:]}" for name in identity.names if len(name) >= 7]
        keys += sorted(identity.contacts)
        if identity.number:
            keys.append(f"#{identity.number}")
        if address:
            keys.append(f"a{address.street}{address.numbers}")
            keys.append(f"t{address.street}{identity.postcode}")
            keys.append(f"h{address.street[:4]}{address.numbers}{identity.postcode}")
        keys += [f"r{word}" for word in self._likeness.rare_words(identity.name, CROWD)]
        return keys


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


def _how_many_share(known: Iterable[Identity], rows: Iterable[Identity]) -> Counter[str]:
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
