"""How the town decides about a shop that wants to take part."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mailbox import account_of_mailbox
from core.mail import send_mail
from municipalities.models import MunicipalityPage
from municipalities.services import german_slug
from organisations.addresses import absolute
from partners.benefits.facts import BenefitFacts
from partners.benefits.services import add_benefit
from partners.enums import PartnerEvent, PartnerState, ProposalState
from partners.errors import PartnerError
from partners.logbook import note
from partners.models import (
    Partner,
    PartnerBranch,
    PartnerMembership,
    PartnerPage,
    PartnerProposal,
)

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def accept_proposal(
    *,
    proposal: PartnerProposal,
    by: "User | None",
    with_benefit: bool = True,
    now: datetime | None = None,
) -> Partner:
    """Let the shop in: record, page on line, benefit, and whoever proposed it as its owner.

    A known shop that was taken over keeps its page and gets an owner; its proposed benefit is
    added unless not `with_benefit`. What was declined can still be accepted. Safe to call twice.
    Raises PartnerError: NOT_CONFIRMED, NO_TOWN_PAGE.
    """
    now = now or timezone.now()
    proposal = _locked(proposal)
    if proposal.state == ProposalState.ACCEPTED and proposal.partner:
        return proposal.partner
    partner = proposal.partner or _new_partner(proposal)
    partner.state = PartnerState.ACCEPTED
    partner.confirmed_at = now
    partner.contact_name, partner.email, partner.phone = (
        proposal.contact_name,
        proposal.email,
        proposal.phone,
    )
    partner.save()
    if partner.page is None:
        partner.page = _publish_page(proposal, partner, by)
    if with_benefit and proposal.benefit:
        add_benefit(partner=partner, facts=BenefitFacts.from_json(proposal.benefit), by=by)
    owner = proposal.user or account_of_mailbox(email=proposal.email, name=proposal.contact_name)
    PartnerMembership.objects.get_or_create(partner=partner, user=owner)
    proposal.partner = partner
    _decide(proposal, ProposalState.ACCEPTED, by=by, now=now)
    note(partner, PartnerEvent.ACCEPTED, by=by, about=proposal.contact_name)
    _write(
        proposal,
        subject=_("%(name)s takes part") % {"name": partner.name},
        template="partners/mail/proposal_accepted.txt",
        link=absolute(reverse("partner_desk:home", kwargs={"partner": partner.pk})),
    )
    return partner


@transaction.atomic
def decline_proposal(
    *, proposal: PartnerProposal, by: "User | None", reason: str, now: datetime | None = None
) -> None:
    """Refuse, with the reason that the shop is told.

    Raises PartnerError: NO_REASON, NOT_CONFIRMED, and DECIDED for what was accepted.
    """
    reason = reason.strip()
    if not reason:
        raise PartnerError(PartnerError.Code.NO_REASON)
    proposal = _locked(proposal)
    if proposal.state == ProposalState.ACCEPTED:
        raise PartnerError(PartnerError.Code.DECIDED)
    if proposal.state == ProposalState.DECLINED:
        return
    proposal.reason = reason
    _decide(proposal, ProposalState.DECLINED, by=by, now=now or timezone.now())
    if proposal.partner:
        note(proposal.partner, PartnerEvent.DECLINED, by=by, about=proposal.contact_name)
    _write(
        proposal,
        subject=_("About your proposal of %(name)s") % {"name": proposal.name},
        template="partners/mail/proposal_declined.txt",
    )


def _locked(proposal: PartnerProposal) -> PartnerProposal:
    proposal = (
        PartnerProposal.objects.select_for_update(of=("self",))
        .select_related("partner", "municipality", "user")
        .get(pk=proposal.pk)
    )
    if proposal.state == ProposalState.UNCONFIRMED:
        raise PartnerError(PartnerError.Code.NOT_CONFIRMED)
    return proposal


def _decide(
    proposal: PartnerProposal, state: ProposalState, *, by: "User | None", now: datetime
) -> None:
    proposal.state = state
    if state == ProposalState.ACCEPTED:
        proposal.reason = ""
    proposal.decided_by = by
    proposal.decided_at = now
    proposal.save()


def _new_partner(proposal: PartnerProposal) -> Partner:
    return Partner(name=proposal.name, municipality=proposal.municipality)


def _publish_page(proposal: PartnerProposal, partner: Partner, by: "User | None") -> PartnerPage:
    """The shop's page below the town's, with nothing of who asked."""
    below = MunicipalityPage.objects.filter(municipality=proposal.municipality).first()
    if below is None:
        raise PartnerError(PartnerError.Code.NO_TOWN_PAGE)
    page = PartnerPage(
        title=proposal.name,
        slug=_free_slug(below, proposal.name),
        live=False,
        category=proposal.category,
        website=proposal.website,
        owner=by,
    )
    page.branches.add(
        PartnerBranch(
            street=proposal.street,
            postcode=proposal.postcode,
            city=proposal.city,
            opening_hours=proposal.opening_hours,
            # No coordinates: the postcode's middle would look like the door on the map.
        )
    )
    below.add_child(instance=page)
    # Before it is published: then the page finds its record and makes none of its own.
    partner.page = page
    partner.save(update_fields=["page"])
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return page


def _free_slug(below: MunicipalityPage, name: str) -> str:
    wanted = german_slug(name)[:200].strip("-") or "partner"
    taken = set(below.get_children().values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _write(proposal: PartnerProposal, *, subject: str, template: str, link: str = "") -> None:
    send_mail(
        to=[proposal.email],
        subject=subject,
        template=template,
        context={
            "proposal": proposal,
            "partner": proposal.partner,
            "town": proposal.municipality,
            "link": link,
        },
    )
