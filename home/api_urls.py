"""Addresses below `/api/v1/`."""

from django.urls import URLPattern, path, re_path

from core.api.serving import in_the_open
from home.api import api, state
from home.views.api import documentation, nothing_there, openapi

app_name = "api"

# Ninja's own root would only answer "not found".
_data = [
    pattern
    for pattern in api.urls[0]
    if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]

urlpatterns = [
    path("", documentation, name="documentation"),
    *(
        in_the_open(pattern, state=state)
        for pattern in [
            path("openapi.json", openapi, name="openapi"),
            *_data,
            # Whatever else, line breaks included, which `<path:…>` leaves out.
            re_path(r"(?P<rest>[\s\S]+)\Z", nothing_there, name="nothing"),
        ]
    ),
]
