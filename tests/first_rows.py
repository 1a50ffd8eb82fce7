"""What migrations put into the database, put back at once after a test has emptied all tables.

Django's own way reads the same text anew for each such test and saves row by row: seconds, where
inserting them together takes a tenth of one.
"""

from collections import defaultdict

from django.core import serializers
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.constants import OnConflict


class FirstRows:
    """The rows of a database that Django has serialized, ready to be inserted."""

    def __init__(self, serialized: str) -> None:
        self._rows: dict[type[Model], list[Model]] = defaultdict(list)
        for found in serializers.deserialize("json", serialized):
            row = found.object
            self._rows[type(row)].append(row)
            for name, others in (found.m2m_data or {}).items():
                field = row._meta.get_field(name)
                through = field.remote_field.through
                own, other = (
                    through._meta.get_field(end).attname
                    for end in (field.m2m_field_name(), field.m2m_reverse_field_name())
                )
                self._rows[through] += [through(**{own: row.pk, other: key}) for key in others]

    def put_back(self) -> None:
        """Insert all rows. The first test that asks for it finds them in place still."""
        with transaction.atomic(), connection.constraint_checks_disabled():
            for model, rows in self._rows.items():
                self._insert(model, rows)

    def _insert(self, model: type[Model], rows: list[Model]) -> None:
        fields = [
            field
            for field in model._meta.local_concrete_fields
            if not field.generated and not (field.primary_key and rows[0].pk is None)
        ]
        size = max(connection.ops.bulk_batch_size(fields, rows), 1)
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            model._base_manager._insert(
                part, fields=fields, raw=True, on_conflict=OnConflict.IGNORE
            )
