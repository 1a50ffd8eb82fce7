"""Invitations on the pages of the own account."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.frame import AccountLink
from accounts.models import User
from core.sections import Section
from matching.invitations.access import invitations_of
from matching.models import Invitation, MatchingProfile


def navigation(user: User) -> AccountLink | None:
    """The way to all invitations, for whoever may get some."""
    if not MatchingProfile.objects.filter(volunteer__user=user).exists():
        return None
    return AccountLink(
        label=_("Invitations"), url=reverse("invitations:own"), icon="mail", order=130
    )


def section(user: User, request: HttpRequest) -> Section | None:
    """What waits for an answer; nothing without any."""
    found = invitations_of(user).filter(
        answer=Invitation.Answer.OPEN, expires_at__gt=timezone.now()
    )
    invitations = list(found.select_related("opportunity__organisation"))
    if not invitations:
        return None
    return Section(
        template="matching/invitations/account_section.html",
        context={"invitations": invitations},
        order=90,
    )
