"""A limit on how often one client may ask of the API."""

import time

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from core.limits import client_of, is_within


class ClientThrottle(BaseThrottle):
    """So many requests in so many seconds from one client, as `settings.API_LIMITS[kind]` says."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def limit(self) -> tuple[int, int]:
        """(requests, seconds)"""
        return settings.API_LIMITS[self.kind]

    def allow_request(self, request: HttpRequest) -> bool:
        return is_within(f"api:{self.kind}", client_of(request), self.limit)

    def wait(self) -> float:
        """Seconds until the next time span begins."""
        _, seconds = self.limit
        return seconds - time.time() % seconds
