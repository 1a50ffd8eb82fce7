"""oEmbed (https://oembed.com): the address of an offer in, a frame with its card out."""

from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import pictures
from core.context_processors import association_settings
from core.restrictions import is_restricted
from opportunities.embedding.snippets import frame_html
from opportunities.models import OpportunityPage

WIDTH, HEIGHT = 480, 300  # pixels, unless less is asked for
FORMATS = ("json", "xml")
LONGEST_ADDRESS = 2_000  # characters
THUMBNAIL = "fill-320x180|format-jpeg|jpegquality-80"
CACHE_AGE = 3600  # seconds, for whoever embeds


class OEmbedError(Exception):
    """What can't be embedded; `code` says why, `status` is what oEmbed asks for."""

    class Code(models.TextChoices):
        NOT_FOUND = "not_found", _("There is no such opportunity.")
        PRIVATE = "private", _("This opportunity is not for everybody.")
        FORMAT = "format", _("Only json and xml are offered.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code

    @property
    def status(self) -> int:
        return {self.Code.NOT_FOUND: 404, self.Code.PRIVATE: 401, self.Code.FORMAT: 501}[self.code]


def answer(request: HttpRequest) -> HttpResponse:
    """The response to an oEmbed request; raises `OEmbedError`."""
    format_ = request.GET.get("format") or "json"
    if format_ not in FORMATS:
        raise OEmbedError(OEmbedError.Code.FORMAT)
    data = describe(find_offer(request.GET.get("url", ""), request), request)
    if format_ == "json":
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    return HttpResponse(_as_xml(data), content_type="text/xml; charset=utf-8")


def find_offer(address: str, request: HttpRequest) -> OpportunityPage:
    """The public offer at a full address of this site; raises `OEmbedError`."""
    not_found = OEmbedError(OEmbedError.Code.NOT_FOUND)
    site = Site.find_for_request(request)
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS])
    except ValueError:
        raise not_found from None
    path = unquote(parts.path)
    if site is None or parts.scheme not in ("http", "https") or "\0" in path:
        raise not_found
    if parts.netloc.lower() != request.get_host().lower():
        raise not_found
    path = site.root_page.url_path + path.strip("/") + "/"
    page = (
        OpportunityPage.objects.live()
        .filter(url_path=path)
        .select_related("organisation", "image")
        .first()
    )
    if page is None:
        raise not_found
    if is_restricted(page):
        raise OEmbedError(OEmbedError.Code.PRIVATE)
    return page


def describe(page: OpportunityPage, request: HttpRequest) -> dict[str, Any]:
    """The answer's fields; `maxwidth` and `maxheight` of the request bound the frame."""
    width = _at_most(request.GET.get("maxwidth", ""), WIDTH)
    height = _at_most(request.GET.get("maxheight", ""), HEIGHT)
    frame = request.build_absolute_uri(reverse("opportunities:embedded_offer", args=[page.pk]))
    data: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        "provider_name": association_settings(request).name,
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": CACHE_AGE,
        "html": frame_html(frame, page.title, width=str(width), height=height),
        "width": width,
        "height": height,
    }
    if page.organisation:
        data["author_name"] = page.organisation.title
        data["author_url"] = page.organisation.get_full_url(request)
    picture = pictures.rendition(page.image, THUMBNAIL)
    if picture and picture.width <= width and picture.height <= height:
        # A thumbnail, too, must keep to what was asked for.
        data["thumbnail_url"] = request.build_absolute_uri(picture.url)
        data["thumbnail_width"] = picture.width
        data["thumbnail_height"] = picture.height
    return data


def _as_xml(data: dict[str, Any]) -> bytes:
    root = Element("oembed")
    for name, value in data.items():
        SubElement(root, name).text = str(value)
    return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + tostring(
        root, encoding="utf-8"
    )


def _at_most(text: str, usual: int) -> int:
    """`usual`, or less if that is asked for; anything that is no sensible number asks nothing."""
    if text.isascii() and text.isdigit() and 0 < len(text) < 7:
        return min(int(text), usual) or usual
    return usual
