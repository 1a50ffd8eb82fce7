"""Saved searches on the pages of the own account."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.frame import AccountLink
from accounts.models import User
from core.sections import Section
from matching.alerts.searches import filters_of
from matching.models import SavedSearch

SHOWN = 5


def navigation(user: User) -> AccountLink:
    """The way to all saved searches."""
    return AccountLink(label=_("My searches"), url=reverse("alerts:page"), icon="search", order=130)


def section(user: User, request: HttpRequest) -> Section | None:
    """The newest saved searches; nothing without any."""
    searches = SavedSearch.objects.filter(recipient__user=user).select_related("profile")
    newest = list(searches.order_by("-created_at", "-pk")[:SHOWN])
    if not newest:
        return None
    return Section(
        template="matching/alerts/account_section.html",
        context={
            "searches": [
                (
                    filters_of(one).title,
                    _("paused") if one.paused_at else one.get_rhythm_display(),
                )
                for one in newest
            ]
        },
        order=330,
    )
