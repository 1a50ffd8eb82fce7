"""schema.org descriptions of our pages, as JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

# What could end the script element or begin a comment in it, as `json_script` does it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def breadcrumb_list(trail: Sequence[Page], request: HttpRequest) -> list[dict[str, Any]]:
    """The way from the start page, as `BreadcrumbList`; empty on the start page itself."""
    if not trail:
        return []
    return [
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": page.title,
                    "item": page.get_full_url(request),
                }
                for position, page in enumerate(trail, start=1)
            ],
        }
    ]


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without what is not known: schema.org has no use for empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def as_json_ld(data: dict[str, Any]) -> SafeString:
    """`data` as the safe content of a `<script type="application/ld+json">`."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, default=str)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 - escaped just above
