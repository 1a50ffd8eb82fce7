"""The way of an offer from the first word to the town, in four pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from opportunities.desk.forms import StepForm, WhatForm, WhenForm, WhoForm


@dataclass(frozen=True, kw_only=True)
class Step:
    slug: str  # in the address
    label: Any
    form: type[StepForm] | None  # none: the page to look at it and send it


STEPS = (
    Step(slug="worum", label=_("What it is about"), form=WhatForm),
    Step(slug="wann-und-wo", label=_("When and where"), form=WhenForm),
    Step(slug="wen-und-was", label=_("Whom and what for"), form=WhoForm),
    Step(slug="ansehen", label=_("Look and send"), form=None),
)
FIRST, LAST = STEPS[0], STEPS[-1]
WRITING = tuple(step for step in STEPS if step.form)


def find_step(slug: str) -> Step | None:
    """The step of an address part."""
    return next((step for step in STEPS if step.slug == slug), None)


def step_after(step: Step) -> Step:
    """The next one; the last stays."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def step_of_field(name: str) -> Step:
    """Where a field of the page is asked for; the first, if nowhere."""
    for step in WRITING:
        if step.form and name in step.form.base_fields:
            return step
    return FIRST
