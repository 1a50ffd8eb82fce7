"""The map beside a list of results.

Each kind of results has its addresses in a namespace: `map`, `geojson` and `map_card`.
"""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from core.filters import ForgivingFilterSet
from core.maps.tiles import tile_server

register = template.Library()


@register.inclusion_tag("components/map_assets.html")
def map_assets(*, is_open: bool) -> dict[str, Any]:
    """What pages with a map load; where it is closed, next to nothing."""
    return {"is_open": is_open}


@register.inclusion_tag("components/map.html")
def results_map(namespace: str, *, label: str, cluster: str, is_open: bool) -> dict[str, Any]:
    """A map of what `map_search` on the same page looks for.

    `label` names the map, `cluster` says what `{number}` results close together are.
    """
    tiles = tile_server()
    config = {
        "base": reverse("basemap"),
        "card": reverse(f"{namespace}:map_card", args=[0]),  # 0 stands for a key
        "tiles": tiles
        and {"url": tiles.url, "attribution": tiles.attribution, "maxZoom": tiles.max_zoom},
        "texts": {
            "cluster": cluster,
            "close": _("Close"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
        },
    }
    return {"config": _as_json(config), "label": label, "is_open": is_open}


@register.inclusion_tag("components/map_search.html")
def map_search(
    namespace: str, filters: ForgivingFilterSet, *, list_url: str, is_open: bool
) -> dict[str, Any]:
    """What the map shows, and the link that leads to it or back to the list alone.

    Stands among the results, so that it changes with them. All addresses get the search of
    `filters` as their query string.
    """
    question = getattr(filters.answer, "question", None)
    near = getattr(question, "near", None)
    search = {
        "points": _with_query(reverse(f"{namespace}:geojson"), filters.query),
        "towns": sorted(filters.cleaned.get("ort") or ()),
        "isNarrowed": filters.is_narrowed,
        "near": near
        and near.radius_km
        and {
            "latitude": near.latitude,
            "longitude": near.longitude,
            "radiusKm": near.radius_km,
        },
    }
    return {
        "search": _as_json(search),
        "list_url": _with_query(list_url, filters.query),
        "map_url": _with_query(reverse(f"{namespace}:map"), filters.query),
        "is_open": is_open,
    }


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
