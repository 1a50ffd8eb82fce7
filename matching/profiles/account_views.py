"""The own profile in the account: kept by agreement, seen, changed, taken along, erased."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from matching.models import MatchingProfile, NightlySuggestions, SavedSearch
from matching.profiles import services
from matching.profiles.own import parameters_of, taught_profile
from matching.profiles.parameters import ProfileParameters
from matching.profiles.questions import LEGENDS, STEPS
from matching.profiles.remembered import InSession, answers_of, own_profile
from matching.profiles.suggested import lessons, titles_of
from opportunities.catalogue import catalogue

BEFORE = "passt_vorher"  # in the session: the answers that others have replaced
APART = ("alter", "text")  # asked beside something else, so they need a heading of their own


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
            "before": _before(request, own),
            "goes": _what_goes(own) if own else [],
        },
    )


def _in_words(parameters: ProfileParameters) -> list[tuple[str, list[str]]]:
    """The answers by question."""
    asked = [(str(step.title), step.parameters - {*APART}) for step in STEPS]
    asked += [(str(LEGENDS[name]), frozenset({name})) for name in APART]
    return [(question, labels) for question, names in asked if (labels := parameters.labels(names))]


def _before(request: HttpRequest, own: MatchingProfile | None) -> ProfileParameters | None:
    """The answers that can be restored."""
    query = request.session.get(BEFORE)
    return ProfileParameters(QueryDict(query)) if own and query and query != own.query else None


def _what_goes(own: MatchingProfile) -> list[str]:
    """All that is erased with the profile."""
    found = [_("all your answers")]
    if answers_of(own):
        found.append(_("what “does not fit” has taught us"))
    if own.may_be_invited:
        found.append(_("your agreement that organisations may have you asked"))
    if own.invitations.exists():
        found.append(_("what organisations have had you asked so far"))
    if SavedSearch.objects.filter(profile=own).exists():
        found.append(_("the saved search that follows your profile, with its e-mails and its feed"))
    return found


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the answers, if the person agrees; who has agreed before just replaces them.

    What they were before stays in the session, so that it can be restored.
    """
    own = own_profile(request)
    if own and "wiederherstellen" in request.POST:
        return _restore(request, own)
    query = request.POST.get("antworten", "")
    if own is None and request.POST.get("einverstanden") != "ja":
        messages.error(request, _("Nothing was kept: please tick that you agree."))
        return redirect(f"{_profile_url()}?{ProfileParameters(QueryDict(query)).query}")
    kept = services.keep_profile(user=cast(User, request.user), query=query)
    if own is None:
        before = InSession(request.session)
        services.note_all(profile=kept, answers=before.all())
        before.clear()
    if own and kept.query != own.query:
        request.session[BEFORE] = own.query
        messages.success(request, _("Your profile has these answers now, and no others."))
    else:
        messages.success(request, _("Your answers are kept in your profile."))
    return redirect(_profile_url())


def _restore(request: HttpRequest, own: MatchingProfile) -> HttpResponse:
    query = request.session.pop(BEFORE, None)
    if query is not None:  # else the button was pressed twice
        services.keep_profile(user=cast(User, request.user), query=query)
        messages.success(request, _("Your profile has its answers from before again."))
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
    """All of it is gone; the page has asked before, and says afterwards what that was."""
    if own := own_profile(request):
        gone = get_text_list(_what_goes(own), _("and"))
        services.erase_profile(profile=own)
        messages.success(request, _("Your profile is erased: {gone}.").format(gone=gone))
    InSession(request.session).clear()
    request.session.pop(BEFORE, None)
    return redirect(_profile_url())


def _profile_url() -> str:
    return reverse("finder:profile")
