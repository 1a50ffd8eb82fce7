"""What the town decides about an offer, told to the organisation's members; and to whom not twice.

Wagtail mails whoever handed in. A member of an organisation would be sent to the admin, where
they have no business, so theirs is replaced by ours.
"""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected

from core.mail import send_mail
from municipalities.staff import coordinator_emails
from opportunities.desk.asking import members_of
from opportunities.models import OpportunityPage
from organisations.addresses import absolute
from organisations.models import Organisation

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
    workflow_approved.connect(offer_approved, dispatch_uid="desk-offer-approved")
    workflow_rejected.connect(offer_returned, dispatch_uid="desk-offer-returned")


def offer_approved(instance: WorkflowState, **kwargs: Any) -> None:
    """Tell the members that the offer is on line."""
    _tell(
        instance,
        subject=_("Your offer is on line: “%(title)s”"),
        template="opportunities/mail/offer_approved.txt",
    )


def offer_returned(instance: WorkflowState, **kwargs: Any) -> None:
    """Tell the members what the town wants changed."""
    task_state = instance.current_task_state
    _tell(
        instance,
        subject=_("Please look at your offer again: “%(title)s”"),
        template="opportunities/mail/offer_returned.txt",
        comment=task_state.comment if task_state else "",
    )


def _tell(state: WorkflowState, *, subject: str, template: str, **context: Any) -> None:
    page = state.content_object
    offer = page.specific if page is not None else None
    if not isinstance(offer, OpportunityPage):
        return
    organisation = Organisation.objects.filter(page=offer.organisation_id).first()
    if organisation is None:
        return
    for email in members_of(organisation):
        send_mail(
            to=[email],
            subject=subject % {"title": offer.draft_title},
            template=template,
            context={
                "offer": offer,
                "organisation": organisation,
                "town": offer.municipality,
                "link": absolute(
                    reverse("desk_offers:list", kwargs={"organisation": organisation.pk})
                ),
                "address": offer.full_url,
                **context,
            },
        )


def tell_desk_without_staff(offer: OpportunityPage) -> None:
    """Wagtail mails the town's coordinators; where there are none, the contact desk hears of it."""
    town = offer.municipality
    if town is None or (town.coordinators and town.coordinators.user_set.exists()):
        return
    for email in coordinator_emails(town):
        send_mail(
            to=[email],
            subject=_("An offer waits for you: “%(title)s”") % {"title": offer.draft_title},
            template="opportunities/mail/offer_waits.txt",
            context={"offer": offer, "at": timezone.localtime()},
        )
