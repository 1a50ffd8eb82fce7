from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from core.page_cache import cache_for_anonymous
from opportunities.feeds.atom import OfferFeed
from opportunities.feeds.calendars import (
    CONTENT_TYPE,
    has_events,
    offer_calendar,
    search_calendar,
)
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage

_atom = OfferFeed()


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of a search as Atom: `/angebote/feed.atom`."""
    return cache_for_anonymous(_atom(request))


@require_safe
@conditional_page
def calendar(request: HttpRequest) -> HttpResponse:
    """The times of a search, to subscribe to: `/angebote/kalender.ics`."""
    content = search_calendar(Search(request), today=timezone.localdate())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="angebote.ics"'
    return cache_for_anonymous(response)


@require_safe
@conditional_page
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """The times of one opportunity, to be taken over: `/angebote/42/termine.ics`."""
    page = get_object_or_404(
        OpportunityPage.objects.open().public().select_related("organisation"), pk=pk
    )
    if not has_events(page):
        raise Http404
    content = offer_calendar(page, url=page.get_full_url(request), today=timezone.localdate())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
    response.headers["Last-Modified"] = http_date(page.last_published_at.timestamp())
    return cache_for_anonymous(response)
