"""Who may apply: while the offer is open, in groups that suit, at the right age."""

import datetime as dt

from django.utils import timezone

from opportunities.applications.errors import ApplicationError
from opportunities.models import Application, OpportunityPage
from opportunities.states import TAKING_PEOPLE

Code = ApplicationError.Code
MOST_PEOPLE = 500


def check_open(opportunity: OpportunityPage, now: dt.datetime) -> None:
    """Raises ApplicationError NOT_OPEN."""
    if not takes_people(opportunity, now):
        raise ApplicationError(Code.NOT_OPEN)


def takes_people(opportunity: OpportunityPage, now: dt.datetime) -> bool:
    """Whether one can apply here, at least for the waiting list."""
    state = opportunity.state(timezone.localdate(now))
    return opportunity.takes_applications and state in TAKING_PEOPLE


def open_offer(application: Application, now: dt.datetime) -> OpportunityPage:
    """The offer of an application as it is now; raises ApplicationError NOT_OPEN."""
    if application.opportunity_id is None:
        raise ApplicationError(Code.NOT_OPEN)
    opportunity = OpportunityPage.objects.get(pk=application.opportunity_id)
    check_open(opportunity, now)
    return opportunity


def check_size(opportunity: OpportunityPage, people: int) -> None:
    """Raises ApplicationError NO_GROUPS or GROUP_SIZE."""
    if people == 1:
        return
    if not opportunity.suits_groups:
        raise ApplicationError(Code.NO_GROUPS)
    if not group_size(opportunity)[0] <= people <= group_size(opportunity)[1]:
        raise ApplicationError(Code.GROUP_SIZE)


def group_size(opportunity: OpportunityPage) -> tuple[int, int]:
    """The smallest and the largest group that may come."""
    return opportunity.smallest_group or 2, opportunity.largest_group or MOST_PEOPLE
