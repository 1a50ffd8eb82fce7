"""Offers in Wagtail's own search, which serves the admin only.

Wagtail's database search looks through its whole index at every save. So offers are not put in
one by one (`OpportunityPage.search_auto_update`) but a minute's changes at once.
"""

from core.bulk_pages import index_texts
from opportunities.catalogue import changes
from opportunities.models import OfferChange, OpportunityPage

AT_ONCE = 200


def index_changed_offers(*, after: int) -> int:
    """Index what has changed after the change with this number; the last one's number.

    Start with 0: then all changes that are still known are taken, those of a day.
    """
    last = changes.look().number
    changed = OfferChange.objects.filter(number__gt=after, number__lte=last)
    keys = sorted({key for key in changed.values_list("offer_id", flat=True) if key is not None})
    for start in range(0, len(keys), AT_ONCE):
        offers = OpportunityPage.objects.filter(pk__in=keys[start : start + AT_ONCE])
        index_texts(OpportunityPage, list(offers))
    return last
