"""What is told of a simulation: how even, how good, how sure."""

from collections.abc import Sequence
from math import log2, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student


class Estimate(NamedTuple):
    """A mean over independent runs and half of its 95 % confidence interval."""

    mean: float
    half: float

    @property
    def least(self) -> float:
        return self.mean - self.half

    @property
    def most(self) -> float:
        return self.mean + self.half


def estimate(values: Sequence[float]) -> Estimate:
    """Student's interval; of one run alone nothing is known of its spread."""
    count = len(values)
    mean = sum(values) / count
    if count < 2:
        return Estimate(mean, float("inf"))
    spread = sqrt(sum((value - mean) ** 2 for value in values) / (count - 1))
    return Estimate(mean, float(student.ppf(0.975, count - 1)) * spread / sqrt(count))


def gini(values: ArrayLike) -> float:
    """0: all have the same, nearly 1: one has everything. 0 where nobody has anything."""
    ordered = np.sort(np.asarray(values, np.float64))
    total = ordered.sum()
    if not total:
        return 0.0
    places = np.arange(1, len(ordered) + 1)
    return float((2 * places - len(ordered) - 1) @ ordered / (len(ordered) * total))


def ndcg(grades: Sequence[int], best: Sequence[int], first: int = 10) -> float:
    """Of the grades in the order shown, against the best grades there are; gains 2^grade - 1."""

    def gain(ranked: Sequence[int]) -> float:
        return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(ranked[:first]))

    ideal = gain(sorted(best, reverse=True))
    return gain(grades) / ideal if ideal else 0.0
