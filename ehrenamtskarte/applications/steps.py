"""The steps of an application, and which of them are done."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.applications.access import Access
from ehrenamtskarte.applications.facts import rule_for
from ehrenamtskarte.enums import CardType, PayRule
from ehrenamtskarte.models import CardApplication

TEMPLATES: Final = "ehrenamtskarte/applications"


class Step(NamedTuple):
    """One page of the way; `name` is its view's."""

    name: str
    label: Promise


PERSON = Step("person", _("You"))
TOWN = Step("town", _("Card and town"))
WORKS = Step("works", _("Organisations"))
QUESTIONS = Step("questions", _("Questions"))
SEND = Step("send", _("Check and send"))
STEPS = (PERSON, TOWN, WORKS, QUESTIONS, SEND)


@dataclass(frozen=True)
class Place:
    """A step as the list of steps shows it."""

    step: Step
    url: str
    is_current: bool
    is_open: bool  # everything before it is done


def first_open(application: CardApplication) -> Step:
    """The step to go on with."""
    done = (
        (PERSON, bool(application.last_name and application.born_on and application.postcode)),
        (TOWN, application.municipality_id is not None),
        (WORKS, has_works(application)),
        (QUESTIONS, has_answers(application)),
    )
    return next((step for step, is_done in done if not is_done), SEND)


def places(access: Access, current: Step) -> list[Place]:
    """All steps, for the line that shows where one is."""
    reached = STEPS.index(first_open(access.application))
    return [
        Place(step, access.address(step.name), step == current, number <= reached)
        for number, step in enumerate(STEPS)
    ]


def after(step: Step) -> Step:
    return STEPS[STEPS.index(step) + 1]


def has_works(application: CardApplication) -> bool:
    """Whether an organisation is named, or something stands for it."""
    is_declared = application.card_type == CardType.JUBILEE and application.declares_on_honour
    return bool(application.shortcuts) or is_declared or application.attestations.exists()


def has_answers(application: CardApplication) -> bool:
    """Whether the questions that the rule asks have been answered."""
    rule = rule_for(application)
    if rule is None:
        return True
    return not (
        (rule.pay_rule != PayRule.ANY and not application.pay)
        or (rule.must_go_on and application.goes_on is None)
        or (rule.total_years is not None and application.years_declared is None)
    )


def save_draft(application: CardApplication) -> None:
    """Save a draft, which is kept for a while from now on."""
    application.waiting_since = timezone.now()
    application.save()


def show_step(
    request: HttpRequest, access: Access, step: Step, template: str, **context: Any
) -> HttpResponse:
    """The page of a step, with the line that shows where one is."""
    form = context.get("form")
    return render(
        request,
        f"{TEMPLATES}/{template}.html",
        {
            "access": access,
            "application": access.application,
            "places": places(access, step),
            "number": STEPS.index(step) + 1,
            "step": step,
            **context,
        },
        status=422 if form is not None and form.errors else 200,
    )
