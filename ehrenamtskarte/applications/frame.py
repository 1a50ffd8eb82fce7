"""What applications for the card put on the desk of organisations and into the own account."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.sections import Section
from ehrenamtskarte.applications.desk_views import open_attestations
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication
from organisations.desk import DeskLink, DeskTask
from organisations.models import Organisation

SHOWN = 5


def desk_tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """What is to be confirmed for the card."""
    yield DeskTask(
        label=_("confirmations for the Ehrenamtskarte"),
        url=reverse("desk_cards:home", args=[organisation.pk]),
        count=open_attestations(organisation).count(),
        order=250,
    )


def desk_link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Ehrenamtskarte"),
        url=reverse("desk_cards:home", args=[organisation.pk]),
        icon="card",
        order=350,
    )


def of_account(user: User, request: HttpRequest) -> Section:
    """The own applications that are under way, and the way to a new one."""
    applications = (
        CardApplication.objects.filter(volunteer__user=user)
        .exclude(state__in=[State.ISSUED, State.WITHDRAWN])
        .select_related("municipality")
        .order_by("-created_at", "-pk")
    )
    return Section(
        template="ehrenamtskarte/applications/account_section.html",
        context={"applications": list(applications[:SHOWN])},
        order=250,
    )
