"""Large public files that are made once, kept compressed and sent as they are.

The page cache keeps what a browser sees; a file of ten thousand points would be kept and
compressed for every visitor anew. No secret stands in these files, so compressing them tells
nobody anything (BREACH).
"""

import gzip
import hashlib
from functools import cached_property

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

GEOJSON = "application/geo+json"  # RFC 7946, 12
GZIP_LEVEL = 6
BROTLI_QUALITY = 5  # above, each step costs much more time than it saves bytes


class CompressedFile:
    """A file in the forms in which browsers take it."""

    def __init__(self, content: bytes, content_type: str) -> None:
        self.content_type = content_type
        self.digest = hashlib.blake2b(content, digest_size=12).hexdigest()
        self.size = len(content)
        # Kept in its largest compressed form; the others are made from it when first asked for.
        self.gzip = gzip.compress(content, GZIP_LEVEL, mtime=0)

    @cached_property
    def brotli(self) -> bytes:
        return brotli.compress(self.plain(), quality=BROTLI_QUALITY)

    def plain(self) -> bytes:
        return gzip.decompress(self.gzip)


def send(file: CompressedFile, request: HttpRequest) -> HttpResponse:
    """`file` as the browser wants it, or only the news that it has it already."""
    encoding = _best_encoding(request.headers.get("Accept-Encoding", ""))
    # Each form is a file of its own (RFC 9110, 8.8.3.3).
    etag = f'"{file.digest}-{encoding}"' if encoding else f'"{file.digest}"'
    response: HttpResponse
    if _knows(request, etag):
        response = HttpResponseNotModified()
    else:
        content = {"br": lambda: file.brotli, "gzip": lambda: file.gzip}.get(encoding, file.plain)()
        response = HttpResponse(content, content_type=file.content_type)
        if encoding:
            response.headers["Content-Encoding"] = encoding
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"  # may be kept, must be asked about
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _knows(request: HttpRequest, etag: str) -> bool:
    # A proxy may weaken what it passes on; the same bytes are the same either way.
    given = {
        one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))
    }
    return etag in given or "*" in given


def _best_encoding(accepted: str) -> str:
    """`br`, `gzip` or nothing, from an Accept-Encoding header (RFC 9110, 12.5.3)."""
    wanted = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        wanted[name.strip()] = parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00")
    for encoding in ("br", "gzip"):
        if wanted.get(encoding, wanted.get("*", False)):
            return encoding
    return ""
