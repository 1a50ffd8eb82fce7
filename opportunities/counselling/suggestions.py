"""Offers that a desk may suggest, found by what somebody has written."""

from django.http import QueryDict

from opportunities.filters import OpportunityFilterSet
from opportunities.models import Interest

MOST = 10


def fitting_offers(interest: Interest) -> list[int]:
    """Primary keys of open offers of the town, those that fit the wishes best first.

    Where the wishes find few, the town's newest offers follow.
    """
    keys = [*_search(interest, words=interest.wishes), *_search(interest, words="")]
    return list(dict.fromkeys(keys))[:MOST]


def _search(interest: Interest, *, words: str) -> list[int]:
    address = QueryDict(mutable=True)
    address.update({"q": words, "ort": interest.municipality.slug})
    return OpportunityFilterSet(address).answer.keys(0, MOST)
