"""All open offers in the memory of each process: words, filters, counts and order in one answer.

from opportunities.catalogue import catalogue

answer = catalogue().answer(Question(words="vorlesen", choices={"ort": frozenset({"selm"})}))
answer.count, answer.keys(0, 20), answer.counts["bereich"]
"""

from opportunities.catalogue.answers import Answer
from opportunities.catalogue.current import catalogue, edition, forget, watch
from opportunities.catalogue.questions import Near, Order, Places, Question, Wishes
from opportunities.catalogue.snapshot import Catalogue

__all__ = [
    "Answer",
    "Catalogue",
    "Near",
    "Order",
    "Places",
    "Question",
    "Wishes",
    "catalogue",
    "edition",
    "forget",
    "watch",
]
