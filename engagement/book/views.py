"""Seeing one's hours and recording them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.listing import paginate
from core.sections import sections_for
from engagement import amounts, services
from engagement.book.book import Book
from engagement.book.export import hours_as_csv
from engagement.book.forms import ChangeForm, CorrectionForm, EntryForm
from engagement.book.sums import sums_by_year
from engagement.enums import HoursSource, HoursState
from engagement.errors import EngagementError, HoursError
from engagement.forms import add_refusal
from engagement.models import HoursEntry, Timer
from engagement.querysets import EngagementQuerySet
from engagement.services.timers import is_forgotten

NEWEST = 8  # entries on the first page
QUICK_HOURS = ("1", "2", "3", "4")  # one tap each


def home(request: HttpRequest, book: Book) -> HttpResponse:
    """Everything about one's hours on one page; what is entered here is recorded."""
    today = timezone.localdate()
    running = book.engagements.running(today).select_related("volunteer", "organisation")
    newest = book.hours.standing().order_by("-created_at", "-pk").first()
    form = EntryForm(
        _entry_data(request),
        book=book,
        engagements=_for_entries(book),
        initial=_suggestion(running, newest),
    )
    if request.method == "POST" and form.is_valid():
        try:
            entry = services.record_hours(
                **form.cleaned_data, source=HoursSource.ENTRY, by=book.user
            )
        except HoursError as error:
            add_refusal(form, error)
        else:
            _say_recorded(request, entry)
            return redirect(book.url("home"))
    timers = Timer.objects.filter(engagement__in=book.engagements).select_related(
        "engagement__organisation", "engagement__volunteer"
    )
    engagements = list(running)
    return render(
        request,
        "engagement/book/home.html",
        {
            "book": book,
            "form": form,
            "quick_hours": QUICK_HOURS,
            "engagements": engagements,
            "timers": [
                {"timer": timer, "is_forgotten": is_forgotten(timer, now=timezone.now())}
                for timer in timers
            ],
            "timed": {timer.engagement.volunteer_id for timer in timers},
            "disputed": _with_everything(book.hours.disputed()),
            "newest": _with_everything(book.hours.standing())[:NEWEST],
            "to_ask": _to_ask(book),
            "years": sums_by_year(book.hours),
            "sections": sections_for("hours_page", book, request),
        },
    )


def year(request: HttpRequest, book: Book, year: int) -> HttpResponse:
    """All entries of a year, those taken back as well."""
    if not 1900 <= year <= 2200:
        raise Http404
    of_year = book.hours.filter(worked_on__year=year)
    return render(
        request,
        "engagement/book/year.html",
        {
            "book": book,
            "year": year,
            "sums": next((one for one in sums_by_year(of_year)), None),
            "entries": paginate(
                request,
                _with_everything(of_year),
            ),
        },
    )


def entry(request: HttpRequest, book: Book, entry: int) -> HttpResponse:
    """One entry: changed while it is not confirmed, corrected afterwards."""
    found = get_object_or_404(_with_everything(book.hours), pk=entry)
    if found.state == HoursState.CONFIRMED and not found.corrects_id:
        return _correct(request, book, found)
    form = ChangeForm(
        request.POST or None,
        initial={"worked_on": found.worked_on, "hours": found.hours, "note": found.note},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_hours(entry=found, **form.cleaned_data)
        except HoursError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your hours have been changed and wait to be confirmed."))
            return redirect(book.url("home"))
    may_change = found.state in (HoursState.OPEN, HoursState.DISPUTED)
    return render(
        request,
        "engagement/book/entry.html",
        {
            "book": book,
            "entry": found,
            "form": form if may_change and not found.corrects_id else None,
            "may_withdraw": may_change,
        },
    )


def _correct(request: HttpRequest, book: Book, entry: HoursEntry) -> HttpResponse:
    corrections = entry.corrections.standing().order_by("pk")
    total = entry.hours + corrections.confirmed().total()
    waits = corrections.exclude(state=HoursState.CONFIRMED).exists()
    form = CorrectionForm(request.POST or None, initial={"hours": total})
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_hours(entry=entry, **form.cleaned_data, by=book.user)
        except HoursError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your correction is on record and waits to be confirmed."))
            return redirect(book.url("home"))
    return render(
        request,
        "engagement/book/entry.html",
        {
            "book": book,
            "entry": entry,
            "corrections": corrections,
            "total": total,
            "correction_form": None if waits else form,
        },
    )


@require_POST
def withdraw(request: HttpRequest, book: Book, entry: int) -> HttpResponse:
    found = get_object_or_404(book.hours, pk=entry)
    try:
        services.withdraw_hours(entry=found)
    except HoursError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The hours have been taken back."))
    return redirect(book.url("home"))


@require_POST
def ask(request: HttpRequest, book: Book, engagement: int) -> HttpResponse:
    """Ask an organisation without a desk to confirm what waits."""
    found = get_object_or_404(_to_ask(book), pk=engagement)
    try:
        services.ask_for_hours(engagement=found)
    except EngagementError as error:
        messages.warning(request, str(error))
    else:
        messages.success(
            request,
            _("We have asked %(organisation)s by e-mail to confirm your hours.")
            % {"organisation": found.organisation.name},
        )
    return redirect(book.url("home"))


def export(request: HttpRequest, book: Book) -> HttpResponse:
    """All own hours as a table for spreadsheets."""
    response = HttpResponse(
        hours_as_csv(_with_everything(book.hours)), content_type="text/csv; charset=utf-8"
    )
    name = _("my-hours")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _entry_data(request: HttpRequest) -> dict[str, Any] | None:
    """What was sent; a tap on a number of hours means "today, that long"."""
    if request.method != "POST":
        return None
    data: Any = request.POST.copy()
    if (quick := data.get("quick")) in QUICK_HOURS:
        data["hours"] = quick
        data["worked_on"] = timezone.localdate().isoformat()
    return data


def _for_entries(book: Book) -> EngagementQuerySet:
    # Ended ones too: hours are also recorded afterwards.
    return (
        book.engagements.exclude(state="declined")
        .select_related("volunteer", "organisation")
        .order_by("until", "-since", "pk")
    )


def _suggestion(engagements: EngagementQuerySet, newest: HoursEntry | None) -> dict[str, Any]:
    """What was done last is what is mostly done next."""
    first = newest.engagement_id if newest else getattr(engagements.first(), "pk", None)
    return {"engagement": first, "worked_on": timezone.localdate()}


def _to_ask(book: Book) -> EngagementQuerySet:
    """Those whose organisation has no desk and has hours to answer."""
    waiting = book.hours.waiting().order_by().values("engagement")
    return book.engagements.filter(pk__in=waiting, organisation__memberships=None).select_related(
        "organisation", "volunteer"
    )


def _with_everything(hours: Any) -> Any:
    return hours.select_related("engagement__organisation", "engagement__volunteer")


def _say_recorded(request: HttpRequest, entry: HoursEntry) -> None:
    messages.success(
        request,
        _("On record: %(hours)s hours on %(day)s, %(organisation)s.")
        % {
            "hours": amounts.shown(entry.hours),
            "day": date_format(entry.worked_on),
            "organisation": entry.engagement.organisation.name,
        },
    )
