from opportunities.models.applications import Application, ApplicationEvent, ApplicationMessage
from opportunities.models.changes import OfferChange, OfferChangeCounter
from opportunities.models.counselling import CounsellingSlot, Interest, InterestAnswer
from opportunities.models.cover import CoverCall, CoverRefusal, CoverRequest
from opportunities.models.imports import FreinetOffer, FreinetOrganisation, ImportRun
from opportunities.models.index import OpportunityIndexPage
from opportunities.models.intake import Booking, HeldPlace, Intake
from opportunities.models.pages import OpportunityPage
from opportunities.models.times import OpportunityDate, WeeklySlot
from opportunities.models.views import DailyViews

__all__ = [
    "Application",
    "ApplicationEvent",
    "ApplicationMessage",
    "Booking",
    "CounsellingSlot",
    "CoverCall",
    "CoverRefusal",
    "CoverRequest",
    "DailyViews",
    "FreinetOffer",
    "FreinetOrganisation",
    "HeldPlace",
    "ImportRun",
    "Intake",
    "Interest",
    "InterestAnswer",
    "OfferChange",
    "OfferChangeCounter",
    "OpportunityDate",
    "OpportunityIndexPage",
    "OpportunityPage",
    "WeeklySlot",
]
