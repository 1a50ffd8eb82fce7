"""JSON-LD as an answer of its own."""

import json
from typing import Any

from django.http import HttpResponse

JSON_LD_TYPE = "application/ld+json"


def linked_data(document: dict[str, Any]) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False)
    return HttpResponse(text, content_type=f"{JSON_LD_TYPE}; charset=utf-8")
