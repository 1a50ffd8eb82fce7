from matching.models.alerts import (
    AlertRecipient,
    NoticedOffer,
    OfferNoticer,
    SavedSearch,
    ToldOffer,
)
from matching.models.invitations import Invitation, InvitationRound
from matching.models.nightly import NightlyRun, NightlySuggestions
from matching.models.profiles import Feedback, MatchingProfile
from matching.models.speeddating import (
    SpeedDating,
    SpeedDatingGuest,
    SpeedDatingTable,
    SpeedDatingTalk,
)
from matching.models.tandems import (
    Tandem,
    TandemCheckIn,
    TandemPerson,
    TandemProgramme,
    TandemTopic,
)

__all__ = [
    "AlertRecipient",
    "Feedback",
    "Invitation",
    "InvitationRound",
    "MatchingProfile",
    "NightlyRun",
    "NightlySuggestions",
    "NoticedOffer",
    "OfferNoticer",
    "SavedSearch",
    "SpeedDating",
    "SpeedDatingGuest",
    "SpeedDatingTable",
    "SpeedDatingTalk",
    "Tandem",
    "TandemCheckIn",
    "TandemPerson",
    "TandemProgramme",
    "TandemTopic",
    "ToldOffer",
]
