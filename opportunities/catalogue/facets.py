"""The filters of the catalogue: their names, their values, and which of them an offer has.

Names and values are those of the addresses (`?ort=selm&tag=sa&tag=so`), so they are German and
never change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup, Term
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
AGES = (0, 14, 16, 18)  # of who asks; each stands for those up to the next
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
# What no list filters by, but matching asks for: what people must bring along, and what they can
# get for the purpose (a certificate of good conduct).
MUST_BRING, CAN_GET = "mitbringen", "besorgen"
TRAITS = (MUST_BRING, CAN_GET)


@dataclass(frozen=True)
class Layout:
    """Which row of the catalogue's bitmaps stands for which value of which filter.

    `rows[facet][value]`; a filter's rows follow each other. Those of `traits`, which no page
    counts, are the last.
    """

    rows: Mapping[str, Mapping[str, int]]
    traits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]]) -> "Layout":
        """`values` of each of `FACETS`, and of those of `TRAITS` that there are."""
        number = 0
        found: dict[str, dict[str, int]] = {}
        for facet in (*FACETS, *TRAITS):
            found[facet] = {}
            for value in values.get(facet, ()) if facet in TRAITS else values[facet]:
                found[facet][value] = number
                number += 1
        return cls(
            {facet: found[facet] for facet in FACETS}, {facet: found[facet] for facet in TRAITS}
        )

    def __len__(self) -> int:
        return self.counted + sum(len(values) for values in self.traits.values())

    @cached_property
    def counted(self) -> int:
        """How many rows belong to filters."""
        return sum(len(values) for values in self.rows.values())

    @cached_property
    def all_rows(self) -> Mapping[str, Mapping[str, int]]:
        return {**self.rows, **self.traits}

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
            **_traits(),
        }
    )


def _traits() -> Mapping[str, list[str]]:
    traits: dict[str, list[str]] = {trait: [] for trait in TRAITS}
    for requirement in Requirement.objects.all():
        traits[trait_of(requirement)].append(requirement.slug)
    return traits


def trait_of(requirement: Requirement) -> str:
    """Whether people must bring it along or can get it for the purpose."""
    is_check = requirement.kind == Requirement.Kind.BACKGROUND_CHECK
    return CAN_GET if is_check else MUST_BRING


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
