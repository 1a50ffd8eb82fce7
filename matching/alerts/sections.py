"""What the list of opportunities and the suggestions show of it."""

from django.http import HttpRequest

from core.sections import Section
from matching.profiles.parameters import ProfileParameters
from opportunities.filters import OpportunityFilterSet


def of_search(filters: OpportunityFilterSet, request: HttpRequest) -> Section:
    """The way to be told of what is new in a search, above all where it found nothing."""
    return Section(
        template="matching/alerts/offer.html",
        context={"query": filters.query},
        order=100,
    )


def of_suggestions(parameters: ProfileParameters, request: HttpRequest) -> Section | None:
    """The same for what suits somebody, once they have answered something."""
    if not parameters.is_narrowed:
        return None
    return Section(
        template="matching/alerts/offer.html",
        context={"query": parameters.query, "is_profile": True},
        order=100,
    )
