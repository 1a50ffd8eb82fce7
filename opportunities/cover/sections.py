"""On the application's page: whether one may be asked to step in."""

from django.http import HttpRequest

from core.sections import Section
from opportunities.applications.access import Access
from opportunities.cover.fitting import KNOWN
from opportunities.models import CoverRefusal


def of_application(access: Access, request: HttpRequest) -> Section | None:
    """Told to everybody who may be asked, with the button that says no to it."""
    application = access.application
    if application.state not in KNOWN or not application.volunteer.email:
        return None
    refuses = CoverRefusal.objects.filter(volunteer=application.volunteer_id).exists()
    return Section(
        template="opportunities/cover/section.html",
        context={"access": access, "application": application, "refuses": refuses},
        order=90,
    )
