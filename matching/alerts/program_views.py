"""What programs call: a mail program's "unsubscribe", and feed readers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.links import LinkError, closed, find_link
from matching.alerts import services
from matching.alerts.feed import SuggestionsFeed
from matching.alerts.links import FEED, UNSUBSCRIBE
from matching.enums import SearchKind

_feed = SuggestionsFeed()


# A mail program has no cookie and has read no form: the secret is what lets it in (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, secret: str) -> HttpResponse:
    """`/l/<secret>/abbestellen/`: a POST ends all; opened in a browser it is a page with a button.

    No redirect, no cookie, and the same answer once more, as RFC 8058 asks.
    """
    try:
        recipient: Any = find_link(UNSUBSCRIBE, secret).subject
    except LinkError as error:
        return _hidden(closed(request, error))
    if request.method == "POST":
        services.end_all(recipient=recipient)
    return _hidden(
        render(request, "matching/alerts/unsubscribe.html", {"is_done": request.method == "POST"})
    )


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What fits a profile, as Atom: `/l/<secret>/passt.atom`."""
    try:
        search: Any = find_link(FEED, secret).subject
        if search.kind != SearchKind.PROFILE or not search.confirmed_at:
            raise LinkError(LinkError.Code.UNKNOWN)
    except LinkError as error:
        # For a program; whoever looks with a browser understands it, too.
        return _hidden(
            HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=404)
        )
    return _hidden(_feed(request, search=search))


def _hidden(response: HttpResponse) -> HttpResponse:
    """Let the address, which holds the secret, reach nobody else and no cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
