"""Whoever is asked to step in answers here, and says whether they want to be asked at all."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.links import opened_link
from core.models import SecretLink
from opportunities.applications.access import Access
from opportunities.applications.errors import ApplicationError
from opportunities.cover import services
from opportunities.cover.calls import offer_of
from opportunities.cover.links import COVER
from opportunities.enums import BookingState
from opportunities.models import Booking, CoverRefusal, CoverRequest

Answer = CoverRequest.Answer


@opened_link(COVER)
def asked(request: HttpRequest, link: SecretLink) -> HttpResponse:
    """Yes, no, or never again; by buttons."""
    one = cast(CoverRequest, link.subject)
    if request.method == "POST":
        try:
            _answer(one, request.POST.get("antwort", ""))
        except ApplicationError as error:
            messages.error(request, str(error))
        return redirect(request.path)
    offer = offer_of(one.call)
    return render(
        request,
        "opportunities/cover/request.html",
        {
            "asked": one,
            "application": one.call.booking.application,
            "booking": one.call.booking,
            "offer": offer if offer.live else None,
            "standing": _standing(one),
            "refuses": _refuses(one),
        },
    )


@require_POST
def choose(request: HttpRequest, access: Access) -> HttpResponse:
    """Whether one may be asked to step in, from the application's page."""
    volunteer = access.application.volunteer
    if request.POST.get("antwort") == "nie":
        services.refuse_cover(volunteer=volunteer)
        messages.success(request, _("You will not be asked to step in any more."))
    else:
        services.allow_cover(volunteer=volunteer)
        messages.success(request, _("Thank you. You may be asked to step in again."))
    return redirect(access.address())


def _answer(one: CoverRequest, answer: str) -> None:
    if answer == "ja":
        services.step_in(request=one)
    elif answer == "nein":
        services.say_no(request=one)
    elif answer == "nie":
        services.refuse_cover(volunteer=one.volunteer)
    elif answer == "wieder":
        services.allow_cover(volunteer=one.volunteer)


def _standing(one: CoverRequest) -> str:
    """What is to be said: `in`, `asked`, `no` or `gone`."""
    if one.answer == Answer.YES and _comes(one):
        return "in"
    if services.can_step_in(one, timezone.now()):
        return "asked"
    return "no" if one.answer == Answer.NO else "gone"


def _comes(one: CoverRequest) -> bool:
    return Booking.objects.filter(
        application__opportunity=one.call.opportunity_id,
        application__volunteer=one.volunteer_id,
        slot=one.call.booking.slot,
        state=BookingState.HELD,
    ).exists()


def _refuses(one: CoverRequest) -> bool:
    return CoverRefusal.objects.filter(volunteer=one.volunteer_id).exists()
