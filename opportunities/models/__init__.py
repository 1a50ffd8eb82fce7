from opportunities.models.imports import FreinetOffer, FreinetOrganisation, ImportRun
from opportunities.models.index import OpportunityIndexPage
from opportunities.models.pages import OpportunityPage
from opportunities.models.times import OpportunityDate, WeeklySlot

__all__ = [
    "FreinetOffer",
    "FreinetOrganisation",
    "ImportRun",
    "OpportunityDate",
    "OpportunityIndexPage",
    "OpportunityPage",
    "WeeklySlot",
]
