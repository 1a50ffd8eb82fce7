"""What the list of opportunities shows of it."""

from django.http import HttpRequest

from core.sections import Section
from opportunities.filters import OpportunityFilterSet


def of_search(filters: OpportunityFilterSet, request: HttpRequest) -> Section:
    """The way to be told of what is new in a search, above all where it found nothing."""
    return Section(
        template="matching/alerts/offer.html",
        context={"query": filters.query, "found": filters.answer.count},
        order=100,
    )
