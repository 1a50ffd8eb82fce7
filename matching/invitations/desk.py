"""At the organisation's desk: how many people an offer reaches, and inviting some of them."""

import datetime as dt
from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.invitations import services
from matching.invitations.errors import InvitationError
from matching.invitations.forms import InviteForm
from matching.models import InvitationRound
from matching.reach.measuring import reach_of, reaches
from opportunities.applications.states import NOT_YET_SENT
from opportunities.desk.drafts import offers_of
from opportunities.desk.offers import Stand, narrowed
from opportunities.desk.views.writing import member_at, offer_at_desk
from opportunities.models import OpportunityPage
from organisations.desk import DeskLink, desk_view
from organisations.models import Organisation

MOST_OFFERS = 50
DAYS = 10  # the newest


@require_safe
@desk_view
def overview(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All offers on line with the number of people whom each reaches."""
    running = narrowed(offers_of(organisation), Stand.RUNNING, timezone.localdate())
    offers = list(running.order_by("title", "pk")[:MOST_OFFERS])
    reached = reaches(offers)
    return render(
        request,
        "matching/reach/overview.html",
        {
            "organisation": organisation,
            "offers": [(offer, reached.get(offer.pk)) for offer in offers],
        },
    )


@require_safe
@desk_view
def reach(request: HttpRequest, organisation: Organisation, offer: int) -> HttpResponse:
    """One offer: whom it reaches, what costs how many, and whom it may invite."""
    return _page(request, organisation, offer_at_desk(organisation, offer), InviteForm())


@require_POST
@desk_view(owner=True)
def invite(request: HttpRequest, organisation: Organisation, offer: int) -> HttpResponse:
    """Let the best few be asked."""
    page = offer_at_desk(organisation, offer)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, page, form)
    number = form.cleaned_data["number"]
    try:
        asked = services.invite_best(offer=page, number=number, by=member_at(request))
    except InvitationError as error:
        if error.code == InvitationError.Code.ENOUGH:
            messages.success(request, told(0, number))
        else:
            messages.error(request, str(error))
    else:
        messages.success(request, told(asked, number))
    return redirect("invitations:reach", organisation=organisation.pk, offer=page.pk)


def navigation(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Whom we reach"),
        url=reverse("invitations:overview", kwargs={"organisation": organisation.pk}),
        icon="people",
        order=130,
    )


def offer_link(organisation: Organisation, offer: OpportunityPage) -> DeskLink | None:
    """From the list of offers."""
    if not offer.live:
        return None
    return DeskLink(
        label=_("Whom it reaches"),
        url=reverse(
            "invitations:reach", kwargs={"organisation": organisation.pk, "offer": offer.pk}
        ),
        icon="people",
    )


def _page(
    request: HttpRequest, organisation: Organisation, offer: OpportunityPage, form: InviteForm
) -> HttpResponse:
    now = timezone.now()
    reached = reach_of(offer)
    why_not = ""
    try:
        services.check_may_invite(offer, now)
    except InvitationError as error:
        why_not = str(error)
    return render(
        request,
        "matching/reach/offer.html",
        {
            "organisation": organisation,
            "offer": offer,
            "reach": reached,
            "why_not": why_not,
            "most": settings.INVITATIONS_TO_AN_OFFER,
            "a_month": settings.INVITATIONS_A_MONTH,
            "form": form,
            "days": _days(offer),
        },
        status=422 if form.errors else 200,
    )


def _days(offer: OpportunityPage) -> list[tuple[dt.date, int]]:
    """On which days it was asked, and how many have said yes since, which the organisation knows.

    Not how many were asked, nor whether anybody was: of that and of the reach follows how many do
    not want to be asked. However often it was on one day, that day stands there once.
    """
    sent = Q(invitations__application__isnull=False) & ~Q(
        invitations__application__state__in=NOT_YET_SENT
    )
    yes = Count("invitations", filter=sent)
    rounds = InvitationRound.objects.filter(opportunity=offer).annotate(yes=yes)
    days: Counter[dt.date] = Counter()
    for one in rounds:
        days[timezone.localdate(one.created_at)] += one.yes
    return sorted(days.items(), reverse=True)[:DAYS]


def told(asked: int, wanted: int) -> str:
    """What is said after asking: that so many could be found, or that nobody is left.

    The same whether nobody was asked, some were, or the limit was reached, so that by asking again
    and again nobody counts out how many want to be asked.
    """
    if asked >= wanted:
        return _(
            "As many people as you wanted are being asked. Whoever says yes stands among your"
            " applications."
        )
    return _(
        "Everybody whom it suits and who may be asked at the moment has been asked. Whoever says"
        " yes stands among your applications."
    )
