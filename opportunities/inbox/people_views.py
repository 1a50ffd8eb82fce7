"""Who is there when, to look at and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.sections import sections_for
from opportunities.inbox.people import days_of, offers_with_people
from organisations.desk import desk_view
from organisations.models import Organisation

PAST = "vorbei"


@require_safe
@desk_view
def offers(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The offers for which somebody was accepted."""
    return render(
        request,
        "opportunities/inbox/people_offers.html",
        {"organisation": organisation, "offers": offers_with_people(organisation)},
    )


@require_safe
@desk_view
def people(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Whoever was accepted for one offer, by date.

    What can be done with it, as ticking who was there, others bring: hook
    `desk_people_sections(offer, request)`.
    """
    offer = get_object_or_404(offers_with_people(organisation), pk=pk)
    is_past = request.GET.get("wann") == PAST
    return render(
        request,
        "opportunities/inbox/people.html",
        {
            "organisation": organisation,
            "offer": offer,
            "days": days_of(offer, organisation, today=timezone.localdate(), past=is_past),
            "is_past": is_past,
            "past": PAST,
            "sections": sections_for("desk_people", offer, request),
        },
    )
