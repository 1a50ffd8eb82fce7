"""Streets below the points, if the operator has a tile server for them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

_PLACEHOLDER = re.compile(r"\{(z|x|y)\}")


@dataclass(frozen=True, slots=True)
class TileServer:
    """Where pictures of streets come from, as Leaflet wants to know it."""

    url: str  # with {z}, {x} and {y}; {s} if it has several hosts
    attribution: str  # HTML
    max_zoom: int

    @property
    def origin(self) -> str:
        """What the policy has to let in (a CSP source); empty if it is the site itself."""
        address = urlsplit(self.url.replace("{s}", "*"))
        return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def tile_server() -> TileServer | None:
    """The operator's tile server; None, the default, draws the project's own shapes."""
    if not settings.MAP_TILE_URL:
        return None
    return TileServer(
        settings.MAP_TILE_URL, settings.MAP_TILE_ATTRIBUTION, settings.MAP_TILE_MAX_ZOOM
    )


def check_tile_server(**kwargs: object) -> list[CheckMessage]:
    """Half a setting would only show as a grey map."""
    server = tile_server()
    if server is None:
        return []
    errors: list[CheckMessage] = []
    if {match[1] for match in _PLACEHOLDER.finditer(server.url)} != {"z", "x", "y"}:
        errors.append(
            Error(
                "MAP_TILE_URL must contain {z}, {x} and {y}.",
                hint="For example https://tiles.example.org/{z}/{x}/{y}.png",
                id="core.E001",
            )
        )
    if not server.attribution:
        errors.append(
            Error("MAP_TILE_ATTRIBUTION must say whose map the tiles show.", id="core.E002")
        )
    return errors
