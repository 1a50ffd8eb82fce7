"""What is done with an organisation's team.

Somebody always stays responsible: whoever could take that away locks the organisation first.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.volunteers import confirmed_addresses
from core.links import Purpose, make_link, revoke_links
from core.mail import send_mail
from organisations.enums import MemberRole, OrganisationEvent, OrganisationState
from organisations.errors import OrganisationError
from organisations.logbook import note
from organisations.models import Invitation, Membership, Organisation

if TYPE_CHECKING:
    from accounts.models import User

INVITATION = Purpose(
    name="invitation",
    view_name="desk:invitation",
    lifetime=timedelta(days=14),
    once=True,
)


@transaction.atomic
def invite(*, organisation: Organisation, email: str, role: str, by: "User") -> Invitation:
    """Ask an address to join the team; asked again, it gets a new link and the role given now.

    Raises OrganisationError (ALREADY_MEMBER).
    """
    email = email.strip().lower()
    organisation = _locked(organisation)
    for member in organisation.memberships.select_related("user"):
        if email == member.user.email or email in confirmed_addresses(member.user):
            raise OrganisationError(OrganisationError.Code.ALREADY_MEMBER)
    invitation, is_new = Invitation.objects.get_or_create(
        organisation=organisation,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={"role": role, "invited_by": by},
    )
    if not is_new:
        invitation.role, invitation.invited_by = role, by
        invitation.save(update_fields=["role", "invited_by"])
        revoke_links(INVITATION, invitation)
    else:
        note(organisation, OrganisationEvent.INVITED, by=by, about=email)
    send_mail(
        to=[email],
        subject=_("%(person)s invites you to %(name)s")
        % {"person": by.get_full_name() or organisation.name, "name": organisation.name},
        template="organisations/mail/invitation.txt",
        context={
            "invitation": invitation,
            "organisation": organisation,
            "by": by,
            "link": make_link(INVITATION, invitation, email=email),
        },
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, now: datetime | None = None) -> None:
    """Let the link in the mail open nothing any more; an answered invitation stays as it is."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now or timezone.now()
    )
    revoke_links(INVITATION, invitation)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, user: "User", now: datetime | None = None
) -> Membership:
    """Let `user`, who reads the invited mailbox, join the team. Raises OrganisationError.

    Whoever belongs to it already keeps the stronger of both roles.
    """
    organisation = _locked(invitation.organisation)
    answered = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    ).update(accepted_at=now or timezone.now())
    if not answered:
        raise OrganisationError(OrganisationError.Code.NOT_OPEN)
    invitation.refresh_from_db()
    member, is_new = Membership.objects.get_or_create(
        organisation=organisation, user=user, defaults={"role": invitation.role}
    )
    if not is_new and invitation.role == MemberRole.OWNER:
        member.role = MemberRole.OWNER
        member.save(update_fields=["role"])
    note(organisation, OrganisationEvent.JOINED, by=user, about=str(user))
    return member


@transaction.atomic
def change_role(*, member: Membership, role: str, by: "User") -> None:
    """Make somebody responsible, or a co-worker. Raises OrganisationError (LAST_OWNER)."""
    organisation = _locked(member.organisation)
    member.refresh_from_db()
    if member.role == role:
        return
    if role != MemberRole.OWNER:
        _check_somebody_stays(organisation, without=member)
    member.role = role
    member.save(update_fields=["role"])
    note(
        organisation,
        OrganisationEvent.ROLE_CHANGED,
        by=by,
        about=f"{member.user}: {member.get_role_display()}",
    )


@transaction.atomic
def remove_member(*, member: Membership, by: "User") -> None:
    """Let somebody leave the team, by the own wish or another's. Raises OrganisationError."""
    organisation = _locked(member.organisation)
    _check_somebody_stays(organisation, without=member)
    who = str(member.user)
    Membership.objects.filter(pk=member.pk).delete()
    note(organisation, OrganisationEvent.REMOVED, by=by, about=who)


@transaction.atomic
def hand_over(*, member: Membership, to: Membership, leaves: bool) -> None:
    """Make `to` responsible in `member`'s place, who stays as a co-worker or leaves."""
    organisation = _locked(member.organisation)
    to.refresh_from_db()
    to.role = MemberRole.OWNER
    to.save(update_fields=["role"])
    if leaves:
        member.delete()
    else:
        member.role = MemberRole.EDITOR
        member.save(update_fields=["role"])
    note(
        organisation,
        OrganisationEvent.HANDED_OVER,
        by=member.user,
        about=f"{member.user} → {to.user}",
    )


def keep_somebody_responsible(organisation: Organisation) -> None:
    """Where the last one responsible is gone (an erased account), the next in line takes over."""
    with transaction.atomic():
        organisation = _locked(organisation)
        members = organisation.memberships
        # Whose people are just moving needs nobody any more.
        is_merged = organisation.state == OrganisationState.MERGED
        if is_merged or members.filter(role=MemberRole.OWNER).exists():
            return
        heir = members.order_by("created_at", "pk").first()
        if heir:
            heir.role = MemberRole.OWNER
            heir.save(update_fields=["role"])
            note(
                organisation,
                OrganisationEvent.ROLE_CHANGED,
                about=f"{heir.user}: {heir.get_role_display()}",
            )


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _check_somebody_stays(organisation: Organisation, *, without: Membership) -> None:
    owners = organisation.memberships.filter(role=MemberRole.OWNER).exclude(pk=without.pk)
    is_owner = Membership.objects.filter(pk=without.pk, role=MemberRole.OWNER).exists()
    if is_owner and not owners.exists():
        raise OrganisationError(OrganisationError.Code.LAST_OWNER)
