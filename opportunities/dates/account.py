"""Dates on the pages of the own account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.frame import AccountLink
from accounts.models import User


def navigation(user: User) -> AccountLink:
    """The way to the address of the own calendar."""
    return AccountLink(label=_("My calendar"), url=reverse("dates:own"), icon="calendar", order=110)
