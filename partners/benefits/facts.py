"""What a benefit promises, apart from its row: compared, described, kept in a proposal."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date, time
from decimal import Decimal
from typing import Any, Self

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from core.enums import Weekday
from partners.enums import BenefitKind, LimitPeriod
from partners.models import Benefit
from partners.models.benefits import EVERY_WEEKDAY


@dataclass(frozen=True, kw_only=True)
class BenefitFacts:
    """The promise of a benefit; the fields are those of `Benefit`.

    `branches` are primary keys; none: at all of the shop's places.
    """

    kind: str
    title: str
    terms: str = ""
    percent: int | None = None
    price: Decimal | None = None
    regular_price: Decimal | None = None
    for_standard: bool = True
    for_jubilee: bool = True
    companions: int = 0
    branches: frozenset[int] = field(default_factory=frozenset)
    weekdays: int = EVERY_WEEKDAY
    from_time: time | None = None
    until_time: time | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    limit_period: str = LimitPeriod.UNLIMITED
    limit_count: int = 1

    @classmethod
    def of(cls, benefit: Benefit) -> Self:
        """Those of a saved benefit."""
        branches = frozenset(branch.pk for branch in benefit.branches.all())
        return cls(**{name: getattr(benefit, name) for name in COLUMNS}, branches=branches)

    @property
    def usual_title(self) -> str:
        """The line that goes without saying; empty where somebody has to write it."""
        return title_for(
            self.kind, percent=self.percent, price=self.price, regular_price=self.regular_price
        )

    @property
    def own_words(self) -> tuple[str, str]:
        """What somebody wrote: the line, if it is not the usual one, and the terms."""
        return "" if self.title == self.usual_title else self.title, self.terms

    def put_on(self, benefit: Benefit) -> None:
        """Write everything but `branches`, which needs a saved row (`save_branches`)."""
        for name in COLUMNS:
            setattr(benefit, name, getattr(self, name))

    def save_branches(self, benefit: Benefit) -> None:
        benefit.branches.set(self.branches)

    def as_json(self) -> dict[str, Any]:
        """What differs from nothing promised, for a JSON field."""
        kept = {name: value for name, value in asdict(self).items() if value != _DEFAULTS.get(name)}
        return {
            name: sorted(value)
            if isinstance(value, frozenset)
            else str(value)
            if isinstance(value, Decimal | date | time)
            else value
            for name, value in kept.items()
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The opposite of `as_json`; what is not known is left out.

        Of nothing it makes something else, without a title.
        """
        kept = {"kind": BenefitKind.OTHER, "title": ""} | kept
        read = {name: value for name, value in kept.items() if name in _READ}
        return cls(**{name: _READ[name](value) for name, value in read.items()})


_READ: dict[str, Any] = {
    **dict.fromkeys(("kind", "title", "terms", "limit_period"), str),
    **dict.fromkeys(("percent", "companions", "weekdays", "limit_count"), int),
    **dict.fromkeys(("price", "regular_price"), Decimal),
    **dict.fromkeys(("for_standard", "for_jubilee"), bool),
    **dict.fromkeys(("valid_from", "valid_until"), date.fromisoformat),
    **dict.fromkeys(("from_time", "until_time"), time.fromisoformat),
    "branches": frozenset,
}
COLUMNS = tuple(one.name for one in fields(BenefitFacts) if one.name != "branches")
_DEFAULTS = {one.name: one.default for one in fields(BenefitFacts)} | {"branches": frozenset()}


def title_for(
    kind: str,
    *,
    percent: int | None = None,
    price: Decimal | None = None,
    regular_price: Decimal | None = None,
) -> str:
    """The line that goes without saying; empty where somebody has to write it."""
    if kind == BenefitKind.PERCENT and percent:
        return _("%(percent)s %% off") % {"percent": percent}
    if kind == BenefitKind.PRICE and price is not None and regular_price is not None:
        return _("%(price)s € instead of %(regular)s €") % {
            "price": localize(price),
            "regular": localize(regular_price),
        }
    if kind == BenefitKind.FREE_ENTRY:
        return _("Free entry")
    return ""


def changes_between(old: BenefitFacts, new: BenefitFacts) -> list[str]:
    """What differs, each as `label: before → after`, for people who look after the shop."""
    return [
        f"{_column(name).verbose_name}: {before} → {after}"
        for name, before, after in _differences(old, new)
    ]


def _column(name: str) -> Any:
    return Benefit._meta.get_field(name)


def _differences(old: BenefitFacts, new: BenefitFacts) -> Iterator[tuple[str, str, str]]:
    for name in (*COLUMNS, "branches"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield name, _in_words(name, before), _in_words(name, after)


def _in_words(name: str, value: Any) -> str:
    if name == "weekdays":
        return ", ".join(
            str(label)[:2] for number, label in enumerate(Weekday.labels) if value >> number & 1
        )
    if name == "branches":
        return str(len(value)) if value else _("everywhere")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return "–"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    choices = dict(_column(name).flatchoices)
    return str(choices.get(value, localize(value)))
