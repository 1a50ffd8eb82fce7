"""What the town decides about an organisation's page, told to its members; and to whom not twice.

Wagtail mails whoever handed in, and leads them to the editors' area. Members of an organisation
have no business there: they are told by mails of ours, which lead to the desk.
"""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from core.mail import send_mail
from organisations.addresses import absolute
from organisations.models import Membership, Organisation, OrganisationPage

if TYPE_CHECKING:
    from accounts.models import User


class _StaffOnly:
    def get_recipient_users(self, workflow_state: WorkflowState, **kwargs: Any) -> "set[User]":
        recipients = super().get_recipient_users(workflow_state, **kwargs)  # type: ignore[misc]
        return {user for user in recipients if user.has_perm("wagtailadmin.access_admin")}


class _Approved(_StaffOnly, WorkflowStateApprovalEmailNotifier):
    pass


class _Rejected(_StaffOnly, WorkflowStateRejectionEmailNotifier):
    pass


_approved, _rejected = _Approved(), _Rejected()


def connect() -> None:
    """Listen; to be called before Wagtail's admin does the same.

    Ours take Wagtail's own `dispatch_uid`s, so that Wagtail's notifiers are not connected after
    them (`wagtail.admin.signal_handlers`).
    """
    workflow_approved.connect(
        _approved,
        sender=WorkflowState,
        dispatch_uid="workflow_state_approved_email_notification",
    )
    workflow_rejected.connect(
        _rejected,
        sender=WorkflowState,
        dispatch_uid="workflow_state_rejected_email_notification",
    )
    workflow_approved.connect(profile_approved, dispatch_uid="desk-profile-approved")
    workflow_cancelled.connect(profile_published, dispatch_uid="desk-profile-published")
    workflow_rejected.connect(profile_returned, dispatch_uid="desk-profile-returned")


def profile_approved(instance: WorkflowState, **kwargs: Any) -> None:
    """Tell the members that their page is on line as they wrote it, or as the town mended it."""
    _tell(
        instance,
        subject=_("Your page is on line: %(name)s"),
        template="organisations/mail/profile_approved.txt",
    )


def profile_published(instance: WorkflowState, user: "User | None" = None, **kwargs: Any) -> None:
    """Tell them, too, where the town has not approved but published at once."""
    if was_published_instead(instance, user):
        profile_approved(instance)


def profile_returned(instance: WorkflowState, **kwargs: Any) -> None:
    """Tell the members what the town wants changed."""
    _tell(
        instance,
        subject=_("Please look at your page again: %(name)s"),
        template="organisations/mail/profile_returned.txt",
    )


def word_of_town(state: WorkflowState | None) -> str:
    """The comment with which the town approved or returned; empty while it has not."""
    task_state = state.current_task_state if state else None
    return str(task_state.comment) if task_state else ""


def was_published_instead(state: WorkflowState, by: "User | None") -> bool:
    """Whether a workflow was cancelled because the town has published what waited.

    What a trusted organisation publishes itself is no news to it.
    """
    page, task_state = state.content_object, state.current_task_state
    if page is None or task_state is None or not page.live or page.last_published_at is None:
        return False
    pages = (page.pk, page.get_parent().pk)
    is_own = Membership.objects.filter(user=by, organisation__page__in=pages).exists()
    return page.last_published_at >= task_state.started_at and not is_own


def members_of(organisation: Organisation) -> list[str]:
    """Where the organisation's members get mail."""
    return list(
        Membership.objects.filter(organisation=organisation, user__is_active=True)
        .exclude(user__email="")
        .order_by("pk")
        .values_list("user__email", flat=True)
    )


def _tell(state: WorkflowState, *, subject: str, template: str) -> None:
    page = state.content_object
    specific = page.specific if page is not None else None
    if not isinstance(specific, OrganisationPage):
        return
    organisation = Organisation.objects.filter(page=specific).first()
    if organisation is None:
        return
    for email in members_of(organisation):
        send_mail(
            to=[email],
            subject=subject % {"name": organisation.name},
            template=template,
            context={
                "organisation": organisation,
                "town": specific.municipality,
                "comment": word_of_town(state),
                "link": absolute(reverse("desk:profile", kwargs={"organisation": organisation.pk})),
                "address": specific.full_url,
            },
        )
