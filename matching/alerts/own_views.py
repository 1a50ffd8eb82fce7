"""What one sees and changes of one's own saved searches, in the account or by a mail's link."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.filters import ForgivingFilterSet
from matching.alerts import budget, services
from matching.alerts.access import ONE, Access
from matching.alerts.export import exported
from matching.alerts.links import with_feed
from matching.alerts.searches import can_be_followed, filters_of
from matching.enums import AlertRhythm, SearchKind
from matching.models import SavedSearch
from opportunities.models import OpportunityIndexPage


@dataclass(frozen=True, kw_only=True)
class Row:
    """A saved search as the page shows it."""

    search: SavedSearch
    filters: ForgivingFilterSet
    is_profile: bool
    can_be_followed: bool
    has_feed: bool


def page(request: HttpRequest, access: Access, *, feed_address: str = "") -> HttpResponse:
    """All searches with what one can do with each, and how many mails there may be.

    A mail about one search leads to that one alone, with the two buttons that one looks for.
    """
    recipient, today = access.recipient, timezone.localdate()
    searches = recipient.searches.select_related("profile").order_by("-created_at", "-pk")
    feeds = with_feed(searches)
    rows = [_row(search, has_feed=search.pk in feeds) for search in searches]
    asked = request.GET.get(ONE)
    one = next((row for row in rows if str(row.search.pk) == asked), None)
    if asked and one is None:
        messages.info(request, _("This search is ended already."))
    return render(
        request,
        "matching/alerts/one.html" if one else "matching/alerts/page.html",
        {
            "row": one,
            "layout": access.layout,
            "is_account": access.link is None,
            "recipient": recipient,
            "rows": rows,
            "runs": any(row.search.is_running for row in rows),
            "feed_address": feed_address,
            "rhythms": [
                (rhythm, label)
                for rhythm, label in _rhythms().items()
                if recipient.user_id or rhythm != AlertRhythm.NEVER
            ],
            "list_page": OpportunityIndexPage.objects.live().public().first(),
            "budget": budget.allowed(recipient),
            "used": budget.used(recipient, today),
            "budgets": budget.choices(),
            "month": today,
            "addresses": {
                name: access.address(name)
                for name in ("page", "change", "limit", "end_all", "export")
            },
        },
    )


def _rhythms() -> dict[str, str]:
    """How often, in a word: more has no room in a closed list on a phone."""
    return {
        AlertRhythm.AT_ONCE: _("at once"),
        AlertRhythm.DAILY: _("daily"),
        AlertRhythm.WEEKLY: _("weekly"),
        AlertRhythm.NEVER: _("not by e-mail"),
    }


@require_POST
def change(request: HttpRequest, access: Access) -> HttpResponse:
    """One step with one search; the button says which."""
    key = request.POST.get("search", "")
    is_number = key.isascii() and key.isdigit() and len(key) < 19
    searches = access.recipient.searches.select_related("recipient__user", "profile")
    search = searches.filter(pk=key).first() if is_number else None
    if search is None:  # the button was pressed twice
        messages.info(request, _("This search is ended already."))
        return redirect(access.address("page"))
    step = request.POST.get("step", "")
    if step == "confirm":
        return _confirm(request, access, search)
    if step == "new_feed":
        if search.kind != SearchKind.PROFILE or not search.confirmed_at:
            return redirect(access.address("page"))
        # Shown in the answer itself: nobody keeps it, so no other page could.
        return page(request, access, feed_address=services.renew_feed(search=search))
    if done := STEPS.get(step):
        done(request, search)
    return redirect(access.address("page"))


@require_POST
def limit(request: HttpRequest, access: Access) -> HttpResponse:
    """How many mails there may be in a month."""
    number = request.POST.get("number", "")
    if number in map(str, budget.choices()):
        services.limit_mails(recipient=access.recipient, number=int(number))
        messages.success(
            request,
            _("You get {number} e-mails a month at most.").format(number=number),
        )
    return redirect(access.address("page"))


@require_POST
def end_all(request: HttpRequest, access: Access) -> HttpResponse:
    services.end_all(recipient=access.recipient)
    messages.success(request, _("You get no more e-mails about new offers."))
    return redirect(access.address("page"))


@require_safe
def export(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything that is kept about the person here, to take along."""
    response = JsonResponse(
        exported(access.recipient), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="meine-suchen.json"'
    return response


def _row(search: SavedSearch, *, has_feed: bool) -> Row:
    return Row(
        search=search,
        filters=filters_of(search),
        is_profile=search.kind == SearchKind.PROFILE,
        can_be_followed=can_be_followed(search),
        has_feed=has_feed,
    )


def _confirm(request: HttpRequest, access: Access, search: SavedSearch) -> HttpResponse:
    recipient = services.confirm_search(search=search)
    messages.success(request, _("Confirmed. We write to you when something new fits."))
    # An account may have taken it over; then the mailbox has no page of its own any more.
    if recipient.pk != access.recipient.pk:
        services.follow_again(recipient=recipient, like=search)
        return redirect("alerts:page")
    return redirect(access.address("page"))


def _pause(request: HttpRequest, search: SavedSearch) -> None:
    services.pause_search(search=search)
    messages.success(request, _("Paused. We don’t write about this search until you resume it."))


def _resume(request: HttpRequest, search: SavedSearch) -> None:
    services.resume_search(search=search)
    messages.success(request, _("Resumed. We write to you when something new fits."))


def _end(request: HttpRequest, search: SavedSearch) -> None:
    services.end_search(search=search)
    messages.success(request, _("Ended. The search is erased."))


def _change_rhythm(request: HttpRequest, search: SavedSearch) -> None:
    rhythm = request.POST.get("rhythm", "")
    if rhythm in AlertRhythm.values and (search.recipient.user_id or rhythm != AlertRhythm.NEVER):
        services.change_rhythm(search=search, rhythm=rhythm)
        messages.success(request, _("Changed."))


def _revoke_feed(request: HttpRequest, search: SavedSearch) -> None:
    services.revoke_feed(search=search)
    messages.success(request, _("The address of the feed shows nothing any more."))


STEPS: dict[str, Callable[[HttpRequest, SavedSearch], None]] = {
    "pause": _pause,
    "resume": _resume,
    "end": _end,
    "rhythm": _change_rhythm,
    "revoke_feed": _revoke_feed,
}
