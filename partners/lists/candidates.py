"""Which places a row may mean, found without comparing everything with everything."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from partners.lists.evidence import CROWD, Evidence
from partners.lists.identity import Identity, NameLikeness
from partners.lists.known import Known


@dataclass(frozen=True, slots=True)
class Candidate:
    known: Known
    evidence: Evidence


class CandidateIndex:
    """The places by what they can be recognised by, if only roughly."""

    def __init__(self, known: Iterable[Known], likeness: NameLikeness) -> None:
        self._likeness = likeness
        self._buckets: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            for key in self._keys(one.identity):
                self._buckets[key].append(one)

    def near(self, identity: Identity) -> list[Known]:
        """The places that have something of this in common."""
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
