from opportunities.models.changes import OfferChange, OfferChangeCounter
from opportunities.models.imports import FreinetOffer, FreinetOrganisation, ImportRun
from opportunities.models.index import OpportunityIndexPage
from opportunities.models.pages import OpportunityPage
from opportunities.models.times import OpportunityDate, WeeklySlot

__all__ = [
    "FreinetOffer",
    "FreinetOrganisation",
    "ImportRun",
    "OfferChange",
    "OfferChangeCounter",
    "OpportunityDate",
    "OpportunityIndexPage",
    "OpportunityPage",
    "WeeklySlot",
]
