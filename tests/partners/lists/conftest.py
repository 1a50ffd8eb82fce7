import tempfile
from pathlib import Path

import pytest
from django.utils import timezone

from partners.lists.importing import import_list
from partners.lists.options import ListOptions
from partners.models import PartnerList
from tests.partners.lists.files import SIX, as_csv
from tests.shared_rows import shared_rows


def take(partner_list, path, *, writes=True, **options):
    """Import a file as a state of a list."""
    choice = {"now": timezone.now(), "town": partner_list.municipality, **options}
    return import_list(path, partner_list, ListOptions(**choice), writes=writes)


@shared_rows
def known_list(luenen):
    """A list whose first state has been imported."""
    partner_list = PartnerList.objects.create(
        name="Stadtmarketing", municipality=luenen.municipality
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(as_csv(*SIX))
        take(partner_list, path)
    return partner_list


@pytest.fixture
def take_state(tmp_path):
    """Imports a file with these rows, or this content, as a state of a list."""

    def take_rows(partner_list, *rows, content=b"", **options):
        path = tmp_path / "state.csv"
        path.write_bytes(content or as_csv(*rows))
        return take(partner_list, path, **options)

    return take_rows


@pytest.fixture
def later(known_list, take_state):
    """Imports a later state of the known list."""

    def take_later(*rows, **options):
        return take_state(known_list, *rows, **options)

    return take_later
