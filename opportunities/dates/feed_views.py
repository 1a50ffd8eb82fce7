"""The own calendar: the page that gives its address, and the address itself."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from core.links import LinkError, find_link
from opportunities.applications.access import Access
from opportunities.dates.calendars import FILE_NAME
from opportunities.dates.feed import (
    FEED,
    Owner,
    feed_calendar,
    open_feeds,
    renew_feed,
    revoke_feed,
)
from opportunities.feeds.calendars import CONTENT_TYPE


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar: `/l/<secret>/termine.ics`."""
    try:
        link = find_link(FEED, secret)
    except LinkError as error:
        # For a program; whoever looks with a browser understands it, too.
        response = HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=404)
    else:
        content = feed_calendar(cast(Owner, link.subject), now=timezone.localtime())
        response = HttpResponse(content, content_type=CONTENT_TYPE)
        response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_required
@never_cache
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The address of the calendar with all dates of the account."""
    return _manage(
        request,
        cast(User, request.user),
        layout="allauth/layouts/manage.html",
        address=request.path,
    )


def calendar_of_mailbox(request: HttpRequest, access: Access) -> HttpResponse:
    """The same for whoever opened an application by the link of a mail."""
    if access.user:
        return redirect("dates:own")
    return _manage(
        request,
        access.application.volunteer,
        layout=access.layout,
        address=request.path,
        back=access.address(),
    )


def _manage(
    request: HttpRequest, owner: Owner, *, layout: str, address: str, **context: Any
) -> HttpResponse:
    if request.method == "POST" and request.POST.get("step") == "revoke":
        revoke_feed(owner)
        messages.success(request, _("The address of your calendar shows nothing any more."))
        return redirect(address)
    # Shown in the answer itself: nobody keeps it, so no other page could.
    feed_address = renew_feed(owner) if request.method == "POST" else ""
    context |= {
        "layout": layout,
        "feed_address": feed_address,
        "webcal": feed_address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "has_feed": bool(open_feeds(owner)),
    }
    return render(request, "opportunities/dates/feed.html", context)
