from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.listing import Found
from core.maps.responses import send
from core.maps.views import render_map_page, render_marker_card
from partners.cards import card_shelf
from partners.filters import PartnerFilterSet
from partners.map.points import points_file, read_points
from partners.models import PartnerIndexPage, PartnerPage


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The list with a map beside it: `/partner/karte/`."""
    response = render_map_page(
        request,
        PartnerIndexPage.objects.live().public().first(),
        template="pages/partner_map_page.html",
        count_points=lambda filters: len(
            {point.key for point in read_points(_all_keys(filters.answer))}
        ),
    )
    response.for_anonymous = "offen" not in request.GET  # type: ignore[attr-defined]
    return response


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """All places of the results, for the same parameters: `/partner/karte.geojson`."""
    found = _all_keys(PartnerFilterSet(request.GET).answer)
    return send(points_file(found), request)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What opens above the marker of a shop."""
    pages = PartnerPage.objects.live().taking_part()
    return render_marker_card(request, pk, pages=pages, shelf=card_shelf)


def _all_keys(found: Found) -> list[int]:
    return found.keys(0, found.count)
