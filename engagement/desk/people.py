"""`/verein/<organisation>/leute/`: who volunteers here."""

from django.contrib import messages
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.volunteers import volunteer_for
from engagement import services
from engagement.asked.answering import answer_engagement
from engagement.asked.forms import AnswerForm
from engagement.desk.forms import DayEntryForm, PersonForm
from engagement.desk.members import member_of
from engagement.enums import EngagementState, HoursSource, HoursState
from engagement.errors import EngagementError, HoursError
from engagement.forms import add_refusal
from engagement.models import Engagement
from engagement.own.forms import EndForm
from engagement.permissions import may_confirm
from engagement.querysets import EngagementQuerySet
from organisations.desk import desk_view
from organisations.models import Organisation

NEWEST = 30  # entries on a person's page


@desk_view
def people(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Everybody, those first whom somebody has to answer."""
    today = timezone.localdate()
    everybody = (
        _people(organisation)
        .annotate(
            confirmed_this_year=Sum(
                "hours__hours",
                filter=Q(hours__state=HoursState.CONFIRMED, hours__worked_on__year=today.year),
            )
        )
        .order_by("volunteer__name", "pk")
    )
    running = everybody.running(today)
    return render(
        request,
        "engagement/desk/people.html",
        {
            "organisation": organisation,
            "claimed": running.claimed(),
            "active": running.confirmed(),
            "over": everybody.confirmed().filter(until__lt=today),
            "year": today.year,
        },
    )


@desk_view
def add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Put somebody on the list; who has an e-mail address gets the way to their hours."""
    form = PersonForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            engagement = services.add_person(
                volunteer=volunteer_for(
                    name=given["name"], email=given["email"], phone=given["phone"]
                ),
                organisation=organisation,
                role=given["role"],
                since=given["since"],
                by=member_of(request),
            )
        except EngagementError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request,
                _("%(name)s is on your list now.") % {"name": engagement.volunteer.name},
            )
            return redirect("people:person", organisation.pk, engagement.pk)
    return render(request, "engagement/desk/add.html", {"organisation": organisation, "form": form})


@desk_view
def person(request: HttpRequest, organisation: Organisation, engagement: int) -> HttpResponse:
    """One person: the answer to what they say, their hours, recording some for them."""
    found = get_object_or_404(_people(organisation), pk=engagement)
    answer_form = AnswerForm(
        request.POST if _sent(request, "answer_engagement") else None,
        initial={"role": found.role, "since": found.since, "answer": "yes"},
    )
    entry_form = DayEntryForm(
        request.POST if _sent(request, "record") else None,
        initial={"worked_on": timezone.localdate()},
    )
    if answer_form.is_bound and answer_form.is_valid():
        try:
            answer_engagement(found, answer_form, by=member_of(request))
        except EngagementError as error:
            add_refusal(answer_form, error)
        else:
            messages.success(request, _("Your answer is on record; the person gets an e-mail."))
            return redirect("people:person", organisation.pk, found.pk)
    if entry_form.is_bound and entry_form.is_valid():
        try:
            services.record_hours(
                engagement=found,
                **entry_form.cleaned_data,
                source=HoursSource.ENTRY,
                by=member_of(request),
                confirmed=may_confirm(member_of(request), found),
            )
        except HoursError as error:
            add_refusal(entry_form, error)
        else:
            messages.success(request, _("The hours are on record."))
            return redirect("people:person", organisation.pk, found.pk)
    standing = found.hours.standing()
    return render(
        request,
        "engagement/desk/person.html",
        {
            "organisation": organisation,
            "engagement": found,
            "answer_form": answer_form if found.state == EngagementState.CLAIMED else None,
            "may_answer": may_confirm(member_of(request), found),
            "entry_form": entry_form if found.state == EngagementState.CONFIRMED else None,
            "end_form": EndForm(initial={"until": timezone.localdate()}),
            "entries": standing.select_related("corrects")[:NEWEST],
            "confirmed": standing.confirmed().total(),
        },
    )


@require_POST
@desk_view
def send_link(request: HttpRequest, organisation: Organisation, engagement: int) -> HttpResponse:
    """Send somebody without an account the way to their hours."""
    found = get_object_or_404(
        _people(organisation).confirmed().filter(volunteer__user=None).exclude(volunteer__email=""),
        pk=engagement,
    )
    if services.send_own_link(engagement=found):
        messages.success(request, _("The link is on its way."))
    else:
        messages.info(request, _("A link was sent today already. Please look for it there."))
    return redirect("people:person", organisation.pk, found.pk)


@require_POST
@desk_view
def end(request: HttpRequest, organisation: Organisation, engagement: int) -> HttpResponse:
    found = get_object_or_404(_people(organisation).confirmed(), pk=engagement)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            services.end_engagement(engagement=found, until=form.cleaned_data["until"])
        except (EngagementError, HoursError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The engagement has ended."))
    else:
        messages.error(request, " ".join(map(str, form.errors["until"])))
    return redirect("people:person", organisation.pk, found.pk)


@require_POST
@desk_view
def reopen(request: HttpRequest, organisation: Organisation, engagement: int) -> HttpResponse:
    found = get_object_or_404(_people(organisation).confirmed(), pk=engagement)
    services.reopen_engagement(engagement=found)
    messages.success(request, _("The engagement goes on."))
    return redirect("people:person", organisation.pk, found.pk)


def _people(organisation: Organisation) -> EngagementQuerySet:
    return Engagement.objects.at_desk_of(organisation).select_related("volunteer", "organisation")


def _sent(request: HttpRequest, button: str) -> bool:
    return request.method == "POST" and button in request.POST
