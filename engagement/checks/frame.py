"""What certificates of good conduct bring to the desk's own pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.checks.due import running_out
from engagement.checks.needs import people_of
from organisations.desk import DeskLink, DeskTask
from organisations.models import Organisation


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """Who has yet to show one, and whose runs out soon."""
    today = timezone.localdate()
    url = reverse("checks:list", args=[organisation.pk])
    people = people_of(organisation, today)
    yield DeskTask(
        label=_("certificates of good conduct to be shown"),
        url=url,
        count=sum(one.is_needed and not one.is_valid for one in people),
        order=340,
    )
    yield DeskTask(
        label=_("certificates of good conduct that have to be renewed soon"),
        url=url,
        count=running_out(today).filter(organisation=organisation).count(),
        order=350,
    )


def link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Certificates of good conduct"),
        url=reverse("checks:list", args=[organisation.pk]),
        icon="shield",
        order=340,
    )
