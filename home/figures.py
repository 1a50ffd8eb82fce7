from typing import NamedTuple

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from municipalities.models import Municipality
from opportunities.models import OpportunityPage
from organisations.models import OrganisationPage


class Figure(NamedTuple):
    number: int
    label: str


def association_figures() -> list[Figure]:
    """What the association can count of itself today."""
    opportunities = OpportunityPage.objects.open().public()
    missing = (
        opportunities.wanting_people()
        .filter(places_wanted__isnull=False)
        .aggregate(number=Sum(F("places_wanted") - F("places_taken") - F("places_held")))["number"]
    )
    return [
        Figure(opportunities.count(), _("open opportunities")),
        Figure(missing or 0, _("people wanted")),
        Figure(OrganisationPage.objects.live().public().count(), _("organisations")),
        Figure(Municipality.objects.count(), _("towns")),
    ]
