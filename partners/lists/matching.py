"""Which shop here a row of a list means, and how much speaks for it.

First everything that is the same by name and address, or by a number of the list that can be
relied on. Of what is left on both sides, pairs are weighed by all that is known of them: names and
house numbers written otherwise, telephone, e-mail, web site, benefit; each counts the less the
more shops share it. The strongest pair is taken first, and each place is taken once.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from partners.lists.candidates import Candidate, CandidateIndex
from partners.lists.evidence import CROWD, Evidence, Name, Place
from partners.lists.identity import Identity, identity_of
from partners.lists.known import Known
from partners.lists.shops import Shop
from partners.lists.weighing import Scales

RELIABLE: Final = 0.6  # so many numbers of a list must name the same shops as before
CLOSE_SECOND: Final = 1.0  # a rival that is worth this little less makes the pair unclear


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
        self.scales = Scales(
            [one.identity for one in known], [match.identity for match in self.matches]
        )

    def match(self) -> Matching:
        reliable, numbers_are_new = self._numbers()
        self._take_the_same()
        self.scales.numbers_are_reliable = reliable
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
            evidence = self.scales.compare(matches[0].identity, candidates[0].identity)
            if not evidence.is_the_same:
                evidence = Evidence(Name.SAME, Place.SAME, score=99)
            self._take(matches[0], candidates[0], evidence)

    def _weigh_the_rest(self) -> None:
        open_matches = [match for match in self.matches if match.known is None]
        free = [one for one in self.known if id(one) not in self.taken]
        found: dict[int, list[Candidate]] = {}
        pairs: list[tuple[float, int, int, Candidate]] = []
        index = CandidateIndex(free, self.scales.likeness)
        for row, match in enumerate(open_matches):
            candidates = []
            for known in index.near(match.identity):
                evidence = self.scales.compare(match.identity, known.identity)
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
                evidence = self.scales.compare(match.identity, other.identity)
                if evidence.name >= Name.ALIKE and evidence.place >= Place.NEAR:
                    match.twin = other
                    break
