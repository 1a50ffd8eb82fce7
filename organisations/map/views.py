from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.listing import Found
from core.maps.responses import send
from core.page_cache import cache_for_anonymous
from organisations.cards import card_shelf
from organisations.filters import OrganisationFilterSet
from organisations.map.points import points_file, read_points
from organisations.models import OrganisationIndexPage, OrganisationPage


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The list with a map beside it, for the same address parameters: `/organisationen/karte/`."""
    index = OrganisationIndexPage.objects.live().public().first()
    if index is None:
        raise Http404
    context = index.get_context(request)
    found = _all_keys(context["filters"].answer)
    context.update(
        breadcrumbs=[*context["breadcrumbs"], index],
        on_map=sum(1 for _point in read_points(found)),
    )
    return cache_for_anonymous(render(request, "pages/organisation_map_page.html", context))


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """All results with a public place, for the same parameters: `/organisationen/karte.geojson`."""
    found = _all_keys(OrganisationFilterSet(request.GET).answer)
    return send(points_file(found), request)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation as it stands in lists, for what opens above its marker."""
    if not OrganisationPage.objects.live().public().filter(pk=pk).exists():
        raise Http404
    cards = card_shelf.html([pk], request, level=3)
    response = render(request, "components/cards.html", {"cards": cards})
    response.headers["X-Robots-Tag"] = "noindex"
    return cache_for_anonymous(response)


def _all_keys(found: Found) -> list[int]:
    return found.keys(0, found.count)
