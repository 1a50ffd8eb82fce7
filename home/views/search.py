from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.listing import PAGE_PARAMETER, paginate, query_without
from core.page_cache import cache_for_anonymous
from home.search import hits

LONGEST_QUERY = 200  # characters


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search all public pages by words: `/suche/?q=…`."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    pages = Page.objects.live().public()
    found = pages.search(words) if words else pages.none()
    results = paginate(request, found)
    context = {
        "words": words,
        "results": results,
        "hits": hits(results, request),
        "query": query_without(request.GET, PAGE_PARAMETER),
    }
    return cache_for_anonymous(render(request, "pages/search.html", context))
