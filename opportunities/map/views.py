from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.maps.responses import send
from core.page_cache import cache_for_anonymous
from opportunities.cards import card_shelf
from opportunities.filters import OpportunityFilterSet
from opportunities.map.points import points_file
from opportunities.models import OpportunityIndexPage, OpportunityPage


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The list with a map beside it, for the same address parameters: `/angebote/karte/`."""
    index = OpportunityIndexPage.objects.live().public().first()
    if index is None:
        raise Http404
    context = index.get_context(request)
    context.update(
        breadcrumbs=[*context["breadcrumbs"], index],
        on_map=len(context["filters"].answer.places().keys),
    )
    return cache_for_anonymous(render(request, "pages/opportunity_map_page.html", context))


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """All results with a public place, for the same parameters: `/angebote/karte.geojson`."""
    places = OpportunityFilterSet(request.GET).answer.places()
    return send(points_file(places), request)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One opportunity as it stands in lists, for what opens above its marker."""
    if not OpportunityPage.objects.open().public().filter(pk=pk).exists():
        raise Http404
    cards = card_shelf.html([pk], request, level=3)
    response = render(request, "components/cards.html", {"cards": cards})
    response.headers["X-Robots-Tag"] = "noindex"
    return cache_for_anonymous(response)
