"""What a shop does to come in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.volunteers import confirmed_addresses
from core.links import Purpose, make_link, revoke_links
from core.mail import send_mail
from municipalities.staff import coordinator_emails
from organisations.addresses import absolute
from partners.enums import PartnerEvent, ProposalState
from partners.logbook import note
from partners.models import PartnerProposal

if TYPE_CHECKING:
    from accounts.models import User

KEPT_UNCONFIRMED = timedelta(days=14)

CONFIRM = Purpose(
    name="partner_proposal",
    view_name="partner_joining:confirm",
    lifetime=KEPT_UNCONFIRMED,
    once=True,
)


@transaction.atomic
def propose(
    *, proposal: PartnerProposal, user: "User | None" = None, now: datetime | None = None
) -> PartnerProposal:
    """Keep a proposal and ask its mailbox to confirm it.

    Who is signed in with that very mailbox has confirmed it already. Sent twice, the second
    replaces the first as long as nobody has confirmed.
    """
    proposal.email = proposal.email.strip().lower()
    before = PartnerProposal.objects.filter(
        state=ProposalState.UNCONFIRMED,
        email=proposal.email,
        municipality=proposal.municipality,
        name__iexact=proposal.name,
    ).first()
    if before:
        proposal.pk, proposal.created_at = before.pk, before.created_at
        revoke_links(CONFIRM, before)
    proposal.save(force_update=before is not None)
    if user and proposal.email in confirmed_addresses(user):
        confirm_proposal(proposal=proposal, user=user, now=now)
    else:
        send_mail(
            to=[proposal.email],
            subject=_subject(proposal) % {"name": proposal.name},
            template="partners/mail/confirm_proposal.txt",
            context={
                "proposal": proposal,
                "link": make_link(CONFIRM, proposal, email=proposal.email),
            },
        )
    return proposal


def _subject(proposal: PartnerProposal) -> str:
    if proposal.partner_id:
        return _("Please confirm: you want to keep the entry of %(name)s")
    return _("Please confirm: %(name)s takes part")


@transaction.atomic
def confirm_proposal(
    *, proposal: PartnerProposal, user: "User", now: datetime | None = None
) -> PartnerProposal:
    """Hand it to the town, for whoever has proved to read its mailbox. Safe to call twice."""
    proposal = PartnerProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state != ProposalState.UNCONFIRMED:
        return proposal
    proposal.state = ProposalState.WAITING
    proposal.confirmed_at = now or timezone.now()
    proposal.user = user
    proposal.save()
    if proposal.partner:
        note(proposal.partner, PartnerEvent.PROPOSED, by=user, about=proposal.contact_name)
    for email in coordinator_emails(proposal.municipality):
        send_mail(
            to=[email],
            subject=_("New partner shop: %(name)s") % {"name": proposal.name},
            template="partners/mail/proposal_arrived.txt",
            context={
                "proposal": proposal,
                "link": absolute(reverse("partner_proposals:inspect", kwargs={"pk": proposal.pk})),
            },
        )
    return proposal


def erase_old_proposals(now: datetime) -> int:
    """Forget who never confirmed, and in time what was typed of those that are decided."""
    kept = timedelta(days=settings.PARTNER_PROPOSALS_KEPT_DAYS)
    unconfirmed = PartnerProposal.objects.filter(
        state=ProposalState.UNCONFIRMED, created_at__lt=now - KEPT_UNCONFIRMED
    )
    decided = PartnerProposal.objects.filter(decided_at__lt=now - kept)
    return unconfirmed.delete()[0] + decided.delete()[0]
