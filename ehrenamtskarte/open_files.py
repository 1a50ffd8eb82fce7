"""What verifiers anywhere fetch: readable from any web page, with ETag, for a short while."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from core.api.serving import for_everybody

MAX_AGE = 300  # seconds: so long a stolen card or key may go on after it was reported


def open_file(request: HttpRequest, content: bytes, *, content_type: str) -> HttpResponseBase:
    """`content`, or 304 for whoever has it already."""
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={MAX_AGE}"}
    whole = HttpResponse(content, content_type=content_type, headers=headers)
    return for_everybody(get_conditional_response(request, etag=etag, response=whole) or whole)
