from matching.models.profiles import Feedback, MatchingProfile

__all__ = ["Feedback", "MatchingProfile"]
