"""What owners write goes on line at once; the town sees each change in the shop's log."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from partners.enums import PartnerEvent
from partners.logbook import note
from partners.models import Benefit, Partner, PartnerBranch, PartnerPage

if TYPE_CHECKING:
    from accounts.models import User


def own_page(partner: Partner) -> PartnerPage | None:
    """The page as it is on line; None where the town has taken it off or is working on it."""
    page = PartnerPage.objects.filter(record=partner, live=True).first()
    return None if page is None or page.locked else page


@transaction.atomic
def publish_profile(*, partner: Partner, page: PartnerPage, by: "User", changed: list[str]) -> None:
    """Put the changed page on line; `changed` names what has, in words."""
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    note(partner, PartnerEvent.CHANGED, by=by, about=", ".join(changed))


@transaction.atomic
def keep_branch(*, partner: Partner, page: PartnerPage, branch: PartnerBranch, by: "User") -> None:
    """Publish a place that was added or changed."""
    if branch.pk is None:
        branch.sort_order = page.branches.count()
    page.branches.add(branch)
    publish_profile(partner=partner, page=page, by=by, changed=[f"{_('place')}: {branch}"])


def what_needs(branch: PartnerBranch) -> list[Benefit]:
    """Benefits that are given at this place alone: without it they would hold everywhere."""
    return [
        benefit
        for benefit in Benefit.objects.filter(branches=branch.pk, ended_at=None)
        if benefit.branches.count() == 1
    ]


@transaction.atomic
def remove_branch(
    *, partner: Partner, page: PartnerPage, branch: PartnerBranch, by: "User"
) -> bool:
    """Take a place off the page, unless it is the last or a benefit needs it; says if it was."""
    if page.branches.count() < 2 or what_needs(branch):
        return False
    page.branches.remove(branch)
    publish_profile(partner=partner, page=page, by=by, changed=[f"{_('place')}: – {branch}"])
    return True
