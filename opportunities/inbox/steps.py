"""What an organisation can do with an application: the buttons, from the one table."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opportunities.applications.states import next_states
from opportunities.enums import ApplicationState as State
from opportunities.enums import Party
from opportunities.models import Application


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step that the organisation may take; `slug` stands in its address."""

    to: State
    slug: str
    label: Promise
    question: Promise  # the heading of the page that asks once more
    done: Promise  # what is said afterwards
    is_main: bool = False


# Whom the organisation has seen it has seen; nobody presses a button for that.
STEPS: Final[dict[State, Step]] = {
    step.to: step
    for step in (
        Step(
            to=State.ACCEPTED,
            slug="zusagen",
            label=_("Accept"),
            question=_("Do you want to accept?"),
            done=_("Accepted. We have told them."),
            is_main=True,
        ),
        Step(
            to=State.IN_CONTACT,
            slug="in-kontakt",
            label=_("We are in contact"),
            question=_("Are you in contact?"),
            done=_("Noted: you are in contact."),
        ),
        Step(
            to=State.DONE,
            slug="erledigt",
            label=_("It is done"),
            question=_("Is it done?"),
            done=_("Noted: it is done. We have said thank you."),
            is_main=True,
        ),
        Step(
            to=State.DECLINED,
            slug="absagen",
            label=_("Decline"),
            question=_("Do you want to decline?"),
            done=_("Declined. We have told them kindly."),
        ),
        Step(
            to=State.WITHDRAWN,
            slug="abgemeldet",
            label=_("Has told us that they withdraw"),
            question=_("Take them off the waiting list?"),
            done=_("They are off the waiting list."),
        ),
    )
}
BY_SLUG: Final = {step.slug: step for step in STEPS.values()}


def steps_for(application: Application) -> list[Step]:
    """The buttons below an application, the usual one first."""
    following = next_states(application.state, Party.ORGANISATION)
    found = [step for state, step in STEPS.items() if state in following]
    if reachable_by_site(application):
        # They do this themselves, and the organisation should not do it for them.
        found = [step for step in found if step.to != State.WITHDRAWN]
    return found


def reachable_by_site(application: Application) -> bool:
    """Whether the applicant has a page of their own, and mails."""
    return bool(application.volunteer.email or application.volunteer.user_id)
