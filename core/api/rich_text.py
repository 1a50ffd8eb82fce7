"""Rich text for readers elsewhere: its links lead here by their whole address."""

import re
from collections.abc import Callable, Iterable

from django.http import HttpRequest
from django.utils.html import escape
from wagtail.models import Page

from core.addresses import HasPath

# As Wagtail keeps links to pages: by primary key.
_TO_PAGE = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"[^>]*>')
_TO_OTHER = re.compile(r"<a\b[^>]*\blinktype=[^>]*>")
_TO_HERE = re.compile(r'(<a\b[^>]*\bhref=")(/[^/"][^"]*|/)"')


def outside_links(
    texts: Iterable[str], request: HttpRequest, address_of: Callable[[HasPath], str]
) -> Callable[[str], str]:
    """A function that makes links of these texts whole, with one query for all of them.

    A link to a page that is not public loses its target and keeps its words.
    """
    linked = {int(key) for text in texts for key in _TO_PAGE.findall(text)}
    pages = Page.objects.filter(pk__in=linked).live().public().only("pk", "url_path")
    addresses = {page.pk: address_of(page) for page in pages} if linked else {}

    def to_page(match: re.Match[str]) -> str:
        address = addresses.get(int(match[1]))
        return f'<a href="{escape(address)}">' if address else "<a>"

    def to_here(match: re.Match[str]) -> str:
        return f'{match[1]}{escape(request.build_absolute_uri(match[2]))}"'

    def rewrite(html: str) -> str:
        if "<a" not in html:
            return html
        return _TO_HERE.sub(to_here, _TO_OTHER.sub("<a>", _TO_PAGE.sub(to_page, html)))

    return rewrite
