"""The dates to come on the application's page."""

from django.http import HttpRequest
from django.utils import timezone

from core.sections import Section
from opportunities.applications.access import Access
from opportunities.applications.states import HOLDING
from opportunities.dates.calendars import held_dates


def of_application(access: Access, request: HttpRequest) -> Section | None:
    """The dates that the applicant has promised, with what can be done about them."""
    application = access.application
    if application.state not in HOLDING:
        return None
    dates = list(held_dates(application).filter(takes_place_on__gte=timezone.localdate()))
    if not dates:
        return None
    return Section(
        template="opportunities/dates/section.html",
        context={"access": access, "dates": dates},
        order=50,
    )
