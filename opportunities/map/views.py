from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.maps.responses import send
from core.maps.views import render_map_page, render_marker_card
from opportunities.cards import card_shelf
from opportunities.filters import OpportunityFilterSet
from opportunities.map.points import points_file
from opportunities.models import OpportunityIndexPage, OpportunityPage


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The list with a map beside it: `/angebote/karte/`."""
    return render_map_page(
        request,
        OpportunityIndexPage.objects.live().public().first(),
        template="pages/opportunity_map_page.html",
        count_points=lambda filters: len(filters.answer.places().keys),
    )


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """All results with a public place, for the same parameters: `/angebote/karte.geojson`."""
    places = OpportunityFilterSet(request.GET).answer.places()
    return send(points_file(places), request)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What opens above the marker of an opportunity."""
    return render_marker_card(request, pk, pages=OpportunityPage.objects.open(), shelf=card_shelf)
