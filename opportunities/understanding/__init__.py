"""What a person means by the one search field: words, a place, filters."""

from opportunities.understanding.reading import Recognised, Understood, understand

__all__ = ["Recognised", "Understood", "understand"]
