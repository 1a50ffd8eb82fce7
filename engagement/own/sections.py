from django.http import HttpRequest
from django.utils import timezone

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
