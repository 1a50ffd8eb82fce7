"""Columns of an offer that follow from others: from the tree, from its dates, from its intake."""

from collections import Counter
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone

from opportunities.models.times import are_full
from organisations.models import OrganisationPage

if TYPE_CHECKING:
    from opportunities.models.pages import OpportunityPage

# Columns that follow from others and are written with every save.
DERIVED = (
    *("organisation", "open_until", "listed_at"),
    *("places_held", "dates_are_full", "is_paused", "closed_on"),
)
# Of these the ones that follow from what editors write.
FROM_CONTENT = {"open_until", "dates_are_full"}


def organisation_id_above(path: str) -> int | None:
    """The organisation whose page stands above the tree path."""
    return (
        OrganisationPage.objects.filter(path=path[: -OrganisationPage.steplen])
        .values_list("pk", flat=True)
        .first()
    )


def take_over_intake(page: "OpportunityPage") -> None:
    """Set what the page repeats of its intake; whoever takes a place meanwhile waits.

    A revision carries what was true when it was written, so it must not be believed.
    """
    intake = apps.get_model("opportunities", "Intake")
    # Made here, too: whoever takes the first place must find something to wait for.
    intake.objects.get_or_create(opportunity_id=page.pk)
    row = intake.objects.select_for_update().get(opportunity=page.pk)
    page.is_paused = bool(row.paused_at)
    page.closed_on = timezone.localdate(row.closed_at) if row.closed_at else None
    held = Counter(row.places.values_list("slot", flat=True))
    page.places_held = held[""]
    page.dates_are_full = are_full(page.dates.all(), held, today=timezone.localdate())
