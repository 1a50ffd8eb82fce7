"""Many pages written at once, ending as if each had been saved and published by itself.

`add_child`, `save_revision` and `publish` cost some forty statements a page. Here the same rows
are written with a fixed number of statements for a whole batch: page tree, page, revision, log,
reference index and search index. What is not done, and callers must know: no validation, no
`save` of the model (derived columns must be set), no signals for single pages. Public content is
said to have changed once (`content_version`).

The parents are locked as treebeard itself locks them, so that imports, and people in the admin,
can add pages below the same parent at the same time.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import CharField, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Length, Substr
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from modelsearch.backends import get_search_backends
from modelsearch.index import AutocompleteField, BaseField, SearchField, class_is_indexed
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from core import content_version

LONGEST_SLUG = 255
ROWS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Authorship:
    """Who writes, when, and what the pages' history says about it."""

    now: dt.datetime
    user: AbstractBaseUser | None = None
    # Log actions besides Wagtail's own, with their data: `{"opportunities.import": {…}}`.
    log: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class NewPage:
    """A page that is not in the tree yet; its slug is a wish that may get a number."""

    page: Page
    parent_id: int


@transaction.atomic
def create_pages(new_pages: Sequence[NewPage], author: Authorship) -> None:
    """Put published pages below their parents, as last children in the given order.

    Sets everything on the instances that the database then holds, `pk` included. Instances of
    the parents are out of date afterwards (`numchild`).
    """
    if not new_pages:
        return
    parents = _locked({new.parent_id for new in new_pages})
    _plant(new_pages, parents)
    pages = [new.page for new in new_pages]
    for page in pages:
        _set_published(page, author)
        page.owner_id = author.user.pk if author.user else None
        _without_children(page)
    _insert_rows(Page, pages)
    for model, same in _by_model(pages):
        for table in _child_tables(model):
            _insert_rows(table, same)
    for number, parent_ids in _counted(new.parent_id for new in new_pages).items():
        Page.objects.filter(pk__in=parent_ids).update(numchild=F("numchild") + number)
    revisions = _write_revisions(pages, author)
    _log(pages, author, revisions, "wagtail.create", "wagtail.publish")
    _index(pages)
    content_version.bump()


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
        for table in (Page, *_child_tables(type(page))):
            columns = [column for column in _columns(table) if column.name in names]
            if columns:
                table._base_manager.filter(pk=page.pk).update(
                    **{column.attname: getattr(page, column.attname) for column in columns}
                )
    revisions = _write_revisions(pages, author)
    _log(pages, author, revisions, "wagtail.publish")
    _index(pages)
    _update_aliases(pages, revisions)
    content_version.bump()


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
    _log(pages, author, {page.pk: page.latest_revision_id for page in pages}, "wagtail.publish")
    content_version.bump()


@transaction.atomic
def expire_pages(pages: Sequence[Page], author: Authorship) -> None:
    """Unpublish pages whose time is over, with their aliases; their latest revision stays."""
    if not pages:
        return
    ids = [page.pk for page in pages]
    Page.objects.filter(Q(pk__in=ids) | Q(alias_of__in=ids), live=True).update(
        live=False, expired=True, has_unpublished_changes=True, live_revision=None
    )
    _revisions_of(ids).filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    for page in pages:
        page.live, page.expired, page.has_unpublished_changes = False, True, True
        page.live_revision_id = None
    _log(pages, author, {}, "wagtail.unpublish")
    content_version.bump()


def free_slug(wish: str, taken: set[str]) -> str:
    """`wish`, or with the first number that makes it free; it counts as taken from then on."""
    slug = wish[:LONGEST_SLUG]
    number = 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = wish[: LONGEST_SLUG - len(ending)] + ending
    taken.add(slug)
    return slug


def _locked(parent_ids: set[int]) -> dict[int, Page]:
    """The parents as they are now, locked in one order for everybody."""
    parents = Page.objects.filter(pk__in=parent_ids).order_by("pk").select_for_update()
    return {parent.pk: parent for parent in parents}


def _plant(new_pages: Sequence[NewPage], parents: Mapping[int, Page]) -> None:
    """Give each page its place in the tree and its address."""
    with_children = [parent for parent in parents.values() if parent.numchild]
    last_steps = _last_steps(with_children)
    slugs = _slugs_below(with_children)
    for new in new_pages:
        page, parent = new.page, parents[new.parent_id]
        last_steps[parent.pk] += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, last_steps[parent.pk])
        page.numchild = 0
        page.slug = free_slug(page.slug, slugs[parent.pk])
        page.set_url_path(parent)
        page.locale_id = parent.locale_id


def _last_steps(parents: Sequence[Page]) -> Counter[int]:
    """The last child's step in its path, by the parent's id; 0 where there is no child."""
    by_path = {parent.path: parent.pk for parent in parents}
    last_paths = (
        _children(parents)
        .values("parent_path")
        .annotate(last=Max("path"))
        .values_list("parent_path", "last")
    )
    return Counter({by_path[path]: Page._str2int(last[len(path) :]) for path, last in last_paths})


def _slugs_below(parents: Sequence[Page]) -> dict[int, set[str]]:
    by_path = {parent.path: parent.pk for parent in parents}
    slugs: dict[int, set[str]] = defaultdict(set)
    for path, slug in _children(parents).values_list("parent_path", "slug"):
        slugs[by_path[path]].add(slug)
    return slugs


def _children(parents: Sequence[Page]) -> models.QuerySet[Page]:
    return (
        Page.objects.order_by()
        .filter(depth__in={parent.depth + 1 for parent in parents})
        .annotate(parent_path=Substr("path", 1, Length("path") - Page.steplen))
        .filter(parent_path__in=[parent.path for parent in parents])
    )


def _set_published(page: Page, author: Authorship) -> None:
    page.draft_title = page.title
    page.live, page.expired, page.has_unpublished_changes = True, False, False
    page.first_published_at = page.first_published_at or author.now
    page.last_published_at = page.latest_revision_created_at = author.now


def _without_children(page: Page) -> None:
    """Say that a new page has no child rows, which serialising it would ask the database."""
    for relation in get_all_child_relations(page):
        setattr(page, relation.get_accessor_name(), [])
    for relation in get_all_child_m2m_relations(page):
        setattr(page, relation.name, [])


def _by_model(pages: Iterable[Page]) -> Iterable[tuple[type[Page], list[Page]]]:
    by_name = sorted(pages, key=lambda page: page._meta.label)
    return ((model, list(same)) for model, same in groupby(by_name, key=type))


def _child_tables(model: type[Page]) -> list[type[Page]]:
    """The tables of a page model below `Page`, from general to special."""
    parents = [parent for parent in model._meta.get_parent_list() if parent is not Page]
    return [*reversed(parents), model]


def _columns(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.local_concrete_fields)


def _insert_rows(model: type[models.Model], objects: Sequence[models.Model]) -> None:
    """Insert one table's own rows of objects that inherit from it.

    Django's `bulk_create` refuses models that spread over several tables; this is the insert
    that `Model.save` and it are made of.
    """
    columns = _columns(model)
    returned = []
    if model is Page:
        returned = [Page._meta.pk]
        columns.remove(Page._meta.pk)
    most = connection.ops.bulk_batch_size(columns, objects) or ROWS_AT_ONCE
    step = max(min(most, ROWS_AT_ONCE), 1)
    for start in range(0, len(objects), step):
        batch = objects[start : start + step]
        queryset: Any = model._base_manager.all()
        rows = queryset._insert(batch, columns, returning_fields=returned)
        for row, instance in zip(rows or (), batch, strict=bool(returned)):
            _set_pk(instance, row[0])


def _set_pk(instance: models.Model, pk: int) -> None:
    for parent, link in instance._meta.parents.items():
        if link:
            setattr(instance, link.attname, pk)
        setattr(instance, parent._meta.pk.attname, pk)
    instance.pk = pk
    instance._state.adding = False
    instance._state.db = connection.alias


def _write_revisions(pages: Sequence[Page], author: Authorship) -> dict[int, int]:
    """A revision of each page as its latest and live one; their ids by the pages' ids."""
    base = _base_content_type()
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=page.cached_content_type,
                base_content_type=base,
                object_id=str(page.pk),
                created_at=author.now,
                user=author.user,
                object_str=str(page),
                content=page.serializable_data(),
            )
            for page in pages
        ],
        batch_size=ROWS_AT_ONCE,
    )
    latest = Subquery(
        Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), CharField()))
        .order_by("-pk")
        .values("pk")[:1]
    )
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        latest_revision=latest, live_revision=latest
    )
    ids = {}
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision_id = page.live_revision_id = ids[page.pk] = revision.pk
    return ids


def _revisions_of(page_ids: Iterable[int]) -> models.QuerySet[Revision]:
    return Revision.objects.filter(
        base_content_type=_base_content_type(), object_id__in=[str(pk) for pk in page_ids]
    )


def _base_content_type() -> ContentType:
    return ContentType.objects.get_for_model(Page, for_concrete_model=False)


def _log(
    pages: Sequence[Page], author: Authorship, revisions: Mapping[int, int | None], *actions: str
) -> None:
    entries: dict[str, Mapping[str, Any]] = {**{action: {} for action in actions}, **author.log}
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page_id=page.pk,
                content_type=page.cached_content_type,
                label=page.get_admin_display_title(),
                action=action,
                data=dict(data),
                timestamp=author.now,
                user=author.user,
                revision_id=revisions.get(page.pk),
                content_changed=action != "wagtail.unpublish",
            )
            for page in pages
            for action, data in entries.items()
        ],
        batch_size=ROWS_AT_ONCE,
    )


def _index(pages: Sequence[Page]) -> None:
    """What Wagtail's signal handlers do after a save, for all at once."""
    for model, same in _by_model(pages):
        _index_references(model, same)
        if class_is_indexed(model) and getattr(model, "search_auto_update", True):
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, [_Searchable(page) for page in same])


class _Searchable:
    """A page to a search backend that asks for every value several times.

    Taking the text out of rich text is most of what indexing costs.
    """

    def __init__(self, page: Page) -> None:
        self.pk = page.pk
        self._page = page

    def get_search_fields(self) -> list[BaseField]:
        return [self._answered(field) for field in self._page.get_search_fields()]

    def _answered(self, field: BaseField) -> BaseField:
        if not isinstance(field, SearchField | AutocompleteField):
            return field
        answered = copy(field)
        value = field.get_value(self._page)
        answered.get_value = lambda _instance: value
        return answered


def _index_references(model: type[Page], pages: Sequence[Page]) -> None:
    if not ReferenceIndex.is_indexed(model):
        return
    base = _base_content_type()
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    ReferenceIndex.objects.filter(
        base_content_type=base, object_id__in=[str(page.pk) for page in pages]
    ).delete()
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                content_type=content_type,
                base_content_type=base,
                object_id=str(page.pk),
                to_content_type_id=to_content_type_id,
                to_object_id=to_object_id,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for page in pages
            for to_content_type_id, to_object_id, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(page)
            )
        ],
        batch_size=ROWS_AT_ONCE,
    )


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
