"""The rows that are put back are those that Django itself would put back."""

import pytest
from django.db import connection


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_emptied_database_is_filled_as_it_was():
    assert connection.creation.serialize_db_to_string() == connection._test_serialized_contents
