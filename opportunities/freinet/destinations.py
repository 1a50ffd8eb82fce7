"""Below which page an offer is filed: its town's, or one that collects what is from elsewhere."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from municipalities.models import CollectingPage, Municipality, MunicipalityPage
from municipalities.services import collecting_page
from opportunities.freinet.offers import Offer
from opportunities.freinet.options import ImportOptions
from opportunities.freinet.outcomes import Reason


@dataclass(frozen=True)
class Bucket:
    """A page below which organisations are filed; without a page it is yet to be made."""

    page_id: int | None
    municipality_id: int | None
    city: str  # for new organisations; "" if the offer's is to be taken


class Destinations:
    """Decides for every offer; makes the collecting page when it is first needed.

    A preview makes nothing: to it the missing page is a bucket that is still empty.
    """

    def __init__(self, options: ImportOptions, *, writes: bool) -> None:
        self.options = options
        self.writes = writes
        self.town_pages = {
            page.municipality_id: page
            for page in MunicipalityPage.objects.select_related("municipality")
        }
        self.collecting_page_ids = set(CollectingPage.objects.values_list("pk", flat=True))
        self._buckets = {
            page.pk: Bucket(page.pk, page.municipality_id, page.municipality.name)
            for page in self.town_pages.values()
        }
        self._collecting: Bucket | None = None

    @property
    def towns(self) -> list[Municipality]:
        return [page.municipality for page in self.town_pages.values()]

    def find(self, offer: Offer, *, filed_below: int | None = None) -> Bucket | Reason:
        """Where `offer` belongs, or why it is skipped.

        An offer that no longer or never said where stays with the town where it is filed.
        """
        if not offer.is_place_known and filed_below in self._buckets:
            return self._buckets[filed_below]
        town = offer.town or (None if offer.is_place_known else self.options.town)
        if town is None:
            if not self.options.collects_elsewhere:
                return Reason.ELSEWHERE
            return self._collecting_bucket()
        if self.options.only_town and town != self.options.town:
            return Reason.OTHER_TOWN
        page = self.town_pages.get(town.pk)
        if page is None:
            return Reason.ELSEWHERE
        return self._buckets[page.pk]

    def forget_collecting(self) -> None:
        """Look for the collecting page again: the transaction that made it was rolled back."""
        self._collecting = None

    def _collecting_bucket(self) -> Bucket:
        if self._collecting is None:
            below = self._page_above_collecting()
            page = CollectingPage.objects.child_of(below).first()
            if page is None and self.writes:
                page = collecting_page(below=below)
                self.collecting_page_ids.add(page.pk)
            town = self.options.town
            self._collecting = Bucket(page and page.pk, town and town.pk, "")
        return self._collecting

    def _page_above_collecting(self) -> Page:
        if self.options.town:
            return self.town_pages[self.options.town.pk]
        return Site.objects.get(is_default_site=True).root_page.specific
