"""How often something may be asked, without keeping by whom."""

import ipaddress
import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle


def is_within(kind: str, who: str, limit: tuple[int, int], *, times: int = 1) -> bool:
    """Count so many more `kind` of `who`; whether that is still within (times, seconds).

    The cache holds a count under a keyed hash of who and time span: nobody can read an address
    from it, nor tell that two spans belong to the same. With one process's memory as cache each
    process counts for itself.
    """
    most, seconds = limit
    span = int(time.time() // seconds)
    key = f"limit:{salted_hmac('core.limits', f'{kind}:{span}:{who}').hexdigest()}"
    try:
        return int(cache.incr(key, times)) <= most
    except ValueError:  # the first in this span
        if cache.add(key, times, timeout=seconds):
            return times <= most
    try:
        return int(cache.incr(key, times)) <= most
    except ValueError:  # dropped by the cache meanwhile
        return True


def client_of(request: HttpRequest) -> str:
    """The client's address; of IPv6 the /64, which one household has to itself."""
    text = BaseThrottle().get_ident(request) or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return text
