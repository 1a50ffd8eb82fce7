"""A file of another site, fetched with care: the address was typed into a form.

Only https on its usual port, only public addresses, no redirects, up to a size and a time. The
connection goes to the very address that was looked at, so that a name that means something else a
moment later leads nowhere (DNS rebinding).
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST = 20  # seconds altogether
LONGEST_SILENCE = 8  # seconds without a byte
CHUNK = 65_536

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """Why a file was not fetched."""

    class Code(TextChoices):
        NOT_HTTPS = "not_https", _("The address has to begin with https:// and name no port.")
        NO_SUCH_NAME = "no_such_name", _("There is no site of that name.")
        NOT_PUBLIC = "not_public", _("The address leads into a network that is not public.")
        UNREACHABLE = "unreachable", _("The other site can't be reached.")
        BAD_CERTIFICATE = "bad_certificate", _("The other site has no valid certificate.")
        REDIRECT = (
            "redirect",
            _("The other site leads on to another address. Please enter that one."),
        )
        REFUSED = "refused", _("The other site answers with an error.")
        TOO_LARGE = "too_large", _("The file is larger than any that is meant.")
        TOO_SLOW = "too_slow", _("The other site takes too long.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet's, not of this machine or its networks."""
    if isinstance(address, ipaddress.IPv6Address):
        # Wrapped in IPv6, an address is what it wraps.
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo:
            inner = address.teredo[1]
        if inner is not None:
            return is_public(inner)
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64 (RFC 6052)


def fetch(
    url: str,
    *,
    most_bytes: int,
    may_reach: Callable[[Address], bool] = is_public,
    context: ssl.SSLContext | None = None,
    port: int = 443,
) -> bytes:
    """The file at `url`. Raises FetchError, whatever happens.

    Args:
        may_reach, context, port: others for tests only.
    """
    parts = urlsplit(url)
    host = parts.hostname
    try:
        usual = parts.port in (None, 443)
    except ValueError:
        usual = False
    if parts.scheme != "https" or not host or not usual or "@" in parts.netloc:
        raise FetchError(FetchError.Code.NOT_HTTPS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    until = time.monotonic() + LONGEST
    connection = _Pinned(
        host, _resolve(host, port, may_reach), port, context or ssl.create_default_context()
    )
    try:
        connection.request(
            "GET", path, headers={"Accept-Encoding": "identity", "User-Agent": "Ehrenamtsverbund"}
        )
        # An answer that nobody reads to its end keeps the connection open.
        with connection.getresponse() as response:
            if 300 <= response.status < 400:
                raise FetchError(FetchError.Code.REDIRECT)
            if response.status != 200:
                raise FetchError(FetchError.Code.REFUSED)
            return _read(response, most_bytes, until)
    except ssl.SSLCertVerificationError:
        raise FetchError(FetchError.Code.BAD_CERTIFICATE) from None
    except TimeoutError:
        raise FetchError(FetchError.Code.TOO_SLOW) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise FetchError(FetchError.Code.UNREACHABLE) from None
    finally:
        connection.close()


def _resolve(host: str, port: int, may_reach: Callable[[Address], bool]) -> str:
    """The first address of a name all of whose addresses may be reached."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(FetchError.Code.NO_SUCH_NAME) from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not may_reach(ipaddress.ip_address(address.partition("%")[0])):
            raise FetchError(FetchError.Code.NOT_PUBLIC)
    return addresses[0]


def _read(response: http.client.HTTPResponse, most_bytes: int, until: float) -> bytes:
    content = bytearray()
    while True:
        # One piece as it arrives: somebody who sends a byte a second is found out in time.
        piece = response.read1(CHUNK)
        if not piece:
            return bytes(content)
        content += piece
        if len(content) > most_bytes:
            raise FetchError(FetchError.Code.TOO_LARGE)
        if time.monotonic() > until:
            raise FetchError(FetchError.Code.TOO_SLOW)


class _Pinned(http.client.HTTPSConnection):
    """Connects to one address, and expects there the certificate of the name."""

    def __init__(self, host: str, address: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=LONGEST_SILENCE, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), LONGEST_SILENCE)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
