"""The four things that are done with many pages at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F, Q
from django.dispatch import Signal
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page, Revision

from core import content_version
from core.bulk_pages.indexing import index_pages
from core.bulk_pages.rows import (
    Authorship,
    by_model,
    child_tables,
    columns_of,
    insert_children,
    insert_rows,
    revisions_of,
    write_log,
    write_revisions,
)
from core.bulk_pages.tree import NewPage, locked, plant

# Sent with `pages` inside the transaction that creates, changes, publishes or expires them.
pages_written = Signal()


@transaction.atomic
def create_pages(new_pages: Sequence[NewPage], author: Authorship) -> None:
    """Put published pages below their parents, as last children in the given order.

    Sets everything on the instances that the database then holds, `pk` included. Instances of
    the parents are out of date afterwards (`numchild`). Child rows that an instance holds already
    (`page.slots = […]`) are written too, all of one kind at once and without signals.
    """
    if not new_pages:
        return
    parents = locked({new.parent_id for new in new_pages})
    plant(new_pages, parents)
    pages = [new.page for new in new_pages]
    for page in pages:
        _set_published(page, author)
        page.owner_id = author.user.pk if author.user else None
    for page in pages:
        _know_children(page)
    insert_rows(Page, pages)
    for model, same in by_model(pages):
        for table in child_tables(model):
            insert_rows(table, same)
    insert_children(pages)
    for number, parent_ids in _counted(new.parent_id for new in new_pages).items():
        Page.objects.filter(pk__in=parent_ids).update(numchild=F("numchild") + number)
    revisions = write_revisions(pages, author)
    write_log(pages, author, revisions, "wagtail.create", "wagtail.publish")
    index_pages(pages)
    _announce(pages)


@transaction.atomic
def publish_changes(pages: Sequence[Page], fields: Iterable[str], author: Authorship) -> None:
    """Write changed pages and publish them as new revisions.

    `fields` are the names of those that may have changed, of the specific model or of `Page`;
    tree position and slug can't be among them.
    """
    if not pages:
        return
    revised = {"title", "draft_title", "live", "expired", "has_unpublished_changes"} | {
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
    }
    names = {*fields} | revised
    for page in pages:
        _set_published(page, author)
        for table in (Page, *child_tables(type(page))):
            columns = [column for column in columns_of(table) if column.name in names]
            if columns:
                table._base_manager.filter(pk=page.pk).update(
                    **{column.attname: getattr(page, column.attname) for column in columns}
                )
    revisions = write_revisions(pages, author)
    write_log(pages, author, revisions, "wagtail.publish")
    index_pages(pages)
    _update_aliases(pages, revisions)
    _announce(pages)


@transaction.atomic
def publish_again(pages: Sequence[Page], author: Authorship) -> None:
    """Publish the latest revision of pages that were unpublished and not edited since."""
    if not pages:
        return
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        live=True,
        expired=False,
        has_unpublished_changes=False,
        last_published_at=author.now,
        live_revision=F("latest_revision"),
    )
    write_log(
        pages, author, {page.pk: page.latest_revision_id for page in pages}, "wagtail.publish"
    )
    _announce(pages)


@transaction.atomic
def expire_pages(pages: Sequence[Page], author: Authorship) -> None:
    """Unpublish pages whose time is over, with their aliases; their latest revision stays."""
    if not pages:
        return
    ids = [page.pk for page in pages]
    Page.objects.filter(Q(pk__in=ids) | Q(alias_of__in=ids), live=True).update(
        live=False, expired=True, has_unpublished_changes=True, live_revision=None
    )
    revisions_of(ids).filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    for page in pages:
        page.live, page.expired, page.has_unpublished_changes = False, True, True
        page.live_revision_id = None
    write_log(pages, author, {}, "wagtail.unpublish")
    _announce(pages)


def _announce(pages: Sequence[Page]) -> None:
    pages_written.send(sender=Page, pages=pages)
    content_version.bump()


def _set_published(page: Page, author: Authorship) -> None:
    page.draft_title = page.title
    page.live, page.expired, page.has_unpublished_changes = True, False, False
    page.first_published_at = page.first_published_at or author.now
    page.last_published_at = page.latest_revision_created_at = author.now


def _know_children(page: Page) -> None:
    """Say of the relations that the caller did not set that they are empty.

    Serialising would ask the database.
    """
    given = getattr(page, "_cluster_related_objects", {})
    for name in (
        *(relation.get_accessor_name() for relation in get_all_child_relations(page)),
        *(relation.name for relation in get_all_child_m2m_relations(page)),
    ):
        if name not in given:
            setattr(page, name, [])


def _update_aliases(pages: Sequence[Page], revisions: Mapping[int, int]) -> None:
    with_aliases = set(
        Page.objects.filter(alias_of__in=[page.pk for page in pages]).values_list(
            "alias_of", flat=True
        )
    )
    for page in pages:
        if page.pk in with_aliases:
            page.update_aliases(revision=Revision.objects.get(pk=revisions[page.pk]))


def _counted(parent_ids: Iterable[int]) -> dict[int, list[int]]:
    """Parents by how many children each gets."""
    by_number: dict[int, list[int]] = defaultdict(list)
    for parent_id, number in Counter(parent_ids).items():
        by_number[number].append(parent_id)
    return by_number
