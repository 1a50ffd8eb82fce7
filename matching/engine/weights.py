"""Every number that decides what is suggested first; the one place where they stand.

A component says in [0, 1] how well an offer answers one thing that a person said. Components of
questions that were not answered take no part. The score of an offer is the mean of the others by
these weights, times the coverage term.

How the numbers were found: `docs/matching-quality.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

COMPONENTS: Mapping[str, float] = {
    "field": 1.0,
    "target": 1.0,
    "activity": 1.5,
    "ways": 0.7,
    "skills": 0.3,
    "languages": 0.8,
    "time": 1.0,
    "model": 0.4,
    "hours": 0.3,
    "distance": 1.2,
    "gain": 0.5,
    "text": 3.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One choice of all numbers; the defaults are those in use."""

    components: Mapping[str, float] = field(default_factory=lambda: COMPONENTS)
    # Coverage: an offer that nobody applied to this week counts 1 + `lift` times as much; each
    # application takes `fading` (natural logarithm) of the lift away. Nearly all of it at the
    # first: more offers find somebody in a week for the same loss of fit than with a gentle fall.
    lift: float = 0.25  # λ
    fading: float = 3.0  # κ

    # One of several liked things is nearly as good as all: n of m count
    # n (m + more) / (m (n + more)).
    more: float = 0.4
    # What an offer gets that does not say its times or hours; less than any that fit.
    unsaid: float = 0.4
    # How much of the time component the share of an offer's times decides that one has time for.
    all_times: float = 0.4
    # What an offer gets whose place is not known, and one that needs none.
    unplaced: float = 0.3
    anywhere: float = 0.5
    # BM25 has no upper end: with this score the text component is a half.
    half_text: float = 3.0


WEIGHTS = Weights()

# At this distance in kilometres the component is 1/e, by what one travels with; "" is unanswered.
REACH_KM: Mapping[str, float] = {"fuss": 1.5, "rad": 4.0, "bus": 7.0, "auto": 15.0, "": 6.0}

# Who names a place but no radius is sent no further.
FARTHEST_KM = 50.0
