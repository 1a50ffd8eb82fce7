"""How good a list of answers is, by what people judged."""

from collections.abc import Sequence
from math import log2
from typing import NamedTuple

FIRST = 10  # answers that count for nDCG
PAGE = 20  # answers that count for recall


class Scores(NamedTuple):
    """Means over queries, all between 0 and 1."""

    ndcg: float  # at 10, gains 2^grade - 1
    recall: float  # at 20, of all that was judged better than 0
    mrr: float  # of the first answer that is at least good, or of the best there is
    zero: float  # share of queries without any answer


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    def gain(ranked: Sequence[int]) -> float:
        return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(ranked[:FIRST]))

    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(key, 0) for key in found]) / best


def recall(found: Sequence[str], grades: dict[str, int]) -> float:
    """Of so many as fit on the page: nobody can show thirty on twenty places."""
    return len(grades.keys() & set(found[:PAGE])) / min(len(grades), PAGE)


def reciprocal_rank(found: Sequence[str], grades: dict[str, int]) -> float:
    wanted = min(2, max(grades.values()))
    places = (place for place, key in enumerate(found, 1) if grades.get(key, 0) >= wanted)
    return 1 / next(places, float("inf"))


def mean_scores(answers: Sequence[tuple[Sequence[str], dict[str, int]]]) -> Scores:
    """Means over queries, each with what was found and what should have been."""
    count = len(answers)
    return Scores(
        ndcg=sum(ndcg(found, grades) for found, grades in answers) / count,
        recall=sum(recall(found, grades) for found, grades in answers) / count,
        mrr=sum(reciprocal_rank(found, grades) for found, grades in answers) / count,
        zero=sum(not found for found, _ in answers) / count,
    )
