import hashlib

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from core import content_version
from core.addresses import address_book
from opportunities.catalogue import catalogue
from opportunities.feeds.searches import Search
from opportunities.freinet.exporting import CONTENT_TYPE, export_offers, list_id


def _etag(request: HttpRequest) -> str:
    """Changes with the data, the choice and, because offers end at midnight, with the day."""
    parts = (
        content_version.current(),
        catalogue().number,
        timezone.localdate(),
        Search(request).url_of(request.path),
    )
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
    return f'"{digest}"'


@require_safe
@condition(etag_func=_etag)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """A search in Freinet's form, as open data: `/angebote/freinet.xml`."""
    search = Search(request)
    address_of = address_book(request)
    pieces = export_offers(
        sorted(search.filters.answer.keys()),
        agency=list_id(request.get_host(), search.query),
        address_of=lambda page: search.absolute(address_of(page)),
    )
    response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="angebote.xml"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
