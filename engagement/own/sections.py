from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.frame import AccountLink
from accounts.models import User
from core.sections import Section
from engagement.models import Engagement, HoursEntry


def of_account(user: User, request: HttpRequest) -> Section:
    """The way to hours and engagements, and what waits there."""
    today = timezone.localdate()
    hours = HoursEntry.objects.of_user(user)
    return Section(
        template="engagement/own/account_section.html",
        context={
            "running": Engagement.objects.of_user(user).running(today).count(),
            "this_year": hours.confirmed().filter(worked_on__year=today.year).total(),
            "disputed": hours.disputed().count(),
        },
        order=300,
    )


def account_link(user: User) -> AccountLink:
    return AccountLink(label=_("My hours"), url=reverse("hours:home"), icon="clock", order=300)
