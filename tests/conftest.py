"""What every test may ask for."""

import functools
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase

from core import content_version
from home.models import HomePage
from home.services import found_association
from municipalities.services import Founded, found_municipality
from opportunities import catalogue
from tests.first_rows import FirstRows
from tests.shared_rows import SharedRows, shared_rows, steps_for


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only tests that touch the database (for a second database)",
    )


def _commits(item: pytest.Item) -> bool:
    """Whether a test's changes are committed, and taken away again by emptying all tables."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def pytest_itemcollected(item: pytest.Item) -> None:
    if steps_for(item) and not item.get_closest_marker("django_db"):
        item.add_marker("django_db")


def pytest_collection_finish() -> None:
    """What is there by now stays: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        _only_with_database(config, items)
    # Rows that tests share are made once for all that come together. Those that commit come last.
    items.sort(key=lambda item: (_commits(item), [step.make.__name__ for step in steps_for(item)]))


def _only_with_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    database = {"django_db_setup"}
    keep = [
        item
        for item in items
        if item.get_closest_marker("django_db")
        or database & set(item.fixturenames)
        or (getattr(item, "cls", None) and issubclass(item.cls, TransactionTestCase))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in keep])
    items[:] = keep


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """Whether to go on with the database that is there: a copy of the one `make test` migrated."""
    site = os.environ.get("TEST_SITE")
    if site and connection.vendor == "sqlite" and "TEST_DATABASE_URL" not in os.environ:
        migrated = Path(site, "migrated.sqlite3")
        shutil.copyfile(migrated, connection.settings_dict["TEST"]["NAME"])
        return True
    return bool(request.config.getvalue("reuse_db"))


def _forget() -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()
    content_version.forget_everything()
    catalogue.forget()


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Nothing that one test cached is seen by the next: databases roll back, caches do not."""
    _forget()


@pytest.fixture(scope="session")
def _first_rows(django_db_setup: None) -> None:
    """Databases that a test has emptied are filled again at once."""
    rows = functools.cache(FirstRows)
    connection.creation.deserialize_db_from_string = lambda text: rows(text).put_back()


@pytest.fixture(scope="session")
def _shared_rows(_first_rows: None, django_db_blocker: Any) -> Iterator[SharedRows]:
    rows = SharedRows(_forget)
    yield rows
    with django_db_blocker.unblock():
        rows.lay([])


@pytest.fixture
def _rows_in_place(
    request: pytest.FixtureRequest, _shared_rows: SharedRows, django_db_blocker: Any
) -> None:
    """Before a test's transaction begins, the rows it shares with others are there."""
    with django_db_blocker.unblock():
        if _commits(request.node):
            _shared_rows.take_back()
        else:
            _shared_rows.lay(steps_for(request.node))


@pytest.fixture
def _django_db_helper(_rows_in_place: None, _django_db_helper: None) -> None:
    """pytest-django's, which begins the transaction."""


@pytest.fixture(autouse=True, scope="class")
def _nothing_shared_in_classes_of_django(request: pytest.FixtureRequest) -> None:
    """They begin their transaction for the whole class."""
    if request.cls and issubclass(request.cls, TransactionTestCase):
        rows = request.getfixturevalue("_shared_rows")
        with request.getfixturevalue("django_db_blocker").unblock():
            rows.lay([])


@pytest.fixture(autouse=True)
def _mails_go_through_the_outbox(settings: Any) -> None:
    """Django's test runner puts its own backend first; ours ends in `mail.outbox`, too."""
    settings.EMAIL_BACKEND = "core.mail.writing.OutboxBackend"


@pytest.fixture(autouse=True)
def _flushed_databases_are_filled_again(request: pytest.FixtureRequest) -> None:
    if _commits(request.node):
        request.getfixturevalue("_shared_rows").are_flushed = True


@shared_rows
def home() -> HomePage:
    """A founded association without towns."""
    return found_association(name="Ehrenamtsverbund Test", hostname="testserver")


@shared_rows
def luenen(home: HomePage) -> Founded:
    return found_municipality(ags="05978024")


@shared_rows
def selm(home: HomePage) -> Founded:
    return found_municipality(ags="05978032")
