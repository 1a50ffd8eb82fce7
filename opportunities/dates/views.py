"""What applicants do with their dates."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opportunities.applications import services
from opportunities.applications.access import Access
from opportunities.applications.errors import ApplicationError
from opportunities.applications.forms import WithdrawForm
from opportunities.applications.places import CURRENT
from opportunities.applications.states import HOLDING
from opportunities.dates.calendars import FILE_NAME, application_calendar, held_dates
from opportunities.enums import BookingState
from opportunities.feeds.calendars import CONTENT_TYPE
from opportunities.models import Booking


@require_safe
def calendar(request: HttpRequest, access: Access) -> HttpResponse:
    """The dates of the application as a file for the own calendar."""
    if not held_dates(access.application).exists():
        raise Http404
    content = application_calendar(access.application, now=timezone.now())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def cancel(request: HttpRequest, access: Access, booking: int) -> HttpResponse:
    """I can't come on this date: asks once more, and takes a word along."""
    application = access.application
    dates = application.bookings.filter(slot__isnull=False)
    found = get_object_or_404(dates, pk=booking)
    if found.state == BookingState.GIVEN_BACK:  # the button was pressed twice
        return redirect(access.address())
    if not _may_be_cancelled(found):
        raise ApplicationError(ApplicationError.Code.ILLEGAL_MOVE)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.give_back_booking(booking=found, by=access.user, note=form.cleaned_data["note"])
        messages.success(request, _("The organisation knows. Thank you for saying so."))
        return redirect(access.address())
    context = {
        "access": access,
        "application": application,
        "booking": found,
        "form": form,
        "is_last": not dates.filter(state__in=CURRENT).exclude(pk=found.pk).exists(),
    }
    return render(
        request, "opportunities/dates/cancel.html", context, status=422 if form.errors else 200
    )


def _may_be_cancelled(booking: Booking) -> bool:
    return (
        booking.state == BookingState.HELD
        and booking.application.state in HOLDING
        and booking.takes_place_on is not None
        and booking.takes_place_on >= timezone.localdate()
    )
