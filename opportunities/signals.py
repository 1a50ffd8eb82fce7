"""Keep what follows from the tree right when pages are moved."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import post_page_move

from opportunities.models import OpportunityPage
from opportunities.models.pages import organisation_id_above


def moved(instance: Page, **kwargs: Any) -> None:
    """A moved opportunity belongs to the organisation under which it stands now."""
    page = Page.objects.get(pk=instance.pk)
    OpportunityPage.objects.filter(pk=page.pk).update(
        organisation_id=organisation_id_above(page.path)
    )


def connect() -> None:
    post_page_move.connect(moved, sender=OpportunityPage, dispatch_uid="opportunity-moved")
