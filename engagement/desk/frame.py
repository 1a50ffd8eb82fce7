"""What engagements bring to the desk's own pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement import amounts
from engagement.models import Engagement, HoursEntry
from organisations.desk import DeskFigure, DeskLink, DeskTask
from organisations.models import Organisation


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """People and hours that wait for an answer."""
    claimed = Engagement.objects.at_desk_of(organisation).claimed().count()
    yield DeskTask(
        label=ngettext("engagement to confirm", "engagements to confirm", claimed),
        url=reverse("people:list", args=[organisation.pk]),
        count=claimed,
        order=300,
    )
    waiting = HoursEntry.objects.at_desk_of(organisation).waiting().count()
    yield DeskTask(
        label=ngettext("entry of hours to confirm", "entries of hours to confirm", waiting),
        url=reverse("people:hours", args=[organisation.pk]),
        count=waiting,
        order=310,
    )


def people_link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Our people"),
        url=reverse("people:list", args=[organisation.pk]),
        icon="people",
        order=300,
    )


def hours_link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Hours"),
        url=reverse("people:hours", args=[organisation.pk]),
        icon="clock",
        order=310,
    )


def figures(organisation: Organisation) -> Iterator[DeskFigure]:
    """How many people help, and how long this year."""
    today = timezone.localdate()
    people = Engagement.objects.at_desk_of(organisation).confirmed().running(today)
    yield DeskFigure(
        number=people.order_by().values("volunteer").distinct().count(),
        label=_("people volunteer with you"),
        order=300,
    )
    hours = HoursEntry.objects.at_desk_of(organisation).confirmed()
    yield DeskFigure(
        number=amounts.shown(hours.filter(worked_on__year=today.year).total()),
        label=_("confirmed hours this year"),
        order=310,
    )
