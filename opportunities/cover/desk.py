"""Calls for cover at the organisation's desk: how many were asked, who steps in."""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.sections import Section
from opportunities.cover.services import stop_call
from opportunities.enums import BookingState
from opportunities.models import Booking, CoverCall, CoverRequest, OpportunityPage
from organisations.desk import DeskLink, DeskTask, desk_view
from organisations.models import Organisation
from organisations.records import record_of

Answer = CoverRequest.Answer


def calls_to_come(organisation: Organisation) -> QuerySet[CoverCall]:
    """The organisation's calls for dates from today on, the next first."""
    return CoverCall.objects.filter(
        booking__application__organisation=organisation,
        booking__takes_place_on__gte=timezone.localdate(),
    ).order_by("booking__takes_place_on", "booking__starts_at", "pk")


def with_answers(calls: QuerySet[CoverCall]) -> QuerySet[CoverCall]:
    """With all that is shown of them: counts, whoever steps in, and whether the list is asked."""
    offered = Booking.objects.filter(
        application__opportunity=OuterRef("opportunity"),
        slot=OuterRef("booking__slot"),
        state=BookingState.OFFERED,
    )
    yes = CoverRequest.objects.filter(answer=Answer.YES).select_related("volunteer")
    return (
        calls.select_related("opportunity", "booking__application__volunteer")
        .annotate(
            asked=Count("requests"),
            unanswered=Count("requests", filter=Q(requests__answer=Answer.OPEN)),
            is_offered=Exists(offered),
        )
        .prefetch_related(Prefetch("requests", queryset=yes, to_attr="stepping_in"))
    )


@require_safe
@desk_view
def calls(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Dates for which somebody is or was looked for."""
    return render(
        request,
        "opportunities/cover/calls.html",
        {"organisation": organisation, "calls": with_answers(calls_to_come(organisation))},
    )


@require_POST
@desk_view
def stop(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Ask nobody any more."""
    stop_call(call=get_object_or_404(calls_to_come(organisation), pk=pk))
    messages.success(request, _("We ask nobody any more."))
    return redirect("cover:calls", organisation=organisation.pk)


def tasks(organisation: Organisation) -> Iterator[DeskTask]:
    """Dates for which everybody has been asked, and a place is free nevertheless."""
    number = calls_to_come(organisation).filter(ended_at=None, exhausted_at__isnull=False).count()
    yield DeskTask(
        label=ngettext("date without cover", "dates without cover", number),
        url=reverse("cover:calls", kwargs={"organisation": organisation.pk}),
        count=number,
        order=120,
    )


def navigation(organisation: Organisation) -> DeskLink | None:
    """Only where there is something to see."""
    if not calls_to_come(organisation).exists():
        return None
    return DeskLink(
        label=_("Stepping in"),
        url=reverse("cover:calls", kwargs={"organisation": organisation.pk}),
        icon="people",
        order=170,
    )


def of_people(offer: OpportunityPage, request: HttpRequest) -> Section | None:
    """The calls of one offer, for the list of who comes when."""
    if offer.organisation is None:
        return None
    organisation = record_of(offer.organisation)
    if request.resolver_match and organisation.pk != request.resolver_match.kwargs["organisation"]:
        return None
    found = list(with_answers(calls_to_come(organisation).filter(opportunity=offer)))
    if not found:
        return None
    return Section(
        template="opportunities/cover/people_section.html",
        context={"organisation": organisation, "calls": found},
        order=40,
    )
