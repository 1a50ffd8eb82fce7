"""A week as it mostly is, and many weeks filled in by it."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from engagement import services
from engagement.book.book import Book
from engagement.book.forms import WeekForm, WeeksForm
from engagement.errors import HoursError
from engagement.forms import add_refusal
from engagement.models import Engagement


def week(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """The pattern; with `von` and `bis` in the address, what filling in would do."""
    found = _engagement(book, engagement)
    form = WeekForm(request.POST or None, initial=WeekForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        services.set_week_pattern(engagement=found, hours=form.pattern)
        messages.success(request, _("Your week is on record. Now say for which weeks."))
        return redirect(book.url("week", engagement=found.pk))
    weeks = WeeksForm(request.GET if "von" in request.GET else None, initial=_last_month(found))
    planned = None
    if weeks.is_bound and weeks.is_valid():
        try:
            planned = services.plan_weeks(engagement=found, **_span(weeks))
        except HoursError as error:
            add_refusal(weeks, error)
    return render(
        request,
        "engagement/book/week.html",
        {
            "book": book,
            "engagement": found,
            "form": form,
            "has_pattern": found.week_pattern.exists(),
            "weeks": weeks,
            "planned": planned,
            "number": sum(1 for one in planned or () if not one.obstacle),
        },
    )


@require_POST
def fill(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """Enter what was shown."""
    found = _engagement(book, engagement)
    weeks = WeeksForm(request.POST)
    if not weeks.is_valid():
        return redirect(book.url("week", engagement=found.pk))
    try:
        entries = services.fill_weeks(engagement=found, by=book.user, **_span(weeks))
    except HoursError as error:
        messages.error(request, str(error))
        return redirect(book.url("week", engagement=found.pk))
    messages.success(
        request,
        ngettext("One day is on record.", "%(number)s days are on record.", len(entries))
        % {"number": len(entries)},
    )
    return redirect(book.url("home"))


def _engagement(book: Book, pk: int) -> Engagement:
    return get_object_or_404(book.engagements.select_related("organisation", "volunteer"), pk=pk)


def _span(weeks: WeeksForm) -> dict[str, date]:
    return {"starts_on": weeks.cleaned_data["von"], "ends_on": weeks.cleaned_data["bis"]}


def _last_month(engagement: Engagement) -> dict[str, date]:
    today = timezone.localdate()
    last = min(today, engagement.until or today)
    return {"von": max(last - timedelta(days=27), engagement.since), "bis": last}
