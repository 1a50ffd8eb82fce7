"""Through the town's gate: an offer is handed in, taken back, or goes on line at once (ADR 21).

The town answers in Wagtail, where its approval workflow is; the organisation is no user of it.
What the town decides, `notices` tells the organisation.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from opportunities.desk.drafts import check_writable, draft_of, free_slug, locked
from opportunities.desk.errors import OfferError
from opportunities.desk.notices import tell_desk_without_staff
from opportunities.desk.promises import broken_promises
from opportunities.enums import Whereabouts
from opportunities.models import OpportunityPage
from organisations.enums import OrganisationState
from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User


class Outcome(TextChoices):
    """What became of an offer that was sent."""

    WAITING = "waiting", _("Your offer is with the town now. We write to you when it has answered.")
    ONLINE = "online", _("Your offer is on line.")


def is_accepted(organisation: Organisation) -> bool:
    """Whether what it sends reaches the town: not before the town knows who it is."""
    return organisation.state != OrganisationState.WAITING


def missing_in(draft: OpportunityPage) -> dict[str, Any]:
    """What still stands in the way of going on line: by field, in words."""
    missing: dict[str, Any] = {}
    if not draft.description and not draft.summary:
        missing["description"] = _("Please say in a sentence or two what volunteers do.")
    has_place = draft.city or draft.postcode or draft.venue
    if draft.whereabouts != Whereabouts.ONLINE and not has_place:
        missing["city"] = _("Please say at least in which town it is.")
    try:
        draft.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            missing.setdefault("" if name == NON_FIELD_ERRORS else name, " ".join(messages))
    return missing


@transaction.atomic
def submit_offer(
    *,
    offer: OpportunityPage,
    organisation: Organisation,
    by: "User",
    knows_of_bookings: bool = False,
) -> Outcome:
    """Hand the newest draft to the town's workflow; of a trusted organisation it goes on line.

    Who takes away dates that people have booked has to know it. Pressed twice, it is handed in
    once. Raises OfferError (NOT_ACCEPTED, INCOMPLETE, NOTHING_NEW, BOOKED, NO_WORKFLOW, LOCKED).
    """
    offer = locked(offer)
    if offer.workflow_in_progress:
        return Outcome.WAITING
    check_writable(offer)
    if not is_accepted(organisation):
        raise OfferError(OfferError.Code.NOT_ACCEPTED)
    if offer.live and not offer.has_unpublished_changes:
        raise OfferError(OfferError.Code.NOTHING_NEW)
    draft = draft_of(offer)
    if offer.first_published_at is None:
        _take_address_of_title(offer, draft, by)
    if missing_in(draft):
        raise OfferError(OfferError.Code.INCOMPLETE)
    if not knows_of_bookings and broken_promises(draft, today=timezone.localdate()):
        raise OfferError(OfferError.Code.BOOKED)
    if organisation.may_publish:
        return _publish(offer, by)
    state: WorkflowState | None = offer.current_workflow_state
    if state is not None:  # returned by the town
        state.resume(user=by)
        return Outcome.WAITING
    workflow = offer.get_workflow()
    if workflow is None:
        raise OfferError(OfferError.Code.NO_WORKFLOW)
    workflow.start(draft, by)
    tell_desk_without_staff(offer)
    return Outcome.WAITING


@transaction.atomic
def take_back_offer(*, offer: OpportunityPage, by: "User") -> None:
    """Take back what waits for the town, to change it. Raises OfferError (NOT_WAITING)."""
    offer = locked(offer)
    state: WorkflowState | None = offer.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise OfferError(OfferError.Code.NOT_WAITING)
    state.cancel(user=by)


def _publish(offer: OpportunityPage, by: "User") -> Outcome:
    revision = offer.get_latest_revision()
    # Publishing ends what the workflow has begun. The organisation has no rights in Wagtail; that
    # it may do this stands in its record.
    revision.publish(user=by, skip_permission_checks=True)
    return Outcome.ONLINE


def _take_address_of_title(offer: OpportunityPage, draft: OpportunityPage, by: "User") -> None:
    """Nobody knows the address yet: let it say what the offer is called now."""
    parent = offer.get_parent()
    slug = free_slug(parent, draft.title, besides=offer.pk)
    if slug == draft.slug:
        return
    draft.slug = slug
    draft.set_url_path(parent)
    # Beside the revision, so that no other draft takes the same.
    OpportunityPage.objects.filter(pk=offer.pk).update(slug=slug, url_path=draft.url_path)
    draft.save_revision(user=by, clean=False)
