from matching.models.invitations import Invitation, InvitationRound
from matching.models.profiles import Feedback, MatchingProfile

__all__ = ["Feedback", "Invitation", "InvitationRound", "MatchingProfile"]
