"""What offers bring to the organisation's desk."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.sections import Section
from opportunities.desk.drafts import offers_of
from opportunities.desk.offers import (
    VIEWS_OF_DAYS,
    Stand,
    asked,
    desk_offers,
    narrowed,
    returned_to,
    running_out,
)
from opportunities.viewcounts import views_of
from organisations.desk import DeskFigure, DeskLink, DeskTask
from organisations.models import Organisation

ON_THE_DESK = 4


def list_url(organisation: Organisation, stand: Stand = Stand.ALL) -> str:
    """The list of the organisation's offers, or a part of it."""
    address = reverse("desk_offers:list", kwargs={"organisation": organisation.pk})
    return f"{address}?stand={stand}" if stand else address


def navigation(organisation: Organisation) -> DeskLink:
    return DeskLink(label=_("Offers"), url=list_url(organisation), icon="flag", order=100)


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """Offers that the town has returned, that run out, or of which nobody says they still hold."""
    offers, today = offers_of(organisation), timezone.localdate()
    returned = returned_to(offers).count()
    asked_about = asked(offers, today=today)
    ending = (
        running_out(offers, today=today, days=settings.OFFER_REMINDER_DAYS)
        .exclude(pk__in=asked_about.order_by().values("pk"))
        .count()
    )
    yield DeskTask(
        label=ngettext("offer returned by the town", "offers returned by the town", returned),
        url=list_url(organisation, Stand.IN_WORK),
        count=returned,
        order=50,
    )
    yield DeskTask(
        label=_("offers: are they still current?"),
        url=list_url(organisation, Stand.RUNNING),
        count=asked_about.count(),
        order=300,
    )
    yield DeskTask(
        label=ngettext("offer that runs out soon", "offers that run out soon", ending),
        url=list_url(organisation, Stand.RUNNING),
        count=ending,
        order=310,
    )


def figures(organisation: Organisation) -> Iterator[DeskFigure]:
    """How many offers are on line, and how often they were looked at."""
    today = timezone.localdate()
    yield DeskFigure(
        number=narrowed(offers_of(organisation), Stand.RUNNING, today).count(),
        label=_("offers on line"),
        order=100,
    )
    yield DeskFigure(
        number=views_of(organisation, since=today - dt.timedelta(days=VIEWS_OF_DAYS)),
        label=_("views in 30 days"),
        order=110,
    )


def section(organisation: Organisation, request: HttpRequest) -> Section:
    """What was written last, and the way to a new offer."""
    newest = offers_of(organisation).order_by("-latest_revision_created_at", "-pk")
    return Section(
        template="opportunities/desk/section.html",
        context={
            "organisation": organisation,
            "offers": desk_offers(
                list(newest[:ON_THE_DESK]),
                today=timezone.localdate(),
                soon=settings.OFFER_REMINDER_DAYS,
            ),
        },
        order=200,
    )
