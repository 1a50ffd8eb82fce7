"""`/verein/<organisation>/stunden/`: confirming hours, disputing, correcting, the team's list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement import services
from engagement.book.forms import CorrectionForm
from engagement.confirming import MOST_AT_ONCE, confirm_what_was_ticked
from engagement.desk.forms import TeamForm
from engagement.desk.members import member_of
from engagement.errors import HoursError, TeamHoursError
from engagement.forms import WordForm, add_refusal
from engagement.models import Engagement, HoursEntry
from engagement.permissions import confirmable_hours, may_confirm
from engagement.querysets import HoursQuerySet
from organisations.desk import desk_view
from organisations.models import Organisation


@desk_view
def waiting(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All that waits, by person, ticked already: one button confirms it."""
    all_waiting = _hours(organisation).waiting()
    among = confirmable_hours(all_waiting, user=member_of(request), organisation=organisation)
    if request.method == "POST":
        confirm_what_was_ticked(request, among, by=member_of(request))
        return redirect("people:hours", organisation.pk)
    entries = list(
        among.order_by("engagement__volunteer__name", "engagement", "worked_on", "pk")[
            :MOST_AT_ONCE
        ]
    )
    return render(
        request,
        "engagement/desk/hours.html",
        {
            "organisation": organisation,
            "entries": entries,
            "total": sum(entry.hours for entry in entries),
            "own": all_waiting.exclude(pk__in=among.order_by().values("pk")).count(),
        },
    )


@desk_view
def dispute(request: HttpRequest, organisation: Organisation, entry: int) -> HttpResponse:
    """Give one entry back with a word."""
    among = confirmable_hours(
        _hours(organisation).waiting(), user=member_of(request), organisation=organisation
    )
    found = get_object_or_404(among, pk=entry)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.dispute_hours(
                entry=found, word=form.cleaned_data["word"], by=member_of(request)
            )
        except HoursError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("We have passed that on."))
            return redirect("people:hours", organisation.pk)
    return render(
        request,
        "engagement/desk/dispute.html",
        {"organisation": organisation, "entry": found, "form": form},
    )


@desk_view
def correct(request: HttpRequest, organisation: Organisation, entry: int) -> HttpResponse:
    """Put confirmed hours right by an entry of its own, which is confirmed with that."""
    found = get_object_or_404(_hours(organisation).confirmed().filter(corrects=None), pk=entry)
    if not may_confirm(member_of(request), found.engagement):
        raise Http404
    total = found.hours + found.corrections.confirmed().total()
    form = CorrectionForm(request.POST or None, initial={"hours": total})
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_hours(
                entry=found, **form.cleaned_data, by=member_of(request), confirmed=True
            )
        except HoursError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The correction is on record."))
            return redirect("people:person", organisation.pk, found.engagement_id)
    return render(
        request,
        "engagement/desk/correct.html",
        {"organisation": organisation, "entry": found, "total": total, "form": form},
    )


@desk_view
def team(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Tick who was there; their hours are confirmed with that."""
    today = timezone.localdate()
    people = Engagement.objects.at_desk_of(organisation).confirmed().running(today)
    form = TeamForm(
        request.POST or None,
        people=list(people.select_related("volunteer").order_by("volunteer__name", "pk")),
        initial={"worked_on": today},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            entries = services.record_team(
                among=people,
                worked_on=given["worked_on"],
                hours=form.hours_of_each,
                note=given["note"],
                by=member_of(request),
            )
        except TeamHoursError as error:
            form.add_reasons(error.reasons)
        else:
            messages.success(
                request,
                ngettext(
                    "The hours of one person are on record.",
                    "The hours of %(number)s people are on record.",
                    len(entries),
                )
                % {"number": len(entries)},
            )
            return redirect("people:list", organisation.pk)
    return render(
        request, "engagement/desk/team.html", {"organisation": organisation, "form": form}
    )


def _hours(organisation: Organisation) -> HoursQuerySet:
    return HoursEntry.objects.at_desk_of(organisation).select_related(
        "engagement__volunteer", "engagement__organisation", "corrects"
    )
