from dataclasses import dataclass

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


@dataclass(frozen=True)
class Finding:
    """One criterion, and a whole sentence for whoever applies as for whoever decides."""

    criterion: Criterion
    verdict: Verdict
    sentence: str
