"""What of the lists a profile asks for, and which rows have it."""

from collections.abc import Iterable

import numpy as np

from matching.engine.constraints import GERMAN_SLUGS
from matching.engine.profile import Profile
from matching.engine.ready import ready
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import Bits
from opportunities.catalogue.facets import TRAITS

# The component of each list of likes.
LIKED = {"bereich": "field", "zielgruppe": "target", "taetigkeit": "activity"}


class Asked:
    """The things asked for, by component, and the set of rows that has each.

    `values[component]` are their names; their sets stand in `bits`, (things, words), in the same
    order. Things that the snapshot does not know are left out.
    """

    def __init__(self, catalogue: Catalogue, profile: Profile) -> None:
        self.values: dict[str, list[str]] = {}
        self._layout = catalogue.layout.all_rows
        self._places: list[int] = []
        for facet, component in LIKED.items():
            self._ask(component, (facet,), profile.likes.get(facet, ()))
        likes = len(self._places)
        self._ask("skills", TRAITS, profile.has)
        self._ask("languages", ("sprache",), profile.languages - GERMAN_SLUGS)
        self._ask("model", ("zeit",), profile.time_models)

        ways, gains = ready(catalogue).ways, ready(catalogue).gains
        self.values["ways"] = [way for way in sorted(profile.ways) if way in ways]
        self.values["gain"] = [gain for gain in sorted(profile.gains) if gain in gains]
        kept = [ways[way] for way in self.values["ways"]]
        kept += [gains[gain] for gain in self.values["gain"]]

        listed = len(self._places)
        self.bits: Bits = np.empty((listed + len(kept), catalogue.bits.shape[1]), np.uint64)
        np.take(catalogue.bits, self._places, axis=0, out=self.bits[:listed], mode="clip")
        for row, bits in enumerate(kept, listed):
            self.bits[row] = bits

        end = listed + len(self.values["ways"])
        self._liked = (slice(likes), slice(listed, end))
        self.is_liking = any(profile.likes.values()) or end > listed
        self.values = {component: named for component, named in self.values.items() if named}

    @property
    def liked(self) -> Bits:
        """The rows that have anything of what is liked."""
        likes, ways = (np.bitwise_or.reduce(self.bits[part], axis=0) for part in self._liked)
        return likes | ways

    def _ask(self, component: str, facets: Iterable[str], values: Iterable[str]) -> None:
        asked = self.values[component] = []
        for facet in facets:
            places = self._layout.get(facet, {})
            known = [value for value in sorted(values) if value in places]
            asked += known
            self._places += map(places.__getitem__, known)
