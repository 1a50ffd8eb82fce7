"""What somebody told about themselves, as the engine takes it: plain values, no models."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from opportunities.catalogue.questions import Near

# The lists in which one can say "gern" and "lieber nicht", by the names of the filters.
LIKED_IN = ("bereich", "zielgruppe", "taetigkeit")
WEEK_PARTS = 21  # seven days of three parts, see `part_of_week`


def part_of_week(weekday: int, part: int) -> int:
    """The bit of `Profile.week` for a weekday (Monday = 0) and a part of the day.

    Parts are counted as in `catalogue.facets.TIMES_OF_DAY`.
    """
    return 1 << (weekday * 3 + part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Answers to questions of which none is required: every field may be empty.

    No protected attribute of a person is among them; an age is compared with what an offer
    requires at least and with nothing else.
    """

    likes: Mapping[str, frozenset[str]] = field(default_factory=dict)  # slugs by `LIKED_IN`
    dislikes: Mapping[str, frozenset[str]] = field(default_factory=dict)  # "lieber nicht"
    ways: frozenset[str] = frozenset()  # "menschen", "haende", "kopf", "draussen", "digital"
    can: frozenset[str] | None = None  # slugs of `core.Requirement`; None: not answered
    brings: frozenset[str] = frozenset()  # the same said in passing: there may be more
    languages: frozenset[str] = frozenset()  # slugs of `core.SpokenLanguage`
    german: str = ""  # `GermanLevel`
    week: int = 0  # bits of `part_of_week`; 0: not answered
    time_models: frozenset[str] = frozenset()  # values of the filter "zeit"
    hours: int | None = None  # a week, at most
    near: Near | None = None  # without a radius: `FARTHEST_KM`
    travel: str = ""  # "fuss", "rad", "bus", "auto"
    online: bool | None = None  # would also do it from home; None: not answered
    gains: frozenset[str] = frozenset()  # "lernen", "nachweis", "auslagen", "karte", "menschen"
    age: int | None = None
    without_words: tuple[str, ...] = ()  # of what is liked, the kinds that are not: "Hunde"
    words: str = ""  # what is left of the free text when the fields above have taken theirs

    @property
    def has(self) -> frozenset[str]:
        """What somebody said to have, one way or the other."""
        return (self.can or frozenset()) | self.brings
