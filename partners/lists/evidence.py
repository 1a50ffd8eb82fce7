"""What speaks for a row and a place being one shop, and whether it is enough."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

CROWD: Final = 40  # what more places share says nothing about which one is meant


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
