"""Known shops as they stand here, loaded for a batch at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from partners.lists.planning import Step
from partners.models import (
    Benefit,
    Partner,
    PartnerBranch,
    PartnerListBenefit,
    PartnerListEntry,
    PartnerPage,
)

RELATED = ("branches", "languages", "wagtail_admin_comments")


@dataclass(slots=True)
class Current:
    """A shop as it stands here, with all that a list may change of it."""

    partner: Partner
    page: PartnerPage
    branch: PartnerBranch | None
    entry: PartnerListEntry | None
    sources: list[PartnerListBenefit] = field(default_factory=list)
    benefits: list[Benefit] = field(default_factory=list)  # that have not ended


def load_current(steps: Sequence[Step]) -> dict[str, Current]:
    """What stands here of the steps' shops, by target; a fixed number of queries."""
    known = [step.known for step in steps if step.known]
    partners = Partner.objects.in_bulk([one.partner for one in known])
    pages: dict[int, PartnerPage] = (
        PartnerPage.objects.select_related("category")
        .prefetch_related(*RELATED)
        .in_bulk([one.page for one in known if one.page])
    )
    entries = PartnerListEntry.objects.in_bulk([one.entry for one in known if one.entry])
    sources: dict[int, list[PartnerListBenefit]] = {}
    for source in PartnerListBenefit.objects.filter(entry__in=list(entries)).select_related(
        "benefit"
    ):
        sources.setdefault(source.entry_id, []).append(source)
    benefits: dict[int, list[Benefit]] = {}
    for benefit in Benefit.objects.filter(partner__in=list(partners), ended_at=None):
        benefits.setdefault(benefit.partner_id, []).append(benefit)
    found: dict[str, Current] = {}
    for one in known:
        page = pages.get(one.page or 0)
        if page is None:
            continue
        branches: list[Any] = list(page.branches.all())
        branch = next((branch for branch in branches if branch.pk == one.branch), None)
        entry = entries.get(one.entry or 0)
        found[one.target] = Current(
            partner=partners[one.partner],
            page=page,
            branch=branch,
            entry=entry,
            sources=sources.get(entry.pk, []) if entry else [],
            benefits=benefits.get(one.partner, []),
        )
    return found
