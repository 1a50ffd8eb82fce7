"""Any search as an Atom feed (RFC 4287): the newest first, each known by its page's UUID."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.addresses import address_book
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage
from opportunities.placewords import place_in_words
from opportunities.timewords import time_in_words, times_of

MOST = 50  # entries

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class OfferAtom(Atom1Feed):
    """Says nothing of the present moment: the same offers make the same bytes."""

    def latest_post_date(self) -> dt.datetime:
        if self.items:
            return super().latest_post_date()
        changed_at: dt.datetime = self.feed["changed_at"]
        return changed_at


class OfferFeed(Feed):
    feed_type = OfferAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Search:
        return Search(request)

    def title(self, search: Search) -> str:
        return search.title

    def subtitle(self, search: Search) -> str:
        return _("What volunteers can do, the newest first.")

    def link(self, search: Search) -> str:
        return search.list_url

    def feed_url(self, search: Search) -> str:
        return search.url_of(search.request.path)

    def feed_guid(self, search: Search) -> str:
        root = search.index.translation_key if search.index else NAMESPACE_URL
        return uuid5(root, search.query).urn

    def feed_extra_kwargs(self, search: Search) -> dict[str, Any]:
        index = search.index
        return {"changed_at": (index and index.last_published_at) or timezone.now()}

    def author_name(self, search: Search) -> str:
        return search.association

    def items(self, search: Search) -> Iterable[OpportunityPage]:
        keys = search.newest(MOST)
        pages = (
            OpportunityPage.objects.open()
            .public()
            .select_related("organisation", "municipality")
            .prefetch_related("slots", "dates", "engagement_fields")
            .in_bulk(keys)
        )
        address_of = address_book(search.request)
        found = [pages[key] for key in keys if key in pages]
        for page in found:
            page.address = search.absolute(address_of(page))
        return found

    def item_title(self, page: OpportunityPage) -> str:
        return _clean(page.title)

    def item_link(self, page: OpportunityPage) -> str:
        address: str = page.address
        return address

    def item_guid(self, page: OpportunityPage) -> str:
        key: UUID = page.translation_key
        return key.urn

    def item_description(self, page: OpportunityPage) -> str:
        """HTML, as the element's type says."""
        times = times_of(page, page.slots.all(), page.dates.all())
        facts = (
            place_in_words(
                page.whereabouts, page.public_place, page.municipality and page.municipality.name
            ),
            capfirst(time_in_words(times, today=timezone.localdate())),
        )
        lines = (page.summary, " · ".join(filter(None, facts)))
        return _clean(format_html_join("", "<p>{}</p>", ((line,) for line in lines if line)))

    def item_author_name(self, page: OpportunityPage) -> str | None:
        return _clean(page.organisation.title) if page.organisation else None

    def item_pubdate(self, page: OpportunityPage) -> dt.datetime | None:
        published_at: dt.datetime | None = page.first_published_at
        return published_at

    def item_updateddate(self, page: OpportunityPage) -> dt.datetime | None:
        changed_at: dt.datetime | None = page.last_published_at
        return changed_at

    def item_categories(self, page: OpportunityPage) -> list[str]:
        return [_clean(field.label) for field in page.engagement_fields.all()]


def _clean(text: str) -> str:
    """Without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)
