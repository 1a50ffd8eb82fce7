"""What happens elsewhere and concerns the shops: pages are published, benefits change."""

from typing import Any

from django.db.models.signals import m2m_changed, pre_save
from wagtail.signals import page_published

from core.signals import public_content_changed, watch
from partners.branches import follow_address
from partners.models import (
    Benefit,
    BenefitTranslation,
    Partner,
    PartnerBranch,
    PartnerCategory,
    PartnerPage,
)
from partners.records import follow_page


def page_was_published(instance: PartnerPage, **kwargs: Any) -> None:
    follow_page(instance)


def branch_is_saved(instance: PartnerBranch, **kwargs: Any) -> None:
    follow_address(instance)


def connect() -> None:
    page_published.connect(page_was_published, sender=PartnerPage, dispatch_uid="partners-record")
    pre_save.connect(branch_is_saved, sender=PartnerBranch, dispatch_uid="partners-branch")
    # Lists and pages show them; whoever writes with `update()` raises the version himself.
    watch(Benefit, BenefitTranslation, Partner, PartnerCategory)
    m2m_changed.connect(
        public_content_changed,
        sender=Benefit.branches.through,
        dispatch_uid="partners-benefit-branches",
    )
