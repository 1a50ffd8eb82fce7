"""Messages on the applicant's page, and how many are new on the overview of the account."""

from django.db.models import Count
from django.http import HttpRequest
from django.middleware.csrf import get_token

from accounts.models import User
from core.sections import Section
from opportunities.applications.access import Access
from opportunities.applications.states import NOT_YET_SENT
from opportunities.enums import Party
from opportunities.messages import services
from opportunities.messages.applicant_views import lines_of
from opportunities.messages.forms import MessageForm
from opportunities.messages.visits import is_real_visit
from opportunities.models import Application


def of_application(access: Access, request: HttpRequest) -> Section | None:
    """The thread and the form below it; whoever opens the page has read what is there."""
    application = access.application
    if application.state in NOT_YET_SENT:
        return None
    lines = lines_of(access)
    may_write = services.may_write(application)
    if not lines and not may_write:
        return None
    if is_real_visit(request):
        services.mark_read(application=application, reader=Party.APPLICANT)
    return Section(
        template="opportunities/messages/section.html",
        context={
            "access": access,
            "application": application,
            "lines": lines,
            "form": MessageForm(application=application) if may_write else None,
            "csrf_token": get_token(request),
        },
        order=100,
    )


def of_account(user: User, request: HttpRequest) -> Section | None:
    """Applications with messages that the person has not read; nothing without any."""
    unread = (
        Application.objects.of_user(user)
        .filter(messages__party=Party.ORGANISATION, messages__read_at=None)
        .select_related("organisation")
        .annotate(unread=Count("messages"))
        .order_by("pk")
    )
    found = list(unread)
    if not found:
        return None
    return Section(
        template="opportunities/messages/account_section.html",
        context={"applications": found, "number": sum(one.unread for one in found)},
        order=90,
    )
