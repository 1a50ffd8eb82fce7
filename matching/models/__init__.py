from matching.models.alerts import (
    AlertRecipient,
    NoticedOffer,
    OfferNoticer,
    SavedSearch,
    ToldOffer,
)
from matching.models.invitations import Invitation, InvitationRound
from matching.models.profiles import Feedback, MatchingProfile

__all__ = [
    "AlertRecipient",
    "Feedback",
    "Invitation",
    "InvitationRound",
    "MatchingProfile",
    "NoticedOffer",
    "OfferNoticer",
    "SavedSearch",
    "ToldOffer",
]
