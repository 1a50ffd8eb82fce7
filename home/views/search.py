from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.forgiving import LONGEST_WORDS, HalfUnderstoodError, LineField
from core.page_cache import cache_for_anonymous
from core.site_search import search_everywhere


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search everything by words: `/suche/?q=…`."""
    hint = ""
    try:
        words = LineField().clean(request.GET.get("q", ""))
    except HalfUnderstoodError as error:
        words, hint = error.kept, str(error.message)
    groups = search_everywhere(words, request) if words else []
    context = {
        "words": words,
        "hints": [hint] if hint else [],
        "groups": [group for group in groups if group.count],
        "suggestion": next((group.suggestion for group in groups if group.suggestion), None),
        "count": sum(group.count for group in groups),
        "longest": LONGEST_WORDS,
    }
    return cache_for_anonymous(render(request, "pages/search.html", context))
