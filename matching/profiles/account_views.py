"""The own profile in the account: kept by agreement, seen, changed, taken along, erased."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from matching.models import MatchingProfile, NightlySuggestions
from matching.profiles import services
from matching.profiles.own import parameters_of, taught_profile
from matching.profiles.parameters import ProfileParameters
from matching.profiles.questions import STEPS
from matching.profiles.remembered import InSession, answers_of, own_profile
from matching.profiles.suggested import lessons, titles_of
from opportunities.catalogue import catalogue


@require_safe
@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """What is kept of the person, or what they would agree to."""
    own = own_profile(request)
    parameters = parameters_of(own) if own else ProfileParameters(request.GET)
    return render(
        request,
        "matching/profiles/own.html",
        {
            "own": own,
            "query": parameters.query,
            "answers": _in_words(parameters),
            "lessons": lessons(taught_profile(own, catalogue())) if own else [],
            "has_birth_date": bool(own and own.volunteer.born_on),
        },
    )


def _in_words(parameters: ProfileParameters) -> list[tuple[str, list[str]]]:
    """The answers by question."""
    found = []
    for step in STEPS:
        if labels := parameters.labels(step.parameters):
            found.append((str(step.title), labels))
    return found


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the answers, if the person agrees; who has agreed before just changes them."""
    query = request.POST.get("antworten", "")
    own = own_profile(request)
    if own is None and request.POST.get("einverstanden") != "ja":
        messages.error(request, _("Nothing was kept: please tick that you agree."))
        return redirect(f"{_profile_url()}?{ProfileParameters(QueryDict(query)).query}")
    kept = services.keep_profile(user=cast(User, request.user), query=query)
    if own is None:
        before = InSession(request.session)
        services.note_all(profile=kept, answers=before.all())
        before.clear()
    messages.success(request, _("Your answers are kept in your profile."))
    return redirect(_profile_url())


@require_POST
@login_required
def invitations(request: HttpRequest) -> HttpResponse:
    """Whether organisations may have one asked."""
    if own := own_profile(request):
        may_be_invited = request.POST.get("einladungen") == "ja"
        services.set_may_be_invited(profile=own, may_be_invited=may_be_invited)
        messages.success(
            request,
            _("Organisations may have you asked.")
            if may_be_invited
            else _("Nobody has you asked any more."),
        )
    return redirect(_profile_url())


@require_safe
@login_required
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept, for machines and people (Art. 20 GDPR)."""
    own = own_profile(request)
    response = JsonResponse(
        {"profil": _exported(own) if own else None},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="profil.json"'
    return response


def _exported(own: MatchingProfile) -> dict[str, Any]:
    given = answers_of(own)
    nightly = NightlySuggestions.objects.filter(profile=own).first()
    suggested = nightly.keys if nightly else []
    titles = titles_of([*(one.key for one in given), *suggested])
    return {
        "einverstanden_am": _moment(own.agreed_at),
        "geaendert_am": _moment(own.updated_at),
        "darf_eingeladen_werden": own.may_be_invited,
        "antworten": dict(_in_words(parameters_of(own))),
        "antworten_als_adresse": own.query,
        "passt_nicht": [
            {"angebot": titles.get(one.key, ""), "grund": str(one.reason.label)} for one in given
        ],
        "vorschlaege_der_nacht": [titles[key] for key in suggested if key in titles],
        "einladungen": [
            {
                "angebot": one.opportunity.title,
                "begruendung": one.reason,
                "gefragt_am": _moment(one.created_at),
                "antwort": one.get_answer_display(),
            }
            for one in own.invitations.select_related("opportunity")
        ],
    }


def _moment(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


@require_POST
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """One button, and all of it is gone."""
    if own := own_profile(request):
        services.erase_profile(profile=own)
    InSession(request.session).clear()
    messages.success(request, _("Your profile is erased, and with it all your answers."))
    return redirect(_profile_url())


def _profile_url() -> str:
    return reverse("finder:profile")
