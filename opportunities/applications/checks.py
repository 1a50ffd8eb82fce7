"""Nobody begins without the certificate of good conduct where one is asked for."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from core.models import Requirement
from engagement.checks import has_valid_check
from engagement.checks.needs import Candidate
from opportunities.applications.states import RUNNING
from opportunities.models import Application, OpportunityPage
from organisations.models import Organisation

_ASKED_BY_OFFER = Requirement.Kind.BACKGROUND_CHECK


def needs_check(application: Application) -> bool:
    """Whether the organisation or the offer asks for a certificate (§ 72a SGB VIII)."""
    if application.organisation.needs_background_check:
        return True
    opportunity = application.opportunity
    return (
        opportunity is not None and opportunity.requirements.filter(kind=_ASKED_BY_OFFER).exists()
    )


def lacks_check(application: Application, *, today: dt.date) -> bool:
    """Whether one is needed and the organisation has not noted a valid one."""
    return needs_check(application) and not has_valid_check(
        volunteer=application.volunteer, organisation=application.organisation, today=today
    )


def candidates(organisation: Organisation) -> Iterator[Candidate]:
    """Everybody who applies here for what needs a certificate, accepted or not yet."""
    running = Application.objects.filter(organisation=organisation, state__in=RUNNING)
    if not organisation.needs_background_check:
        asking = OpportunityPage.requirements.through.objects.filter(
            opportunitypage=OuterRef("opportunity"), requirement__kind=_ASKED_BY_OFFER
        )
        running = running.filter(Q(Exists(asking)))
    for application in running.select_related("volunteer").order_by("pk"):
        yield Candidate(volunteer=application.volunteer, what=application.title)


def is_applying() -> Exists:
    """Of a `BackgroundCheck`: whether an application of the person runs there."""
    return Exists(
        Application.objects.filter(
            volunteer=OuterRef("volunteer"),
            organisation=OuterRef("organisation"),
            state__in=RUNNING,
        )
    )
