"""How old one has to be, and below which age the parents must agree."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from municipalities.models import Municipality
from opportunities.applications.errors import ApplicationError
from opportunities.models import OpportunityPage


@dataclass(frozen=True)
class AgeRule:
    """What an offer and its town ask; 0: nothing."""

    minimum: int  # years, of the offer
    consent_below: int  # years; the town's rule

    @classmethod
    def of(cls, opportunity: OpportunityPage) -> Self:
        town = opportunity.municipality
        default = Municipality._meta.get_field("consent_age").default
        return cls(opportunity.minimum_age or 0, town.consent_age if town else default)

    @property
    def question(self) -> int:
        """Whoever is at least as old as this need say nothing more; 0: nobody is asked."""
        return max(self.minimum, self.consent_below)

    def check(self, born_on: dt.date | None, *, today: dt.date) -> bool:
        """Whether the parents have to agree; who gives no date of birth is old enough.

        Raises ApplicationError TOO_YOUNG.
        """
        if born_on is None:
            return False
        age = age_on(today, born_on)
        if age < self.minimum:
            raise ApplicationError(
                ApplicationError.Code.TOO_YOUNG,
                _("One has to be at least %(age)d years old here.") % {"age": self.minimum},
            )
        return age < self.consent_below


def age_on(day: dt.date, born_on: dt.date) -> int:
    """Full years. Whoever was born on 29 February is a year older on 1 March (§ 188 BGB)."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
