"""Cards of lists as HTML, kept until public content changes.

A card is the dearest part of a list: reading a page with all that hangs on it and putting it into
words costs far more than finding out which twenty come next. So lists pass primary keys, and only
cards that this process does not have yet are read and rendered. What differs from search to search
(marked words, a distance) goes into gaps of the kept card (`core.slots`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import unescape
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page, Site

from core import content_version
from core.content_version import KeptMap
from core.german import mark
from core.slots import Slotted

P = TypeVar("P", bound=Page)
CARDS_KEPT = 4_000  # of 1 to 2 KB each

Key = tuple[int, int, int | None, date, str | None]


def marked(card: Slotted, names: Iterable[str], words: str) -> dict[str, SafeString]:
    """The texts of a card with `words` marked, as far as these gaps have them."""
    found = {}
    for name in names if words else ():
        html = mark(unescape(card.ordinarily(name)), words)
        if "<mark>" in html:
            found[name] = html
    return found


class CardShelf(Generic[P]):
    """The cards of one kind of page."""

    def __init__(
        self,
        *,
        template: str,
        read: Callable[[Sequence[int]], Iterable[P]],
        describe: Callable[[Sequence[P], HttpRequest | None], Sequence[Any]],
    ) -> None:
        """
        `read` gets the pages with these keys in a fixed number of queries, `describe` puts each
        into words, `template` makes one such description (`card`) HTML, its title a heading of
        `level`.
        """
        self._template = template
        self._read = read
        self._describe = describe
        self._kept: KeptMap[Key, Slotted] = KeptMap(size=CARDS_KEPT)

    def html(
        self, keys: Iterable[int], request: HttpRequest | None, *, level: int
    ) -> list[SafeString]:
        """The cards of the pages with these primary keys, in their order; unknown ones left out."""
        return [card.plain for _key, card in self.cards(keys, request, level=level)]

    def cards(
        self, keys: Iterable[int], request: HttpRequest | None, *, level: int
    ) -> list[tuple[int, Slotted]]:
        """The same with their gaps, each beside its primary key."""
        wanted = list(keys)
        version = content_version.current()
        site = Site.find_for_request(request)
        # Offers end at midnight without anybody publishing, so the day belongs to the key.
        variant = (level, site.pk if site else None, timezone.localdate(), get_language())
        cards = {key: self._kept.get((key, *variant)) for key in wanted}
        if missing := [key for key, card in cards.items() if card is None]:
            template = get_template(self._template)
            pages = list(self._read(missing))
            for page, card in zip(pages, self._describe(pages, request), strict=True):
                slotted = Slotted(template.render({"card": card, "level": level}))
                cards[page.pk] = slotted
                self._kept.put((page.pk, *variant), slotted, version=version)
        return [(key, card) for key in wanted if (card := cards[key])]
