"""Every row of every app that points to an organisation, found by the models themselves.

So an app above need not be known here, nor can one be forgotten. Where a row may not move because
the other organisation has its like already (a unique constraint), the app says what becomes of it
(`on_clash`); if it does not, the row stays with the merged organisation, which stays, too.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from core.models import SecretLink
from organisations.models import Organisation

# Of a model: (its row at the old organisation, the new organisation) -> None
_clashes: dict[type[models.Model], Callable[[Any, Organisation], None]] = {}


class Pointing(NamedTuple):
    """A column of some model that names an organisation."""

    model: type[models.Model]
    field: models.ForeignKey

    def rows(self, organisation: Organisation) -> models.QuerySet:
        return self.model._base_manager.filter(**{self.field.name: organisation.pk})

    @property
    def can_clash(self) -> bool:
        """Whether a constraint speaks of the column."""
        name = self.field.name
        together = [*self.model._meta.unique_together, *self._constraints()]
        return self.field.unique or any(name in fields for fields in together)

    def _constraints(self) -> Iterator[tuple[str, ...]]:
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                yield tuple(constraint.fields)


def on_clash(
    model: type[models.Model],
) -> Callable[[Callable[[Any, Organisation], None]], Callable[[Any, Organisation], None]]:
    """Say what becomes of a row of `model` that the other organisation has its like of.

    The function gets the row and the organisation it can't move to; it may change either.
    """

    def register(resolve: Callable[[Any, Organisation], None]) -> Any:
        _clashes[model] = resolve
        return resolve

    return register


def pointing_to_organisations() -> Iterator[Pointing]:
    """All columns that name organisations, but for which record was merged into which."""
    relation: Any
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model, field = relation.related_model, relation.field
        if model is not Organisation and not model._meta.proxy:
            yield Pointing(model, field)


def count_rows(organisation: Organisation) -> dict[type[models.Model], int]:
    """How many rows of each model point to the organisation."""
    counts: dict[type[models.Model], int] = {}
    for pointing in pointing_to_organisations():
        if number := pointing.rows(organisation).count():
            counts[pointing.model] = counts.get(pointing.model, 0) + number
    return counts


def move_rows(old: Organisation, new: Organisation) -> None:
    """Let everything that points to `old` point to `new`; within the caller's transaction."""
    for pointing in pointing_to_organisations():
        rows = pointing.rows(old)
        if not pointing.can_clash:
            rows.update(**{pointing.field.name: new})
            continue
        for row in rows.order_by("pk"):
            _move(row, pointing, new)
    SecretLink.objects.filter(
        subject_type=ContentType.objects.get_for_model(Organisation), subject_id=old.pk
    ).update(subject_id=new.pk)


def _move(row: models.Model, pointing: Pointing, new: Organisation) -> None:
    same = pointing.model._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            same.update(**{pointing.field.name: new})
    except IntegrityError:
        if resolve := _clashes.get(pointing.model):
            resolve(row, new)
