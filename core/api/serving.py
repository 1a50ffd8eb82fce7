"""How every address of the API answers: for anybody, cacheable, and read only."""

import hashlib
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt

from core import content_version
from core.api.problems import ProblemCode, problem

METHODS = "GET, HEAD, OPTIONS"
MAX_AGE = 60  # seconds during which nobody need ask again
A_DAY = 24 * 3600  # seconds

View = Callable[..., HttpResponseBase]
State = Callable[[], Hashable]


def in_the_open(pattern: URLPattern, *, state: State) -> URLPattern:
    """The same address, readable from any web page (CORS), with ETag, HEAD and compression.

    `state` gives what else the answers depend on besides public content, the day and the address.
    """
    view = open_view(pattern.callback, state=state)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def open_view(view: View, *, state: State) -> View:
    # Public data without secrets: nothing can be guessed from how well it compresses.
    gzip = GZipMiddleware(lambda request: HttpResponse())

    @wraps(view)
    @csrf_exempt
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return for_everybody(_preflight())
        if request.method not in ("GET", "HEAD"):
            refused = problem(ProblemCode.METHOD_NOT_ALLOWED)
            refused.headers["Allow"] = METHODS
            return for_everybody(refused)
        # Before anything is read: an answer may be newer than its tag, never older.
        tag = _entity_tag(request, state())
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            return for_everybody(_cacheable(HttpResponse(status=304), tag))
        is_head, request.method = request.method == "HEAD", "GET"
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response = gzip.process_response(request, _cacheable(response, tag))
        if is_head:
            response = _without_content(response)
        return for_everybody(response)

    return answer


def _entity_tag(request: HttpRequest, state: Hashable) -> str:
    """A weak validator (RFC 9110, 8.8.1), known before the answer is made.

    The day belongs to it because offers end at midnight without anybody publishing.
    """
    known = (content_version.current(), localdate(), request.get_full_path(), state)
    digest = hashlib.blake2b(repr(known).encode(errors="replace"), digest_size=12).hexdigest()
    return f'W/"{digest}"'


def _cacheable(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def for_everybody(response: HttpResponseBase) -> HttpResponseBase:
    """Any web page may read it (CORS)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": str(A_DAY),
        },
    )


def _without_content(response: HttpResponseBase) -> HttpResponseBase:
    """Only status and headers, as they would be; a stream ends before it began."""
    headers = dict(response.headers)
    if response.streaming:
        return StreamingHttpResponse((), status=response.status_code, headers=headers)
    headers["Content-Length"] = str(len(cast(HttpResponse, response).content))
    return HttpResponse(status=response.status_code, headers=headers)
