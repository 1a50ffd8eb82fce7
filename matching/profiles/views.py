"""The finder: `/was-passt-zu-mir/`, step by step or on one page, without account and script."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.listing import PAGE_PARAMETER, page_number
from matching import engine
from matching.enums import NoFit
from matching.models import MatchingProfile
from matching.profiles import questions, unknown_place
from matching.profiles.comparing import MOST_COMPARED, compared
from matching.profiles.own import parameters_of, with_known_age
from matching.profiles.own_words import own_words
from matching.profiles.parameters import ProfileParameters
from matching.profiles.questions import STEPS, Question, Step
from matching.profiles.remembered import NoFitAnswer, no_fits, own_profile
from matching.profiles.suggested import Suggested, cards, lessons, suggested
from opportunities.catalogue import Catalogue, catalogue
from opportunities.models import OpportunityIndexPage

OPEN_AT_FIRST = 2  # parts of the page with everything


class Part(NamedTuple):
    """A step on the page with everything."""

    step: Step
    questions: list[Question]
    is_open: bool

    @property
    def number_set(self) -> int:
        return sum(one.number_set for one in self.questions)


class Kept(NamedTuple):
    """Answers that are known from before."""

    title: str
    query: str
    chips: list[Any]


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The ways in: step by step, in own words, everything on one page; or the own profile."""
    parameters = ProfileParameters(request.GET)
    if not parameters.hints and (moved := _to_canonical(request, parameters)):
        return moved
    (text,) = questions.questions(parameters, ["text"], with_age=False)
    return render(
        request,
        "matching/profiles/start.html",
        {
            "parameters": parameters,
            "query": parameters.query,
            "question": text,
            "carried": [pair for pair in parameters.values() if pair[0] != "text"],
            "first": STEPS[0],
            "steps": len(STEPS),
            "total": engine.count(catalogue(), ProfileParameters().profile),
            "hints": list(parameters.hints.values()),
            "kept": _kept(own_profile(request)),
        },
    )


def _kept(profile: MatchingProfile | None) -> Kept | None:
    if profile is None:
        return None
    parameters = parameters_of(profile)
    return Kept(_("Your profile"), parameters.query, parameters.chips)


@require_safe
@never_cache
def step(request: HttpRequest, key: str) -> HttpResponse:
    """One question after the other; each page says how many offers are left."""
    number = next((place for place, one in enumerate(STEPS) if one.key == key), None)
    if number is None:
        raise Http404
    here, last = STEPS[number], number == len(STEPS) - 1
    parameters = ProfileParameters(request.GET)
    if answer := _without_page(request, parameters, has_place=unknown_place.PLACE in here.asks):
        return answer
    correcting = unknown_place.correcting_url(parameters)
    if correcting and number > unknown_place.STEP_NUMBER:
        return redirect(correcting)
    asked = questions.questions(parameters, here.asks, with_age=_asks_age(parameters, here.asks))
    return render(
        request,
        "matching/profiles/step.html",
        {
            **_standing(request, parameters),
            "step": here,
            "number": number + 1,
            "steps": STEPS,
            "questions": unknown_place.with_radius(parameters, asked),
            "alone": len(asked) == 1,  # the heading says it already
            "carried": questions.carried(parameters, here)
            + (unknown_place.as_typed(parameters) if unknown_place.PLACE not in here.asks else []),
            "before": STEPS[number - 1].url if number else reverse("finder:start"),
            "after": reverse("finder:suggestions") if last else STEPS[number + 1].url,
        },
    )


@require_safe
@never_cache
def everything(request: HttpRequest) -> HttpResponse:
    """All questions on one calm page."""
    parameters = ProfileParameters(request.GET)
    if answer := _without_page(request, parameters, has_place=True):
        return answer
    with_age = _asks_age(parameters, [questions.SKIPPED])
    parts = []
    for place, one in enumerate(STEPS):
        asked = questions.questions(parameters, one.asks, with_age=with_age)
        asked = unknown_place.with_radius(parameters, asked)
        is_open = place < OPEN_AT_FIRST or any(question.number_set for question in asked)
        parts.append(Part(one, asked, is_open))
    return render(
        request,
        "matching/profiles/all.html",
        {**_standing(request, parameters), "parts": parts},
    )


def _asks_age(parameters: ProfileParameters, asked: Iterable[str]) -> bool:
    """Whether an age makes a difference: some offers that fit have a minimum age."""
    if questions.SKIPPED not in asked:
        return False
    profile, snapshot = replace(parameters.profile, age=None), catalogue()
    return engine.count(snapshot, replace(profile, age=0)) < engine.count(snapshot, profile)


def _without_page(
    request: HttpRequest, parameters: ProfileParameters, *, has_place: bool
) -> HttpResponse | None:
    """What needs no page: the number that a script asks for, and the way to the one address."""
    if request.headers.get("HX-Request") == "true":
        context = {**_standing(request, parameters), "has_place": has_place}
        response = render(request, "matching/profiles/standing_changed.html", context)
        response.headers["HX-Replace-Url"] = _address(
            request.path, unknown_place.query_as_typed(parameters)
        )
        return response
    # What could not be understood has to be said on the page that it leads to.
    return None if parameters.hints else _to_canonical(request, parameters)


def _to_canonical(request: HttpRequest, parameters: ProfileParameters) -> HttpResponse | None:
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    said = [pair for pair in asked if pair[0] != PAGE_PARAMETER]
    if sorted(said) == sorted(parameters.values()):
        return None
    return redirect(_address(request.path, parameters.query))


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _standing(request: HttpRequest, parameters: ProfileParameters) -> dict[str, Any]:
    """How many offers are left, and what of the answers was not understood.

    What is wrong with the place stands beside its field.
    """
    hints = dict(parameters.hints)
    place_hint = hints.pop(unknown_place.PLACE, "")
    return {
        "count": engine.count(catalogue(), parameters.profile),
        "is_narrowed": parameters.is_narrowed,
        "hints": list(hints.values()),
        "place_hints": [place_hint] if place_hint else [],
        "query": parameters.query,
    }


@require_safe
@never_cache
def suggestions(request: HttpRequest) -> HttpResponse:
    """What fits, why, and what is missing."""
    parameters = ProfileParameters(request.GET)
    if not parameters.hints and (moved := _to_canonical(request, parameters)):
        return moved
    own = own_profile(request)
    snapshot = catalogue()
    found = _suggested(request, parameters, own, snapshot, page=page_number(request))
    return render(
        request,
        "matching/profiles/suggestions.html",
        {
            "parameters": parameters,
            "query": parameters.query,
            "hints": list(parameters.hints.values()),
            "place_url": unknown_place.correcting_url(parameters),
            "count": found.count,
            "found": found,
            "is_added": request.headers.get("HX-Request") == "true",  # to what is shown already
            "address": f"{request.path}?{parameters.query}{'&' if parameters.query else ''}",
            "cards": cards(request, found, catalogue=snapshot),
            "own_words": own_words(parameters),
            "lessons": lessons(found.taught),
            "ways_on": parameters.ways_on if not found.count else [],
            "own": own,
            "is_kept": own is not None and own.query == parameters.query,
            "list_url": _list_url(request),
            "may_compare": found.count > 1,
            "most_compared": MOST_COMPARED,
        },
    )


def _suggested(
    request: HttpRequest,
    parameters: ProfileParameters,
    own: MatchingProfile | None,
    snapshot: Catalogue,
    *,
    page: int = 1,
) -> Suggested:
    profile = with_known_age(parameters.profile, own, today=snapshot.today)
    person = f"{own.pk}" if own else parameters.query
    answers = no_fits(request, own).all()
    return suggested(snapshot, profile, answers, person=person, page=page)


def _list_url(request: HttpRequest) -> str:
    index = OpportunityIndexPage.objects.live().first()
    return index.get_url(request) or "" if index else ""


@require_safe
@never_cache
def compare(request: HttpRequest) -> HttpResponse:
    """Up to three offers side by side."""
    asked = [int(key) for key in request.GET.getlist("angebot")[:20] if _is_key(key)]
    keys = list(dict.fromkeys(asked))
    parameters = ProfileParameters(request.GET)
    own = own_profile(request)
    snapshot = catalogue()
    found = _suggested(request, parameters, own, snapshot)
    return render(
        request,
        "matching/profiles/compare.html",
        {
            "offers": compared(keys[:MOST_COMPARED], request, found, snapshot),
            "has_more": len(keys) > MOST_COMPARED,
            "most": MOST_COMPARED,
            "query": parameters.query,
            "list_url": _list_url(request),
        },
    )


@require_POST
def no_fit(request: HttpRequest) -> HttpResponse:
    """An offer does not fit, and why: that changes what is suggested."""
    key, _colon, reason = request.POST.get("grund", "").partition(":")
    if _is_key(key) and reason in NoFit.values:
        answers = no_fits(request, own_profile(request))
        answers.add(NoFitAnswer(int(key), NoFit(reason)))
    return _back(request, "gelernt")


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """An offer may be suggested again, and what was learned from it is forgotten; or from all."""
    answers = no_fits(request, own_profile(request))
    key = request.POST.get("angebot", "")
    if _is_key(key):
        answers.remove(int(key))
    else:
        answers.clear()
        messages.success(request, _("What we learned from your answers is forgotten."))
    return _back(request, "ergebnis")


def _back(request: HttpRequest, fragment: str) -> HttpResponse:
    if request.POST.get("zurueck") == "profil":
        return redirect("finder:profile")
    query = ProfileParameters(QueryDict(request.POST.get("antworten", ""))).query
    return redirect(f"{_address(reverse('finder:suggestions'), query)}#{fragment}")


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
