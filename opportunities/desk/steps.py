"""The way of an offer from the first word to the town, in four pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from opportunities.desk.forms import StepForm, WhatForm, WhenForm, WhoForm


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page on the way."""

    slug: str  # in the address
    label: Any


@dataclass(frozen=True, kw_only=True)
class WritingStep(Step):
    """A page with a form."""

    form: type[StepForm]


FIRST = WritingStep(slug="worum", label=_("What it is about"), form=WhatForm)
WRITING = (
    FIRST,
    WritingStep(slug="wann-und-wo", label=_("When and where"), form=WhenForm),
    WritingStep(slug="wen-und-was", label=_("Whom and what for"), form=WhoForm),
)
LAST = Step(slug="ansehen", label=_("Look and send"))
STEPS: tuple[Step, ...] = (*WRITING, LAST)


def find_step(slug: str) -> Step | None:
    """The step of an address part."""
    return next((step for step in STEPS if step.slug == slug), None)


def step_after(step: Step) -> Step:
    """The next one; the last stays."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def step_of_field(name: str) -> Step:
    """Where a field of the page is asked for; the first, if nowhere."""
    for step in WRITING:
        if name in step.form.base_fields:
            return step
    return FIRST
