"""The clock: one tap to start it, one to stop it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement import amounts, services
from engagement.book.book import Book
from engagement.book.forms import ForgottenTimerForm
from engagement.errors import HoursError
from engagement.forms import add_refusal
from engagement.models import Engagement, Timer


@require_POST
def start(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    found = _engagement(book, engagement)
    try:
        services.start_timer(engagement=found)
    except HoursError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The clock is running. You may close this page."))
    return redirect(book.url("home"))


@require_POST
def stop(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    found = _engagement(book, engagement)
    try:
        entry = services.stop_timer(engagement=found, by=book.user)
    except HoursError as error:
        if error.code == HoursError.Code.NO_TIMER:  # pressed twice
            return redirect(book.url("home"))
        if error.code != HoursError.Code.FORGOTTEN:
            messages.warning(request, str(error))
        return redirect(book.url("timer", engagement=found.pk))
    messages.success(
        request,
        _("On record: %(hours)s hours, rounded to quarters of an hour.")
        % {"hours": amounts.shown(entry.hours)},
    )
    return redirect(book.url("home"))


def forgotten(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """Asks how long it really was, when the clock ran on."""
    found = _engagement(book, engagement)
    timer = Timer.objects.filter(engagement=found).first()
    if timer is None:
        return redirect(book.url("home"))
    form = ForgottenTimerForm(
        request.POST or None, initial={"worked_on": timezone.localdate(timer.started_at)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.stop_timer(engagement=found, by=book.user, **form.cleaned_data)
        except HoursError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your hours are on record."))
            return redirect(book.url("home"))
    return render(
        request,
        "engagement/book/timer.html",
        {"book": book, "timer": timer, "engagement": found, "form": form},
    )


@require_POST
def discard(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    services.discard_timer(engagement=_engagement(book, engagement))
    messages.success(request, _("The clock has been stopped, nothing was recorded."))
    return redirect(book.url("home"))


def _engagement(book: Book, pk: int) -> Engagement:
    return get_object_or_404(book.engagements.select_related("organisation", "volunteer"), pk=pk)
