"""What is known of somebody who wants the card; the judgement asks for nothing else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ehrenamtskarte.enums import Pay, Shortcut
from opportunities.applications.age import age_on


@dataclass(frozen=True, kw_only=True)
class Work:
    """What somebody does at one organisation."""

    organisation: str
    since: date | None
    until: date | None = None
    # Whichever of the two was stated; the other is reckoned.
    hours_per_week: Decimal | None = None
    hours_per_year: Decimal | int | None = None
    # The organisation's answer; None: none yet, or a paper that the town has to look at.
    attested: bool | None = None
    signatures: int = 1  # how many people of the organisation have confirmed it

    @property
    def has_hours(self) -> bool:
        return self.hours_per_week is not None or self.hours_per_year is not None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What somebody says of themselves, and what of it others have confirmed."""

    born_on: date | None = None
    age: int | None = None  # full years, where the day of birth was not asked for
    lives_in_town: bool | None = None
    active_in_town: bool | None = None
    works: Sequence[Work] = ()
    shortcuts: Collection[Shortcut] = ()
    shortcuts_proven: bool = False
    pay: Pay | None = None
    goes_on: bool | None = None
    years_declared: int | None = None  # of volunteering in total
    declares_on_honour: bool = False

    def age_on(self, day: date) -> int | None:
        return age_on(day, self.born_on) if self.born_on else self.age
