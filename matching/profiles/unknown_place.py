"""A place that nobody knows: kept as it was typed, and asked for again where it was asked."""

from collections.abc import Iterable
from dataclasses import replace

from matching.profiles.parameters import ProfileParameters
from matching.profiles.questions import STEPS, Question

PLACE, RADIUS = "wo", "umkreis"
STEP_NUMBER = next(number for number, step in enumerate(STEPS) if PLACE in step.asks)


def _typed(parameters: ProfileParameters) -> str:
    """What was typed as a place and is none."""
    typed: str = parameters.typed[PLACE]
    return "" if parameters.place else typed


def as_typed(parameters: ProfileParameters) -> list[tuple[str, str]]:
    """The place that is not known, and the radius around it."""
    unknown = _typed(parameters)
    typed = [(PLACE, unknown), (RADIUS, parameters.typed[RADIUS])] if unknown else []
    return [pair for pair in typed if pair[1]]


def query_as_typed(parameters: ProfileParameters) -> str:
    """The answers with it, so that it can be corrected."""
    return parameters.query_with(plus=as_typed(parameters))


def correcting_url(parameters: ProfileParameters) -> str:
    """Where it can be corrected; empty if there is nothing to correct."""
    if not _typed(parameters):
        return ""
    return f"{STEPS[STEP_NUMBER].url}?{query_as_typed(parameters)}"


def with_radius(parameters: ProfileParameters, asked: Iterable[Question]) -> list[Question]:
    """The questions, the radius still chosen that waits for a place."""
    typed = dict(as_typed(parameters)).get(RADIUS)
    if typed is None:
        return list(asked)
    return [
        replace(
            question,
            choices=tuple(one._replace(is_set=one.value == typed) for one in question.choices),
        )
        if question.name == RADIUS
        else question
        for question in asked
    ]
