"""What is done with a shop's owners. While it has any, one always stays."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.volunteers import confirmed_addresses
from core.links import Purpose, make_link, revoke_links
from core.mail import send_mail
from partners.enums import PartnerEvent, PartnerState
from partners.errors import PartnerError
from partners.logbook import note
from partners.models import Partner, PartnerInvitation, PartnerMembership

if TYPE_CHECKING:
    from accounts.models import User

INVITATION = Purpose(
    name="partner_invitation",
    view_name="partner_owners:accept",
    lifetime=timedelta(days=14),
    once=True,
)

KEPT_INVITATIONS = timedelta(days=90)


@transaction.atomic
def invite_owner(*, partner: Partner, email: str, by: "User") -> PartnerInvitation:
    """Ask an address to keep the shop; asked again, it gets a new link.

    Raises PartnerError (ALREADY_OWNER).
    """
    email = email.strip().lower()
    partner = _locked(partner)
    for member in partner.memberships.select_related("user"):
        if email == member.user.email or email in confirmed_addresses(member.user):
            raise PartnerError(PartnerError.Code.ALREADY_OWNER)
    invitation, is_new = PartnerInvitation.objects.get_or_create(
        partner=partner,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={"invited_by": by},
    )
    if is_new:
        note(partner, PartnerEvent.INVITED, by=by, about=email)
    else:
        revoke_links(INVITATION, invitation)
    send_mail(
        to=[email],
        subject=_("Please keep the entry of %(name)s") % {"name": partner.name},
        template="partners/mail/invitation.txt",
        context={
            "partner": partner,
            "town": partner.municipality,
            "link": make_link(INVITATION, invitation, email=email),
        },
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: PartnerInvitation, now: datetime | None = None) -> None:
    """Let the link in the mail open nothing any more; an answered invitation stays as it is."""
    PartnerInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now or timezone.now()
    )
    revoke_links(INVITATION, invitation)


@transaction.atomic
def accept_invitation(
    *, invitation: PartnerInvitation, user: "User", now: datetime | None = None
) -> PartnerMembership:
    """Let `user`, who reads the invited mailbox, keep the shop. Raises PartnerError (NOT_OPEN).

    A shop that the town only knew is then looked after by itself.
    """
    partner = _locked(invitation.partner)
    now = now or timezone.now()
    answered = PartnerInvitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    ).update(accepted_at=now)
    if not answered or partner.state == PartnerState.DECLINED:
        raise PartnerError(PartnerError.Code.NOT_OPEN)
    member, _is_new = PartnerMembership.objects.get_or_create(partner=partner, user=user)
    if partner.state == PartnerState.KNOWN:
        partner.state = PartnerState.ACCEPTED
        partner.save(update_fields=["state"])
    note(partner, PartnerEvent.JOINED, by=user, about=str(user))
    return member


@transaction.atomic
def remove_owner(*, member: PartnerMembership, by: "User") -> None:
    """Let somebody keep the shop no longer, by the own wish or another's.

    Raises PartnerError (LAST_OWNER).
    """
    partner = _locked(member.partner)
    if not partner.memberships.exclude(pk=member.pk).exists():
        raise PartnerError(PartnerError.Code.LAST_OWNER)
    who = str(member.user)
    PartnerMembership.objects.filter(pk=member.pk).delete()
    note(partner, PartnerEvent.REMOVED, by=by, about=who)


def erase_answered_invitations(now: datetime) -> int:
    """Forget invitations that were answered or withdrawn, or whose link opens nothing, for long."""
    long_ago = now - KEPT_INVITATIONS
    old = PartnerInvitation.objects.filter(
        Q(accepted_at__lt=long_ago) | Q(withdrawn_at__lt=long_ago) | Q(created_at__lt=long_ago)
    )
    return old.delete()[0]


def _locked(partner: Partner) -> Partner:
    return (
        Partner.objects.select_for_update(of=("self",))
        .select_related("municipality")
        .get(pk=partner.pk)
    )
