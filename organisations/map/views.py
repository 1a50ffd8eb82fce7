from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.listing import Found
from core.maps.responses import send
from core.maps.views import render_map_page, render_marker_card
from organisations.cards import card_shelf
from organisations.filters import OrganisationFilterSet
from organisations.map.points import points_file, read_points
from organisations.models import OrganisationIndexPage, OrganisationPage


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The list with a map beside it: `/organisationen/karte/`."""
    return render_map_page(
        request,
        OrganisationIndexPage.objects.live().public().first(),
        template="pages/organisation_map_page.html",
        count_points=lambda filters: sum(1 for _point in read_points(_all_keys(filters.answer))),
    )


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """All results with a public place, for the same parameters: `/organisationen/karte.geojson`."""
    found = _all_keys(OrganisationFilterSet(request.GET).answer)
    return send(points_file(found), request)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What opens above the marker of an organisation."""
    return render_marker_card(request, pk, pages=OrganisationPage.objects.live(), shelf=card_shelf)


def _all_keys(found: Found) -> list[int]:
    return found.keys(0, found.count)
