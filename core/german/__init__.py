"""German as the search understands it: one analyser for what is written and what is asked."""

from core.german.marking import excerpt, mark
from core.german.words import Analysed, Phrase, analyse, analyse_word, read_phrase

__all__ = [
    "Analysed",
    "Phrase",
    "analyse",
    "analyse_word",
    "excerpt",
    "mark",
    "read_phrase",
]
