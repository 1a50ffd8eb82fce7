"""Applications on the pages of the own account."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.frame import AccountLink
from accounts.models import User
from core.sections import Section
from opportunities.models import Application

SHOWN = 5


def navigation(user: User) -> AccountLink:
    """The way to all applications."""
    return AccountLink(
        label=_("My applications"), url=reverse("applications:own"), icon="flag", order=100
    )


def section(user: User, request: HttpRequest) -> Section | None:
    """The applications that are under way; nothing without any."""
    running = Application.objects.of_user(user).running().select_related("organisation")
    applications = list(running.order_by("-created_at", "-pk")[: SHOWN + 1])
    if not applications:
        return None
    return Section(
        template="opportunities/applications/account_section.html",
        context={"applications": applications[:SHOWN], "has_more": len(applications) > SHOWN},
        order=100,
    )
