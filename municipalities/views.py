from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.maps.responses import send
from municipalities.basemap import basemap


@require_safe
def basemap_geojson(request: HttpRequest) -> HttpResponse:
    """What lies below the points of every map: `/karte/grundkarte.geojson`."""
    return send(basemap(), request)
