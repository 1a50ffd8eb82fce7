"""Whole pages for anonymous visitors, kept until something public changes.

Django's own cache middleware sits behind sessions and varies by cookie; here a visitor
without a session costs one look into the cache. A response is kept only if the view said so
(`cache_for_anonymous`), sets no cookie and is a plain 200.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate

from core import content_version

LONGEST_ADDRESS = 500  # characters; nobody may fill the cache with longer ones

# What cached pages are made of besides what `content_version` counts; apps above add to it.
_editions: list[Callable[[], str]] = []

Response = TypeVar("Response", bound=HttpResponse)


class KeptPage(NamedTuple):
    content: bytes
    headers: dict[str, str]


def depends_on(edition: Callable[[], str]) -> None:
    """Let all cached pages be made anew when what `edition` returns changes."""
    _editions.append(edition)


def cache_for_anonymous(response: Response) -> Response:
    """Mark a response that is the same for everybody who is not signed in."""
    response.for_anonymous = True  # type: ignore[attr-defined]  # read by the middleware only
    return response


class PageCacheMiddleware:
    """Answers from the cache before anything else is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.cache = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_anonymous_read(request):
            return self.get_response(request)
        key = self._key(request)
        kept = self.cache.get(key)
        if kept is None:
            response = self.get_response(request)
            if not self._may_keep(response):
                return response
            kept = self._keep(key, response)
        if self._is_known(request, kept):
            return HttpResponseNotModified(headers=kept.headers)
        return HttpResponse(kept.content, headers=kept.headers)

    @staticmethod
    def _is_known(request: HttpRequest, kept: KeptPage) -> bool:
        """Whether the client has exactly this already (RFC 9110, 13.1)."""
        if etag := request.META.get("HTTP_IF_NONE_MATCH"):
            return bool(etag == kept.headers["ETag"])
        since = request.META.get("HTTP_IF_MODIFIED_SINCE")
        return bool(since) and since == kept.headers.get("Last-Modified")

    @staticmethod
    def _is_anonymous_read(request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and CookieStorage.cookie_name not in request.COOKIES
            and len(request.META.get("QUERY_STRING", "")) + len(request.path) <= LONGEST_ADDRESS
        )

    @staticmethod
    def _key(request: HttpRequest) -> str:
        # The day is part of the key because offers end at midnight without anybody publishing.
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        digest = hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
        editions = ":".join(edition() for edition in _editions)
        return f"{content_version.current()}:{editions}:{localdate():%Y%m%d}:{digest}"

    @staticmethod
    def _may_keep(response: HttpResponse) -> bool:
        return (
            getattr(response, "for_anonymous", False)
            and response.status_code == 200
            and not response.streaming
            and not response.cookies
        )

    def _keep(self, key: str, response: HttpResponse) -> KeptPage:
        patch_vary_headers(response, ["Cookie"])
        response.headers["Cache-Control"] = "private, no-cache"
        digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
        response.headers["ETag"] = f'"{digest}"'
        kept = KeptPage(response.content, dict(response.headers))
        self.cache.set(key, kept, settings.PAGE_CACHE_SECONDS)
        return kept
