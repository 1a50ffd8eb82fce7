"""Saved searches read again: their filters, in words, and what of the new offers fits them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from core.filters import ForgivingFilterSet
from matching.alerts.noticing import offers_between
from matching.engine import Suggestion, Suggestions, missing_in_words, sentence, suggest
from matching.enums import SearchKind
from matching.models import SavedSearch
from matching.profiles.own import taught_profile
from matching.profiles.parameters import ProfileParameters
from opportunities.catalogue import Catalogue, catalogue
from opportunities.catalogue.reading import visible
from opportunities.filters import OpportunityFilterSet

FILTERS: dict[str, type[ForgivingFilterSet]] = {
    SearchKind.SEARCH: OpportunityFilterSet,
    SearchKind.PROFILE: ProfileParameters,
}


@dataclass(frozen=True)
class Hits:
    """The new offers that fit a search, best first."""

    keys: list[int]
    suggestions: Suggestions | None = None

    def reason(self, key: int) -> str:
        """Why an offer fits, where the search itself does not say it."""
        found = self.suggestions.of(key) if self.suggestions else None
        return in_one_sentence(found) if found else ""


def filters_for(kind: str, query: str) -> ForgivingFilterSet:
    """The filters of a query string, as the list or the finder read them."""
    return FILTERS[kind](QueryDict(query))


def filters_of(search: SavedSearch) -> ForgivingFilterSet:
    """What a saved search asks for now."""
    return filters_for(search.kind, search.current_query)


def can_be_followed(search: SavedSearch) -> bool:
    """Whether every filter is still there.

    Without one (a field of engagement that was taken off the list, a town that left), a search
    would find what nobody asked for.
    """
    return filters_of(search).query == search.current_query


def suggested_to(search: SavedSearch, snapshot: Catalogue, *, today: dt.date) -> Suggestions:
    """What fits the answers; of an account's own profile also what it has been taught."""
    without: frozenset[int] = frozenset()
    if search.profile:
        known = taught_profile(search.profile, snapshot)
        profile, without = known.profile, known.without
    else:
        profile = ProfileParameters(QueryDict(search.query)).profile
    return suggest(snapshot, profile, day=today, person=f"alert {search.pk}", without=without)


def in_one_sentence(suggestion: Suggestion) -> str:
    """Why it fits, and what is missing: "passt, weil: samstags; Führungszeugnis nötig"."""
    return "; ".join(
        filter(None, [sentence(suggestion.reasons), *missing_in_words(suggestion.missing)])
    )


class NewOffers:
    """What is new up to one number, on one catalogue."""

    def __init__(self, newest: int, *, today: dt.date) -> None:
        self.newest = newest
        self.today = today
        self._since: dict[int, frozenset[int]] = {}

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue()

    def since(self, number: int) -> frozenset[int]:
        """The keys of the offers noticed after `number`."""
        if number not in self._since:
            self._since[number] = offers_between(number, self.newest)
        return self._since[number]

    def are_known(self, number: int) -> bool:
        """Whether the catalogue has taken over all that was noticed after `number`.

        It may be a second behind, and longer after an import; what it does not have yet must not
        be passed over.
        """
        unknown = [key for key in self.since(number) if self.catalogue.row_of(key) is None]
        return not (unknown and visible(self.today).filter(pk__in=unknown[:900]).exists())

    def hits(self, search: SavedSearch, *, without: Collection[int] = ()) -> Hits:
        """The new offers that fit the search and still need people, best first."""
        fresh = {
            key for key in self.since(search.number) if key not in without and self._is_free(key)
        }
        if not fresh or not can_be_followed(search):
            return Hits([])
        # The whole catalogue is asked, as pages ask it: what fits depends on what else there is.
        if search.kind == SearchKind.SEARCH:
            found = OpportunityFilterSet(QueryDict(search.query)).answer.keys()
            return Hits([key for key in found if key in fresh])
        suggestions = suggested_to(search, self.catalogue, today=self.today)
        found = suggestions.keys(suggestions.count)
        return Hits([key for key in found if key in fresh], suggestions)

    def _is_free(self, key: int) -> bool:
        row = self.catalogue.row_of(key)
        return row is not None and bool(self.catalogue.columns.missing[row] >= 0)
