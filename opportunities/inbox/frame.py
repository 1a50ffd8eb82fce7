"""What applications bring to the desk's own pages."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.sections import Section
from opportunities.enums import ApplicationState, Party
from opportunities.inbox.listing import UNREAD, new_first
from opportunities.models import Application
from organisations.desk import DeskFigure, DeskLink, DeskTask
from organisations.models import Organisation

SHOWN = 5
FIGURE_DAYS = 30


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """New applications, and messages that nobody has read."""
    url = reverse("inbox:applications", args=[organisation.pk])
    applications = Application.objects.at_desk_of(organisation)
    counted = applications.aggregate(
        new=Count("pk", filter=Q(state=ApplicationState.SENT), distinct=True),
        unread=Count(
            "messages",
            filter=Q(messages__party=Party.APPLICANT, messages__read_at=None),
            distinct=True,
        ),
    )
    new, unread = counted["new"], counted["unread"]
    yield DeskTask(
        label=ngettext("new application", "new applications", new),
        url=f"{url}?stand={ApplicationState.SENT}",
        count=new,
        order=100,
    )
    yield DeskTask(
        label=ngettext("unread message", "unread messages", unread),
        url=f"{url}?stand={UNREAD}",
        count=unread,
        order=110,
    )


def applications_link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Applications"),
        url=reverse("inbox:applications", args=[organisation.pk]),
        icon="mail",
        order=150,
    )


def people_link(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Who comes when"),
        url=reverse("inbox:people", args=[organisation.pk]),
        icon="calendar",
        order=160,
    )


def figures(organisation: Organisation) -> Iterator[DeskFigure]:
    """How many have applied and been accepted of late."""
    since = timezone.now() - dt.timedelta(days=FIGURE_DAYS)
    applications = Application.objects.at_desk_of(organisation)
    yield DeskFigure(
        number=applications.filter(confirmed_at__gte=since).count(),
        label=_("applications in 30 days"),
        order=150,
    )
    yield DeskFigure(
        number=applications.filter(
            events__to_state=ApplicationState.ACCEPTED, events__created_at__gte=since
        )
        .distinct()
        .count(),
        label=_("accepted in 30 days"),
        order=160,
    )


def newest(organisation: Organisation, request: HttpRequest) -> Section | None:
    """Who has applied and still waits for an answer; nothing without any."""
    waiting = Application.objects.at_desk_of(organisation).filter(
        state__in=(ApplicationState.SENT, ApplicationState.SEEN, ApplicationState.IN_CONTACT)
    )
    found = list(new_first(waiting)[:SHOWN])
    if not found:
        return None
    return Section(
        template="opportunities/inbox/desk_section.html",
        context={"organisation": organisation, "applications": found},
        order=150,
    )
