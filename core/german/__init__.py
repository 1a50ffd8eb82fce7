"""German as the search understands it: one analyser for what is written and what is asked."""

from core.german.marking import excerpt, mark
from core.german.words import Analysed, analyse, analyse_word

__all__ = ["Analysed", "analyse", "analyse_word", "excerpt", "mark"]
