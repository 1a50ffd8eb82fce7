"""What a person means by the one search field: words, a place, filters."""

from opportunities.understanding.line import Recognised
from opportunities.understanding.reading import Understood, understand

__all__ = ["Recognised", "Understood", "understand"]
