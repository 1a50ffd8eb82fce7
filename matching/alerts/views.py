"""Saving a search: how often, and where to write to."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.addresses import address_book
from core.form_limits import may_send
from matching.alerts import budget, services
from matching.alerts.errors import AlertError
from matching.alerts.forms import SaveForm
from matching.alerts.searches import filters_for
from matching.enums import SearchKind
from matching.models import SavedSearch
from matching.profiles.remembered import own_profile
from opportunities.models import OpportunityIndexPage

JUST_SAVED = "just_saved_search"  # in the session: to which address the mail went


class Step(NamedTuple):
    """On the way to a page."""

    title: str
    url: str


@never_cache
def save_search(request: HttpRequest) -> HttpResponse:
    """For what the list shows: `/angebote/benachrichtigen/?…`."""
    return _save(request, SearchKind.SEARCH)


@never_cache
def save_profile(request: HttpRequest) -> HttpResponse:
    """For what fits: `/was-passt-zu-mir/benachrichtigen/?…`."""
    return _save(request, SearchKind.PROFILE)


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """Please look into your mailbox."""
    email = request.session.get(JUST_SAVED)
    if not email:
        return redirect("alerts:save_search")
    return render(request, "matching/alerts/sent.html", {"email": email})


def _save(request: HttpRequest, kind: str) -> HttpResponse:
    user: Any = request.user if request.user.is_authenticated else None
    filters = filters_for(kind, request.GET.urlencode())
    profile = own_profile(request) if kind == SearchKind.PROFILE else None
    if profile and filters.query and filters.query != profile.query:
        profile = None  # other answers than those that are kept
    elif profile:
        filters = filters_for(kind, profile.query)
    form, is_hasty = SaveForm(request.POST or None, user=user), False
    if request.method == "POST" and form.is_valid():
        email = "" if user else form.cleaned_data["email"]
        if not may_send(request, form, mailbox=email):
            pass  # the form says so
        elif form.is_trapped():
            request.session[JUST_SAVED] = email
            return redirect("alerts:sent")
        elif email and form.is_hasty():
            is_hasty = True  # the page asks for the button once more
        else:
            try:
                search = services.save_search(
                    kind=kind,
                    query=filters.query,
                    rhythm=form.cleaned_data["rhythm"],
                    user=user,
                    email=email,
                    profile=profile,
                )
            except AlertError as error:
                form.add_error(None, str(error))
            else:
                return _thank(request, search, email)
    start, *links = _way_here(request, kind, filters.query)
    return render(
        request,
        "matching/alerts/save.html",
        {
            "form": form,
            "is_hasty": is_hasty,
            "filters": filters,
            "start": start.url,
            "links": links,
            "is_profile": kind == SearchKind.PROFILE,
            "follows_profile": profile is not None,
            "is_empty": kind == SearchKind.PROFILE and not filters.is_narrowed,
            "budget": budget.choices()[-1],
        },
        status=422 if form.errors or is_hasty else 200,
    )


def _way_here(request: HttpRequest, kind: str, query: str) -> list[Step]:
    """From the start page to what is to be saved."""
    address_of, asked = address_book(request), f"?{query}" if query else ""
    index = OpportunityIndexPage.objects.live().public().first()
    trail = [*index.breadcrumbs(), index] if index else []
    steps = [Step(page.title, address_of(page)) for page in trail] or [Step("", "/")]
    if kind == SearchKind.SEARCH:
        return [*steps[:-1], steps[-1]._replace(url=f"{steps[-1].url}{asked}")]
    return [
        steps[0],
        Step(_("What suits me?"), f"{reverse('finder:start')}{asked}"),
        Step(_("Suggestions"), f"{reverse('finder:suggestions')}{asked}"),
    ]


def _thank(request: HttpRequest, search: SavedSearch, email: str) -> HttpResponse:
    if email:
        request.session[JUST_SAVED] = email
        return redirect("alerts:sent")
    if search.is_running:
        messages.success(request, _("Saved. We write to you when something new fits."))
    else:
        messages.success(request, _("Saved. You find the search here whenever you like."))
    return redirect("alerts:page")
