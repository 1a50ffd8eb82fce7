"""What the town decides about an offer, told to the organisation's members; and what a new text
means for people who have booked, told to them.

Wagtail's own mail, which would lead them to the editors' area, is kept from them by
`organisations.desk.notices`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_cancelled, workflow_rejected

from core.mail import send_mail
from municipalities.staff import coordinator_emails
from opportunities.applications.links import status_address
from opportunities.dates.calendars import dates_to_take_over
from opportunities.models import Application, OpportunityPage
from organisations.addresses import absolute
from organisations.desk.notices import members_of, was_published_instead, word_of_town
from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User


def connect() -> None:
    """Listen to what becomes of offers that were handed in."""
    workflow_approved.connect(offer_approved, dispatch_uid="desk-offer-approved")
    workflow_cancelled.connect(offer_published, dispatch_uid="desk-offer-published")
    workflow_rejected.connect(offer_returned, dispatch_uid="desk-offer-returned")


def offer_approved(instance: WorkflowState, **kwargs: Any) -> None:
    """Tell the members that the offer is on line."""
    _tell(
        instance,
        subject=_("Your offer is on line: “%(title)s”"),
        template="opportunities/mail/offer_approved.txt",
    )


def offer_published(instance: WorkflowState, user: "User | None" = None, **kwargs: Any) -> None:
    """Tell them, too, where the town has not approved but published at once."""
    if was_published_instead(instance, user):
        offer_approved(instance)


def offer_returned(instance: WorkflowState, **kwargs: Any) -> None:
    """Tell the members what the town wants changed."""
    _tell(
        instance,
        subject=_("Please look at your offer again: “%(title)s”"),
        template="opportunities/mail/offer_returned.txt",
    )


def tell_of_other_dates(
    application: Application, *, gone: Sequence[str], moved: Sequence[tuple[str, str]]
) -> None:
    """Tell an applicant which of their dates, in words, are no more, and which are when now."""
    if application.volunteer.email:
        send_mail(
            to=[application.volunteer.email],
            subject=_("Your dates have changed: “%(title)s”") % {"title": application.title},
            template="opportunities/mail/dates_of_offer_changed.txt",
            context={
                "application": application,
                "gone": gone,
                "moved": moved,
                "link": status_address(application),
            },
            attachments=dates_to_take_over(application),
        )


def _tell(state: WorkflowState, *, subject: str, template: str) -> None:
    page = state.content_object
    offer = page.specific if page is not None else None
    if not isinstance(offer, OpportunityPage):
        return
    organisation = Organisation.objects.filter(page=offer.organisation_id).first()
    if organisation is None:
        return
    key = {"organisation": organisation.pk}
    for email in members_of(organisation):
        send_mail(
            to=[email],
            subject=subject % {"title": offer.draft_title},
            template=template,
            context={
                "offer": offer,
                "organisation": organisation,
                "town": offer.municipality,
                "comment": word_of_town(state),
                "link": absolute(reverse("desk_offers:look", kwargs={**key, "offer": offer.pk})),
                "address": offer.full_url,
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
