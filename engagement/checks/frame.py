"""What certificates of good conduct bring to the desk's own pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from engagement.checks.due import running_out
from engagement.checks.needs import people_of
from organisations.desk import DeskLink, DeskTask
from organisations.models import Organisation


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """Who has yet to show one, and whose runs out soon."""
    today = timezone.localdate()
    url = reverse("checks:list", args=[organisation.pk])
    missing = sum(one.is_needed and not one.is_valid for one in people_of(organisation, today))
    yield DeskTask(
        label=ngettext(
            "certificate of good conduct to be shown",
            "certificates of good conduct to be shown",
            missing,
        ),
        url=url,
        count=missing,
        order=340,
    )
    ending = running_out(today).filter(organisation=organisation).count()
    yield DeskTask(
        label=ngettext(
            "certificate of good conduct that has to be renewed soon",
            "certificates of good conduct that have to be renewed soon",
            ending,
        ),
        url=url,
        count=ending,
        order=350,
    )


def link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        # A word of its own, because the longest of all may need a place to break.
        label=pgettext("desk", "Certificates of good conduct"),
        url=reverse("checks:list", args=[organisation.pk]),
        icon="shield",
        order=340,
    )
