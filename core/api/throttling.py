"""A limit on how often one client may ask, without keeping who it was."""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle


class ClientThrottle(BaseThrottle):
    """So many requests in so many seconds from one address, as `settings.API_LIMITS[kind]` says.

    The cache holds a count under a keyed hash of address and time span: nobody can read an
    address from it, nor tell that two spans belong to the same client. With one process's memory
    as cache each process counts for itself.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def limit(self) -> tuple[int, int]:
        """(requests, seconds)"""
        return settings.API_LIMITS[self.kind]

    def allow_request(self, request: HttpRequest) -> bool:
        most, seconds = self.limit
        span = int(time.time() // seconds)
        client = salted_hmac(
            "core.api.throttling", f"{self.kind}:{span}:{self._network(request)}"
        ).hexdigest()
        key = f"api-limit:{client}"
        cache.add(key, 0, timeout=seconds)
        try:
            return int(cache.incr(key)) <= most
        except ValueError:  # dropped by the cache meanwhile
            return True

    def wait(self) -> float:
        """Seconds until the next time span begins."""
        _, seconds = self.limit
        return seconds - time.time() % seconds

    def _network(self, request: HttpRequest) -> str:
        """The client's address; of IPv6 the /64, which one household has to itself."""
        text = self.get_ident(request) or ""
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return text
        if address.version == 6:
            return str(ipaddress.ip_network((address, 64), strict=False))
        return text
