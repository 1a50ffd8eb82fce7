"""To whom mails about people who help go, and where they lead."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Volunteer
from organisations.models import Membership, Organisation


def desk_addresses(organisation: Organisation) -> list[str]:
    """Everybody's who works at the organisation's desk."""
    members = Membership.objects.filter(organisation=organisation, user__is_active=True)
    return list(members.order_by("pk").values_list("user__email", flat=True))


def address_of_volunteer(volunteer: Volunteer) -> str:
    """Where the volunteer reads mail; empty if they are reached by telephone only."""
    return volunteer.email or (volunteer.user.email if volunteer.user else "")


def absolute(name: str, *args: object) -> str:
    """The address of a page, for a mail or for paper."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)
