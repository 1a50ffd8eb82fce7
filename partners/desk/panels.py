"""What stands on the first page of a shop's desk and on the own account."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.sections import Section
from partners.desk.frame import DeskTask
from partners.details import shown_benefits
from partners.enums import PartnerState, ProposalState
from partners.models import Partner, PartnerProposal


def how_it_stands(partner: Partner, request: HttpRequest) -> Section:
    """What card holders get here; whether the town has ended it; the question once a year."""
    page = partner.page
    return Section(
        template="partners/desk/stands.html",
        context={
            "partner": partner,
            "has_ended": partner.state == PartnerState.ENDED,
            "is_asked": partner.asked_at is not None,
            "own_page": page if page and page.live else None,
            "benefits": shown_benefits(partner, today=timezone.localdate()),
        },
        order=100,
    )


def tasks(partner: Partner) -> Iterable[DeskTask]:
    """What is missing for card holders to find the shop and come at the right time."""
    if partner.state == PartnerState.ENDED:
        return
    where = {"partner": partner.pk}
    if not partner.benefits.filter(ended_at=None).exists():
        yield DeskTask(
            label=_("Say what card holders get"),
            url=reverse("partner_benefits:add", kwargs=where),
            order=50,
        )
    page = partner.page
    if page is None or not page.live:
        return
    profile = reverse("partner_profile:profile", kwargs=where)
    if any(not branch.opening_hours for branch in page.branches.all()):
        yield DeskTask(label=_("Add your opening hours"), url=profile, order=500)
    if page.image_id is None:
        yield DeskTask(label=_("Show a picture of your shop"), url=profile, order=600)


def of_account(user: Any, request: HttpRequest) -> Section | None:
    """The ways to the shops that the person keeps, and what became of proposals."""
    shops = list(Partner.objects.kept_by(user).select_related("municipality"))
    waiting = list(
        PartnerProposal.objects.filter(user=user, state=ProposalState.WAITING).select_related(
            "municipality"
        )
    )
    if not shops and not waiting:
        return None
    return Section(
        template="partners/desk/account_section.html",
        context={"shops": shops, "waiting": waiting},
        order=55,
    )
