from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Criterion(TextChoices):
    """What a rule may ask for."""

    PLACE = "place", _("Town")
    AGE = "age", _("Age")
    HOURS = "hours", _("Hours")
    PRIOR_YEARS = "prior_years", _("Time beforehand")
    TOTAL_YEARS = "total_years", _("Years in total")
    PAY = "pay", _("Pay")
    GOES_ON = "goes_on", _("Going on")
    CONFIRMED = "confirmed", _("Confirmations")


class Verdict(TextChoices):
    """What was found about one criterion."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    TO_BE_SEEN = "to_be_seen", _("to be seen by a person")


@dataclass(frozen=True, eq=False)
class Finding:
    """One criterion, and a whole sentence for whoever applies as for whoever decides.

    The sentence is put together when somebody reads it, in the language of that moment: lists of
    cases ask for nothing but the verdict, and words cost most of a judgement.
    """

    criterion: Criterion
    verdict: Verdict
    say: Callable[[], str] = field(repr=False)

    @cached_property
    def sentence(self) -> str:
        return self.say()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return (self.criterion, self.verdict, self.sentence) == (
            other.criterion,
            other.verdict,
            other.sentence,
        )

    def __hash__(self) -> int:
        return hash((self.criterion, self.verdict))


def joined(*parts: str) -> str:
    """Sentences one after the other, without those that are empty."""
    return " ".join(part for part in parts if part)


def nothing() -> str:
    """No sentence more."""
    return ""
