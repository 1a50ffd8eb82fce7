"""`/verein/<organisation>/fuehrungszeugnisse/`: who needs one, the letter, noting what was seen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement.checks import services
from engagement.checks.errors import CheckError
from engagement.checks.forms import InspectionForm, add_refusal
from engagement.checks.letter import letter_for
from engagement.checks.needs import Person, people_of
from organisations.desk import desk_view
from organisations.models import Organisation


@desk_view
def checks(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Who has yet to show one, and what has been noted."""
    people = people_of(organisation, timezone.localdate())
    return render(
        request,
        "engagement/checks/list.html",
        {
            "organisation": organisation,
            "missing": [one for one in people if one.is_needed and not one.is_valid],
            "seen": [one for one in people if one.is_valid],
            "others": [one for one in people if not one.is_needed and not one.is_valid],
        },
    )


@require_POST
@desk_view
def letter(request: HttpRequest, organisation: Organisation, volunteer: int) -> HttpResponse:
    """The letter with which the volunteer applies; that it was made is noted."""
    found = _person(organisation, volunteer)
    services.note_letter(volunteer=found.volunteer, organisation=organisation)
    return letter_for(found.volunteer, organisation, found.what, request)


@desk_view
def inspection(request: HttpRequest, organisation: Organisation, volunteer: int) -> HttpResponse:
    """Note that the certificate was seen."""
    found = _person(organisation, volunteer)
    user: Any = request.user
    form = InspectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.note_inspection(
                volunteer=found.volunteer, organisation=organisation, by=user, **form.cleaned_data
            )
        except CheckError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("It is noted. Please give the certificate back."))
            given = form.cleaned_data
            if services.is_stale(issued_on=given["issued_on"], seen_on=given["seen_on"]):
                messages.warning(
                    request,
                    _(
                        "The certificate was older than three months. Please consider whether"
                        " you want to see a newer one."
                    ),
                )
            return redirect("checks:list", organisation.pk)
    return render(
        request,
        "engagement/checks/inspection.html",
        {
            "organisation": organisation,
            "person": found,
            "form": form,
            "is_own": services.is_own(found.volunteer, organisation, user),
        },
    )


@require_POST
@desk_view
def erase(request: HttpRequest, organisation: Organisation, volunteer: int) -> HttpResponse:
    """Forget what was noted."""
    found = _person(organisation, volunteer)
    services.erase_check(volunteer=found.volunteer, organisation=organisation)
    messages.success(request, _("The entry is erased."))
    return redirect("checks:list", organisation.pk)


def _person(organisation: Organisation, volunteer: int) -> Person:
    """Somebody whom it concerns here; of everybody else nothing is noted."""
    people = people_of(organisation, timezone.localdate())
    found = next((one for one in people if one.volunteer.pk == volunteer), None)
    if found is None:
        raise Http404
    return found
