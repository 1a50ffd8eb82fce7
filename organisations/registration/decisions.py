"""How a registration is decided: by the town, or by the organisation's known mailbox."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mailbox import account_of_mailbox
from core.links import revoke_links
from core.mail import send_mail
from organisations.addresses import absolute
from organisations.enums import MemberRole, OrganisationEvent, OrganisationState, RegistrationState
from organisations.errors import OrganisationError
from organisations.logbook import note
from organisations.models import Membership, Organisation, Registration
from organisations.registration.services import VOUCH

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def accept_registration(
    *,
    registration: Registration,
    by: "User | None",
    vouched_by: str = "",
    now: datetime | None = None,
) -> Organisation:
    """Let the organisation in, and whoever registered it to its desk.

    `by` is the coordinator, or nobody where the known mailbox `vouched_by` did. What was declined
    can still be accepted. Safe to call twice; raises OrganisationError (NOT_CONFIRMED).
    """
    registration, organisation = _locked(registration)
    if registration.state == RegistrationState.ACCEPTED:
        return organisation
    registration.state = RegistrationState.ACCEPTED
    registration.reason = ""
    registration.decided_by = by
    registration.decided_at = now or timezone.now()
    registration.save()
    revoke_links(VOUCH, registration)

    organisation.state = OrganisationState.ACCEPTED
    organisation.save(update_fields=["state"])
    _seat(registration, organisation)
    _publish_page(organisation, by)
    event = OrganisationEvent.CLAIMED if registration.is_claim else OrganisationEvent.ACCEPTED
    note(organisation, event, by=by, about=vouched_by or registration.contact_name)
    _write(
        registration,
        organisation,
        subject=_("%(name)s is in") % {"name": organisation.name},
        template="organisations/mail/registration_accepted.txt",
    )
    return organisation


@transaction.atomic
def decline_registration(
    *, registration: Registration, by: "User | None", reason: str, now: datetime | None = None
) -> None:
    """Refuse, with the reason that the organisation is told.

    Raises OrganisationError: NO_REASON, NOT_CONFIRMED, and DECIDED for what was accepted.
    """
    reason = reason.strip()
    if not reason:
        raise OrganisationError(OrganisationError.Code.NO_REASON)
    registration, organisation = _locked(registration)
    if registration.state == RegistrationState.ACCEPTED:
        raise OrganisationError(OrganisationError.Code.DECIDED)
    if registration.state == RegistrationState.DECLINED:
        return
    registration.state = RegistrationState.DECLINED
    registration.reason = reason
    registration.decided_by = by
    registration.decided_at = now or timezone.now()
    registration.save()
    revoke_links(VOUCH, registration)
    # Who claims a known organisation in vain leaves it as it is.
    if not registration.is_claim and organisation.state == OrganisationState.WAITING:
        organisation.state = OrganisationState.DECLINED
        organisation.save(update_fields=["state"])
    note(organisation, OrganisationEvent.DECLINED, by=by, about=registration.contact_name)
    _write(
        registration,
        organisation,
        subject=_("About your registration of %(name)s") % {"name": registration.name},
        template="organisations/mail/registration_declined.txt",
    )


def _locked(registration: Registration) -> tuple[Registration, Organisation]:
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.organisation_id is None or registration.confirmed_at is None:
        raise OrganisationError(OrganisationError.Code.NOT_CONFIRMED)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(
        pk=registration.organisation_id
    )
    return registration, organisation


def _seat(registration: Registration, organisation: Organisation) -> None:
    user = registration.user or account_of_mailbox(
        email=registration.email, name=registration.contact_name
    )
    Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": MemberRole.OWNER}
    )


def _publish_page(organisation: Organisation, by: "User | None") -> None:
    """What stands in the draft of a new organisation's page goes on line."""
    page = organisation.page
    if page is None or page.live or page.first_published_at:
        return
    revision = page.get_latest_revision() or page.save_revision(user=by)
    revision.publish(user=by, skip_permission_checks=True)


def _write(
    registration: Registration, organisation: Organisation, *, subject: str, template: str
) -> None:
    send_mail(
        to=[registration.email],
        subject=subject,
        template=template,
        context={
            "registration": registration,
            "organisation": organisation,
            "town": registration.municipality,
            "link": absolute(reverse("desk:home", kwargs={"organisation": organisation.pk})),
        },
    )
