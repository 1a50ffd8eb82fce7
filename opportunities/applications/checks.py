"""Nobody begins without the certificate of good conduct where one is asked for."""

import datetime as dt

from core.models import Requirement
from engagement.checks import has_valid_check
from opportunities.models import Application


def needs_check(application: Application) -> bool:
    """Whether the organisation or the offer asks for a certificate (§ 72a SGB VIII)."""
    if application.organisation.needs_background_check:
        return True
    opportunity = application.opportunity
    return (
        opportunity is not None
        and opportunity.requirements.filter(kind=Requirement.Kind.BACKGROUND_CHECK).exists()
    )


def lacks_check(application: Application, *, today: dt.date) -> bool:
    """Whether one is needed and the organisation has not noted a valid one."""
    return needs_check(application) and not has_valid_check(
        volunteer=application.volunteer, organisation=application.organisation, today=today
    )
