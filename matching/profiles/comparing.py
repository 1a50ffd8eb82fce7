"""A few offers side by side: the same facts of each in one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from core.addresses import address_book
from matching.profiles.suggested import Suggested, Told, told
from opportunities.catalogue import Catalogue
from opportunities.details import OpportunityDetails, opportunity_details
from opportunities.found_cards import distance_in_words
from opportunities.models import OpportunityPage

MOST_COMPARED = 3
TOLD_OF = (
    *("slots", "dates", "engagement_fields", "target_groups"),
    *("activities", "requirements", "languages"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One column."""

    key: int
    title: str
    url: str
    organisation: str
    summary: str
    details: OpportunityDetails
    distance: str
    fit: Told | None  # None: it does not fit the answers, or there are none
    time_note: str


def compared(
    keys: Sequence[int], request: HttpRequest, found: Suggested, catalogue: Catalogue
) -> list[Compared]:
    """The offers with these keys that are open and public, in their order."""
    pages = (
        OpportunityPage.objects.open()
        .public()
        .filter(pk__in=keys)
        .select_related("organisation", "municipality")
        .prefetch_related(*TOLD_OF)
    )
    by_key = {page.pk: page for page in pages}
    address_of = address_book(request)
    near = found.taught.profile.near
    around = catalogue.around(near) if near else None
    columns = []
    for key in keys:
        if (page := by_key.get(key)) is None:
            continue
        row = catalogue.row_of(key)
        km = around.km(row) if around and row is not None else None
        suggestion = found.all.of(key)
        columns.append(
            Compared(
                key=key,
                title=page.title,
                url=address_of(page),
                organisation=page.organisation.title if page.organisation else "",
                summary=page.summary,
                details=opportunity_details(page, page.state(), today=timezone.localdate()),
                distance="" if km is None else distance_in_words(km),
                fit=told(suggestion) if suggestion else None,
                time_note=page.time_note,
            )
        )
    return columns
