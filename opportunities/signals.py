"""Keep what follows from the tree right when pages are moved, and tell the catalogue of changes.

Everything that an offer's entry in the catalogue is made of is watched here. `Page.save` and
deletion send their signals inside the transaction that they are, so what is noted is committed
with the change or not at all.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, post_page_move

from core.bulk_pages import pages_written
from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup
from municipalities.models import Municipality
from municipalities.signals import moved as town_moved
from opportunities.applications.due import offer_places_of
from opportunities.catalogue import changes
from opportunities.desk.promises import keep_promises_true
from opportunities.models import OpportunityPage
from opportunities.models.following import DERIVED, organisation_id_above
from organisations.models import OrganisationPage

# Lists that everything may point at: who edits them waits for the catalogue to be built anew.
OF_EVERYTHING = (
    Activity,
    EngagementField,
    Municipality,
    PageViewRestriction,
    Requirement,
    SpokenLanguage,
    TargetGroup,
)


# What saving only these columns changes, nobody can search for.
BOOKKEEPING = {
    *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"),
    *("live_revision", "locked", "locked_at", "locked_by", "numchild"),
    # Always written along (`OpportunityPage.save`).
    *("municipality", *DERIVED),
}


def note_subtree(path: str) -> None:
    """Tell the catalogue of all offers at and below a tree path."""
    offers = OpportunityPage.objects.filter(path__startswith=path).order_by()
    changes.note(list(offers.keys()[: changes.MOST_SINGLE + 1]))


@transaction.atomic
def moved(instance: Page, **kwargs: Any) -> None:
    """Moved opportunities belong to the organisation under which they stand now."""
    # Receivers run from the highest app down; but what the catalogue is told must be true already.
    town_moved(instance)
    page = Page.objects.get(pk=instance.pk)
    OpportunityPage.objects.filter(pk=page.pk).update(
        organisation_id=organisation_id_above(page.path)
    )
    note_subtree(page.path)


def page_saved(instance: Page, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """An organisation's title stands in its offers' entries; a move saves the bare tree row."""
    if update_fields is not None and set(update_fields) <= BOOKKEEPING:
        return
    if isinstance(instance, OpportunityPage):
        changes.note([instance.pk])
    else:
        note_subtree(instance.path)


def pages_were_written(pages: Sequence[Page], **kwargs: Any) -> None:
    """An import wrote offers and organisations, which may have aliases elsewhere."""
    keys = [page.pk for page in pages if isinstance(page, OpportunityPage)]
    if keys:
        changes.note([*keys, *OpportunityPage.objects.filter(alias_of__in=keys).keys()])
    for page in pages:
        if isinstance(page, OrganisationPage):
            note_subtree(page.path)


def offer_deleted(instance: OpportunityPage, **kwargs: Any) -> None:
    changes.note([instance.pk])


def offer_published(instance: OpportunityPage, **kwargs: Any) -> None:
    """Dates may have changed that people have booked; and more places may be wanted than before."""
    keep_promises_true(instance.pk, now=timezone.now())
    offer_places_of(instance.pk)


def anything_changed(**kwargs: Any) -> None:
    changes.note_everything()


def connect() -> None:
    post_page_move.connect(moved, dispatch_uid="opportunity-moved")
    for model in (Page, OrganisationPage, OpportunityPage):
        post_save.connect(page_saved, sender=model, dispatch_uid=f"catalogue-{model.__qualname__}")
    pages_written.connect(pages_were_written, dispatch_uid="catalogue-bulk")
    page_published.connect(offer_published, sender=OpportunityPage, dispatch_uid="offer-published")
    post_delete.connect(offer_deleted, sender=OpportunityPage, dispatch_uid="catalogue-deleted")
    for model in OF_EVERYTHING:
        uid = f"catalogue-{model.__qualname__}"
        post_save.connect(anything_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(anything_changed, sender=model, dispatch_uid=f"{uid}-deleted")
