"""The rows that a published page consists of: its tables, a revision, log entries."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Orderable, Page, PageLogEntry, Revision

ROWS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Authorship:
    """Who writes, when, and what the pages' history says about it."""

    now: dt.datetime
    user: AbstractBaseUser | None = None
    # Log actions besides Wagtail's own, with their data: `{"opportunities.import": {…}}`.
    log: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def by_model(pages: Iterable[Page]) -> Iterable[tuple[type[Page], list[Page]]]:
    """The pages of each class, in their order."""
    by_name = sorted(pages, key=lambda page: page._meta.label)
    return ((model, list(same)) for model, same in groupby(by_name, key=type))


def child_tables(model: type[Page]) -> list[type[Page]]:
    """The tables of a page model below `Page`, from general to special."""
    parents = [parent for parent in model._meta.get_parent_list() if parent is not Page]
    return [*reversed(parents), model]


def columns_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of the model's own table, without those it inherits."""
    return list(model._meta.local_concrete_fields)


def insert_rows(model: type[models.Model], objects: Sequence[models.Model]) -> None:
    """Insert one table's own rows of objects that inherit from it.

    Django's `bulk_create` refuses models that spread over several tables; this is the insert
    that `Model.save` and it are made of.
    """
    columns = columns_of(model)
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


def insert_children(pages: Sequence[Page]) -> None:
    """Insert the child rows that new pages hold, all of one kind at once, in their order."""
    for model, same in by_model(pages):
        for relation in get_all_child_relations(model):
            rows = []
            for page in same:
                for order, child in enumerate(getattr(page, relation.get_accessor_name()).all()):
                    setattr(child, relation.field.name, page)
                    if isinstance(child, Orderable) and child.sort_order is None:
                        child.sort_order = order
                    rows.append(child)
            relation.related_model._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)
        for relation in get_all_child_m2m_relations(model):
            for page in same:
                if page._cluster_related_objects[relation.name]:
                    getattr(page, relation.name).commit()


def write_revisions(pages: Sequence[Page], author: Authorship) -> dict[int, int]:
    """A revision of each page as its latest and live one; their ids by the pages' ids."""
    base = base_content_type()
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


def revisions_of(page_ids: Iterable[int]) -> models.QuerySet[Revision]:
    """All revisions of these pages."""
    return Revision.objects.filter(
        base_content_type=base_content_type(), object_id__in=[str(pk) for pk in page_ids]
    )


def base_content_type() -> ContentType:
    """The one under which every kind of page is known to revisions and references."""
    return ContentType.objects.get_for_model(Page, for_concrete_model=False)


def write_log(
    pages: Sequence[Page], author: Authorship, revisions: Mapping[int, int | None], *actions: str
) -> None:
    """One entry for each page and action, and for what `author` wants in the history besides."""
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
