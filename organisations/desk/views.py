from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.sections import sections_for
from organisations.desk.access import desk_view
from organisations.desk.frame import figures_of, tasks_of
from organisations.models import Organisation


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """To the only desk of whoever asks; with several or none, the page that lists them."""
    user: Any = request.user
    desks = list(Organisation.objects.with_desk_of(user).select_related("municipality"))
    if len(desks) == 1:
        return redirect("desk:home", organisation=desks[0].pk)
    return render(request, "organisations/desk/choose.html", {"desks": desks})


@desk_view
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The desk: what needs the organisation now, and what the other apps have to show."""
    return render(
        request,
        "organisations/desk/home.html",
        {
            "organisation": organisation,
            "tasks": tasks_of(organisation),
            "figures": figures_of(organisation),
            "sections": sections_for("organisation_desk", organisation, request),
        },
    )
