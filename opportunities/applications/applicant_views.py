"""The applicant's own pages: how things stand, and what they can do about it."""

from typing import cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from core.sections import sections_for
from opportunities.applications import places, services
from opportunities.applications.access import Access
from opportunities.applications.admission import takes_people
from opportunities.applications.errors import ApplicationError
from opportunities.applications.forms import ChooseDatesForm, WithdrawForm
from opportunities.applications.links import application_link
from opportunities.applications.states import ENDED, NOT_YET_SENT, RUNNING, next_states
from opportunities.applications.suggestions import suggested_keys
from opportunities.applications.words import PLACE_OFFERED, STANDINGS, history
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.models import Application, Booking, OpportunityPage


@login_required
@never_cache
def own_applications(request: HttpRequest) -> HttpResponse:
    """Everything that the signed-in person has applied for."""
    applications = (
        Application.objects.of_user(cast(User, request.user))
        .select_related("organisation", "volunteer")
        .order_by("-created_at", "-pk")
    )
    return render(
        request,
        "opportunities/applications/own.html",
        {
            "running": [one for one in applications if one.state not in ENDED],
            "ended": [one for one in applications if one.state in ENDED],
        },
    )


def page(request: HttpRequest, access: Access) -> HttpResponse:
    """How things stand, what happens next, what has happened; and the button that confirms."""
    application = access.application
    bookings = list(application.bookings.all())
    offer = application.opportunity
    offered = _offered(application, bookings)
    waits = application.state == ApplicationState.WAITING
    return render(
        request,
        "opportunities/applications/page.html",
        {
            "access": access,
            "application": application,
            "standing": PLACE_OFFERED if waits and offered else STANDINGS[application.state],
            "offer": offer if offer and offer.live else None,
            "dates": [booking for booking in bookings if booking.slot],
            "offered": offered,
            "history": history(application),
            "last_note": _last_note(application),
            "can_withdraw": ApplicationState.WITHDRAWN
            in next_states(application.state, Party.APPLICANT),
            "can_choose_dates": _can_choose_dates(application),
            "others": suggested_keys(application) if application.state in ENDED else [],
            "sections": sections_for("application_page", access, request),
            "needs_confirmation": application.state == ApplicationState.UNCONFIRMED,
            "is_sent": application.state not in NOT_YET_SENT,
        },
    )


@require_POST
def confirm(request: HttpRequest, access: Access) -> HttpResponse:
    """Yes, that was me."""
    application = services.confirm_application(application=access.application, by=access.user)
    if application.pk == access.application.pk:
        return redirect(access.address())
    # The same person has applied here before: that one goes on.
    messages.info(request, _("You have applied here already. This is how things stand."))
    if access.user:
        return redirect("applications:page", pk=application.pk)
    # Not the whole address: the site may be reached under another name.
    return redirect(urlsplit(application_link(application)).path)


def withdraw(request: HttpRequest, access: Access) -> HttpResponse:
    """Asks once more, and takes a word to the organisation along."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.withdraw(
            application=access.application, by=access.user, note=form.cleaned_data["note"]
        )
        messages.success(request, _("You have withdrawn. Thank you for saying so."))
        return redirect(access.address())
    context = {"access": access, "application": access.application, "form": form}
    return render(request, "opportunities/applications/withdraw.html", context)


@require_POST
def answer_offer(request: HttpRequest, access: Access, booking: int) -> HttpResponse:
    """Takes the place that became free, or leaves it to the next."""
    found = get_object_or_404(Booking, application=access.application, pk=booking)
    accepted = request.POST.get("answer") == "yes"
    services.answer_offer(booking=found, accepted=accepted, by=access.user)
    if accepted:
        messages.success(request, _("The place is yours."))
    else:
        messages.success(request, _("Thank you for saying so. We offer it to the next person."))
    return redirect(access.address())


def choose_dates(request: HttpRequest, access: Access) -> HttpResponse:
    """Other dates of the same offer."""
    application = access.application
    if not _can_choose_dates(application):
        raise ApplicationError(ApplicationError.Code.ILLEGAL_MOVE)
    offer = cast(OpportunityPage, application.opportunity)
    room = places.room_of(offer)
    booked = application.bookings.filter(slot__isnull=False, state__in=places.CURRENT)
    chosen = [booking.slot for booking in booked if booking.slot in room.dates]
    data = request.POST if request.method == "POST" else None
    form = ChooseDatesForm(data, room=room, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        services.choose_dates(
            application=application, dates=form.cleaned_data["dates"], by=access.user
        )
        messages.success(request, _("Your dates have been changed."))
        return redirect(access.address())
    context = {"access": access, "application": application, "form": form}
    return render(
        request,
        "opportunities/applications/dates.html",
        context,
        status=422 if form.errors else 200,
    )


def _offered(application: Application, bookings: list[Booking]) -> list[Booking]:
    """What can be answered: for whoever waits for the whole everything at once."""
    offered = [booking for booking in bookings if booking.state == BookingState.OFFERED]
    if application.state == ApplicationState.WAITING:
        return [booking for booking in offered if booking.slot is None]
    return offered


def _last_note(application: Application) -> str:
    """What the other side said with its last step."""
    last = application.events.exclude(party=Party.APPLICANT).last()
    if last is None or last.to_state == ApplicationState.IN_CONTACT:
        return ""  # what was written with the first contact stands among the messages
    return last.note if last.to_state == application.state else ""


def _can_choose_dates(application: Application) -> bool:
    offer = application.opportunity
    return (
        application.state in RUNNING
        and offer is not None
        and takes_people(offer, timezone.now())
        and bool(places.room_of(offer).dates)
    )
