from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.mail import send_mail
from organisations.addresses import absolute
from organisations.enums import MemberRole, OrganisationEvent, OrganisationState, RegistrationState
from organisations.errors import OrganisationError
from organisations.logbook import note
from organisations.merging.pages import merge_pages
from organisations.merging.rows import count_rows, move_rows, on_clash
from organisations.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationLogEntry,
    Registration,
)

if TYPE_CHECKING:
    from accounts.models import User

# Sent in the transaction, with `old` and `new`, for what no foreign key tells.
organisation_merged = Signal()

# What the new record takes over where it knows nothing itself.
_FACTS: Final = (
    *("municipality", "kind", "register_court", "register_number"),
    *("contact_name", "email", "phone"),
)


@dataclass(frozen=True)
class Preview:
    """What merging would move: pages (offers), rows by the name of their kind, people."""

    offers: list[Model]
    rows: list[tuple[str, int]]
    people: list[Membership]


def preview_merge(old: Organisation) -> Preview:
    """What belongs to `old` and would belong to the other."""
    counts = count_rows(old)
    shown = {
        model: number
        for model, number in counts.items()
        if model not in (OrganisationLogEntry, Membership)
    }
    return Preview(
        offers=list(old.page.get_children().order_by("title", "pk")) if old.page else [],
        rows=sorted(
            (str(capfirst(model._meta.verbose_name_plural)), number)
            for model, number in shown.items()
        ),
        people=list(old.memberships.select_related("user")),
    )


@transaction.atomic
def merge_organisations(
    *, old: Organisation, new: Organisation, by: "User | None", now: datetime | None = None
) -> Organisation:
    """Let `new` stand for both: everything of `old` moves there, `old` stays as a sign to it.

    A registration of `old` that waits for the town is accepted by that. Safe to call twice;
    raises OrganisationError (SAME, MERGED).
    """
    if old.pk == new.pk:
        raise OrganisationError(OrganisationError.Code.SAME)
    both = Organisation.objects.select_for_update(of=("self",)).order_by("pk")
    found = {one.pk: one for one in both.filter(pk__in=(old.pk, new.pk))}
    old, new = found[old.pk], found[new.pk]
    if old.state == OrganisationState.MERGED and old.merged_into_id == new.pk:
        return new
    if OrganisationState.MERGED in (old.state, new.state):
        raise OrganisationError(OrganisationError.Code.MERGED)
    now = now or timezone.now()
    people = list(old.memberships.select_related("user"))
    before = old.state
    old.state, old.merged_into = OrganisationState.MERGED, new
    old.save(update_fields=["state", "merged_into"])
    merge_pages(old, new, by=by)
    was_asked = Registration.objects.filter(
        organisation=old, state=RegistrationState.WAITING, is_claim=False
    ).update(state=RegistrationState.ACCEPTED, decided_by=by, decided_at=now)
    move_rows(old, new)
    Organisation.objects.filter(merged_into=old).update(merged_into=new)
    _take_over(old, new, before=OrganisationState.ACCEPTED if was_asked else before)
    note(new, OrganisationEvent.MERGED, by=by, about=old.name)
    organisation_merged.send(sender=Organisation, old=old, new=new)
    for member in people:
        _tell(member, old, new)
    return new


def _take_over(old: Organisation, new: Organisation, *, before: str) -> None:
    """Let `new` know what `old` knew, which was in the state `before`."""
    for name in _FACTS:
        if not getattr(new, name):
            setattr(new, name, getattr(old, name))
    # Caution is inherited, trust is not.
    new.needs_background_check |= old.needs_background_check
    if before == OrganisationState.ACCEPTED:
        new.state = OrganisationState.ACCEPTED
    elif before == OrganisationState.WAITING and new.state == OrganisationState.KNOWN:
        new.state = OrganisationState.WAITING
    new.save()


def _tell(member: Membership, old: Organisation, new: Organisation) -> None:
    send_mail(
        to=[member.user.email],
        subject=_("%(old)s and %(new)s are one now") % {"old": old.name, "new": new.name},
        template="organisations/mail/merged.txt",
        context={
            "old": old,
            "new": new,
            "link": absolute(reverse("desk:home", kwargs={"organisation": new.pk})),
        },
    )


@on_clash(Membership)
def _stronger_role(member: Membership, new: Organisation) -> None:
    """Who sits at both desks keeps the stronger role."""
    if member.role == MemberRole.OWNER:
        Membership.objects.filter(organisation=new, user=member.user).update(role=member.role)
    member.delete()


@on_clash(Invitation)
def _one_invitation(invitation: Invitation, new: Organisation) -> None:
    """Who is invited to both answers the other one."""
    invitation.withdrawn_at = timezone.now()
    invitation.organisation = new
    invitation.save(update_fields=["withdrawn_at", "organisation"])
