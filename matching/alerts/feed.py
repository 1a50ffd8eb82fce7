"""What fits a profile, as an Atom feed at a secret address."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from matching.alerts.searches import in_one_sentence, suggested_to
from matching.models import SavedSearch
from opportunities.catalogue import catalogue
from opportunities.feeds.atom import OfferFeed
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage


class Suggested(Search):
    """What fits the answers of a saved search; its addresses say nothing of them."""

    def __init__(self, request: HttpRequest, saved: SavedSearch) -> None:
        super().__init__(request)
        self.saved = saved
        self.reasons: dict[int, str] = {}

    @property
    def query(self) -> str:
        return ""

    @cached_property
    def title(self) -> str:
        return _("Suggestions for you – {association}").format(association=self.association)

    def newest(self, most: int) -> list[int]:
        """What fits best, each with its reason."""
        found = suggested_to(self.saved, catalogue(), today=timezone.localdate()).first(most)
        self.reasons = {one.key: in_one_sentence(one) for one in found}
        return list(self.reasons)


class SuggestionsFeed(OfferFeed):
    """Like any search's feed, the best first, and each offer says why it is there."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Suggested:
        return Suggested(request, kwargs["search"])

    def subtitle(self, search: Search) -> str:
        return _("What fits what you told us, the best first.")

    def feed_guid(self, search: Any) -> str:
        root = search.index.translation_key if search.index else NAMESPACE_URL
        return uuid5(root, f"suggestions {search.saved.pk}").urn

    def items(self, search: Any) -> Iterable[OpportunityPage]:
        found = list(super().items(search))
        for page in found:
            page.reason = search.reasons[page.pk]
        return found

    def item_description(self, page: OpportunityPage) -> str:
        reason = f"{format_html('<p>{}</p>', page.reason)}" if page.reason else ""
        return f"{super().item_description(page)}{reason}"
