"""How what an organisation writes gets on line: by the town's approval, or at once."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from organisations.enums import OrganisationState
from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User


class Outcome(models.TextChoices):
    """What became of a page that an organisation saved; the label tells it."""

    DRAFT = "draft", _("Saved. Only you can see it so far.")
    HANDED_IN = "handed_in", _("Handed in: your town looks at it now. We write to you.")
    PUBLISHED = "published", _("Saved and on line.")


@transaction.atomic
def save_page(
    *, page: Page, organisation: Organisation, user: "User", hand_in: bool = True
) -> Outcome:
    """Keep the page's content as a revision and let it through the gate.

    What is on line stays there until the new content is approved; an organisation that the town
    trusts publishes at once. Before the town has accepted the organisation, nothing is handed in.
    """
    revision = page.save_revision(user=user, log_action=True)
    if not hand_in or organisation.state != OrganisationState.ACCEPTED:
        return Outcome.DRAFT
    if organisation.may_publish:
        _end_workflow(page, user)
        revision.publish(user=user, skip_permission_checks=True)
        return Outcome.PUBLISHED
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow is None:
            # A town that approves nothing leaves it to the organisations.
            revision.publish(user=user, skip_permission_checks=True)
            return Outcome.PUBLISHED
        workflow.start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    return Outcome.HANDED_IN


def returned_with(page: Page) -> TaskState | None:
    """The town's answer, where it gave the page back: its `comment` and who wrote it."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    task_state: TaskState | None = state.current_task_state
    return task_state


def waits_for_town(page: Page) -> bool:
    """Whether the town has still to look at what was handed in."""
    state = page.current_workflow_state
    return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS


def _end_workflow(page: Page, user: "User") -> None:
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=user)
