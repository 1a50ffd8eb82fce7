"""The filters of the catalogue: their names, their values, and which of them an offer has.

Names and values are those of the addresses (`?ort=selm&tag=sa&tag=so`), so they are German and
never change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from core.models import Activity, EngagementField, SpokenLanguage, TargetGroup, Term
from municipalities.models import Municipality
from opportunities.enums import TimeModel, Whereabouts

TOWN = "ort"
# The lists that the association edits, by the field of the page that points at them.
TERMS: Mapping[str, tuple[str, type[Term]]] = {
    "engagement_fields": ("bereich", EngagementField),
    "target_groups": ("zielgruppe", TargetGroup),
    "activities": ("taetigkeit", Activity),
    "languages": ("sprache", SpokenLanguage),
}
TIME_MODELS = {
    TimeModel.ONCE: "einmalig",
    TimeModel.REGULAR: "regelmaessig",
    TimeModel.PROJECT: "befristet",
    TimeModel.FLEXIBLE: "flexibel",
    TimeModel.STANDBY: "springer",
}
WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
TIMES_OF_DAY = ("vormittags", "nachmittags", "abends")
HOURS = (1, 2, 5, 10)  # a week, at most
AGES = (14, 16, 18)  # of who asks
RADII_KM = (2, 5, 10, 25, 50)
WHEREABOUTS = {
    Whereabouts.ON_SITE: ("vor-ort",),
    Whereabouts.ONLINE: ("online",),
    Whereabouts.BOTH: ("vor-ort", "online"),
}
YES = "1"
YES_OR_NO = (
    *("ohne_vorkenntnisse", "ohne_fuehrungszeugnis", "stufenfrei", "versichert"),
    *("ehrenamtskarte", "gruppen", "frei"),
)
FREE_FROM = "ab"  # an ISO date; it has no list of values to count
RADIUS = "umkreis"  # counted only where a place is given

FIXED: Mapping[str, tuple[str, ...]] = {
    "zeit": tuple(TIME_MODELS.values()),
    "dauer": ("einmalig", "dauerhaft"),
    "tag": WEEKDAYS,
    "tageszeit": TIMES_OF_DAY,
    "stunden": tuple(str(hours) for hours in HOURS),
    "alter": tuple(str(age) for age in AGES),
    "wie": ("vor-ort", "online"),
    **dict.fromkeys(YES_OR_NO, (YES,)),
}
# Every filter that is a list of values, in the order in which a page shows them.
FACETS = (TOWN, *(name for name, _ in TERMS.values()), *FIXED)


@dataclass(frozen=True)
class Layout:
    """Which row of the catalogue's bitmaps stands for which value of which filter.

    `rows[facet][value]`; a filter's rows follow each other.
    """

    rows: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]]) -> "Layout":
        number = 0
        rows: dict[str, dict[str, int]] = {}
        for facet in FACETS:
            rows[facet] = {}
            for value in values[facet]:
                rows[facet][value] = number
                number += 1
        return cls(rows)

    def __len__(self) -> int:
        return sum(len(values) for values in self.rows.values())

    def span(self, facet: str) -> slice:
        """The rows of one filter."""
        rows = self.rows[facet].values()
        return slice(min(rows), max(rows) + 1) if rows else slice(0, 0)


def read_layout() -> Layout:
    """The filters' values as the database has them now."""
    return Layout.of(
        {
            TOWN: Municipality.objects.values_list("slug", flat=True),
            **{
                facet: model._default_manager.values_list("slug", flat=True)
                for facet, model in TERMS.values()
            },
            **FIXED,
        }
    )


Values = tuple[tuple[str, str], ...]  # (facet, value)


@lru_cache(maxsize=1_000)
def hours_values(hours: Decimal | None) -> Values:
    """An offer that does not say its hours can't be promised to be short."""
    return tuple(("stunden", str(most)) for most in HOURS if hours is not None and hours <= most)


@lru_cache(maxsize=200)
def age_values(minimum_age: int | None) -> Values:
    return tuple(("alter", str(age)) for age in AGES if minimum_age is None or minimum_age <= age)


@cache
def time_model_values(time_model: str) -> Values:
    """The time model itself, and whether that is one-off or lasting.

    What runs for a limited time is neither.
    """
    model = TimeModel(time_model)
    lasting: Values = (("dauer", "dauerhaft"),)
    durations = {TimeModel.ONCE: (("dauer", "einmalig"),), TimeModel.PROJECT: ()}
    return (("zeit", TIME_MODELS[model]), *durations.get(model, lasting))


@cache
def whereabouts_values(whereabouts: str) -> Values:
    return tuple(("wie", value) for value in WHEREABOUTS[Whereabouts(whereabouts)])
