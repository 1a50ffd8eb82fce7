"""Whether somebody has shown a certificate of good conduct, and until when that counts."""

from datetime import date

from accounts.models import Volunteer
from engagement.enums import CheckState
from engagement.models import BackgroundCheck
from organisations.models import Organisation


def has_valid_check(*, volunteer: Volunteer, organisation: Organisation, today: date) -> bool:
    """Whether the organisation has seen the volunteer's certificate, and need not see a new one.

    What another organisation has seen does not count: each has to look for itself (§ 72a SGB
    VIII).
    """
    return BackgroundCheck.objects.filter(
        volunteer=volunteer,
        organisation=organisation,
        state=CheckState.SEEN,
        renew_by__gte=today,
    ).exists()
