"""Other offers for whom it did not work out."""

from typing import Final

from django.utils import timezone

from opportunities.applications.age import age_on
from opportunities.models import Application, OpportunityPage

MOST: Final = 3


def suggested_keys(application: Application) -> list[int]:
    """Primary keys of open offers like the one applied for; none if that one is gone."""
    offer = application.opportunity
    if offer is None:
        return []
    # Not where the person has asked already, whatever came of it.
    asked = Application.objects.filter(volunteer=application.volunteer_id).values("opportunity")
    others = OpportunityPage.objects.open().public().wanting_people()
    others = others.exclude(pk__in=asked.exclude(opportunity=None))
    if born_on := application.volunteer.born_on:
        others = others.exclude(minimum_age__gt=age_on(timezone.localdate(), born_on))
    return list(others.similar_to(offer).keys()[:MOST])


def suggested_offers(application: Application) -> list[OpportunityPage]:
    """The same as pages, the most similar first, for a mail."""
    keys = suggested_keys(application)
    pages = OpportunityPage.objects.select_related("organisation").in_bulk(keys)
    return [pages[key] for key in keys]
