"""Who fits what, on the columns of the catalogue; see `docs/matching.md`.

suggestions = suggest(catalogue(), profile, day=today, person=str(volunteer.pk))
suggestions.count, suggestions.first(20), sentence(suggestions.first(1)[0].reasons)
"""

from matching.engine.match import Match
from matching.engine.profile import Profile
from matching.engine.reasons import Missing, Reason
from matching.engine.sentences import missing_in_words, sentence, skills_in_words
from matching.engine.similar import similar
from matching.engine.suggestions import Rated, Suggestion, Suggestions, count, rate, suggest
from matching.engine.weights import WEIGHTS, Weights

__all__ = [
    "WEIGHTS",
    "Match",
    "Missing",
    "Profile",
    "Rated",
    "Reason",
    "Suggestion",
    "Suggestions",
    "Weights",
    "count",
    "missing_in_words",
    "rate",
    "sentence",
    "similar",
    "skills_in_words",
    "suggest",
]
