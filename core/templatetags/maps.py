"""The map beside a list of results."""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from core.maps.tiles import tile_server

register = template.Library()


@register.inclusion_tag("components/map_assets.html")
def map_assets() -> dict[str, Any]:
    """What only pages with a map load: style sheet and scripts."""
    return {}


@register.inclusion_tag("components/map.html")
def results_map(*, card: str, label: str, cluster: str) -> dict[str, Any]:
    """A map of what `map_search` on the same page looks for.

    `card` is the address of one result's card, with 0 for its key; `label` names the map, and
    `cluster` says what `{number}` results close together are.
    """
    tiles = tile_server()
    config = {
        "base": reverse("basemap"),
        "card": card,
        "tiles": tiles
        and {"url": tiles.url, "attribution": tiles.attribution, "maxZoom": tiles.max_zoom},
        "texts": {
            "cluster": cluster,
            "close": _("Close"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
        },
    }
    return {"config": json.dumps(config, ensure_ascii=False), "label": label}


@register.inclusion_tag("components/map_search.html")
def map_search(filters: Any, *, points: str) -> dict[str, Any]:
    """What the map shows: `points` is the address of the GeoJSON that `filters` narrow.

    Stands among the results, so that it changes with them.
    """
    near = filters.answer.question.near if hasattr(filters.answer, "question") else None
    search = {
        "points": f"{points}?{filters.query}" if filters.query else points,
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
    return {"search": json.dumps(search, ensure_ascii=False)}
