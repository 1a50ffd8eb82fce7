"""What every test may ask for."""

from collections.abc import Iterator
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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only tests that touch the database (for a second database)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
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


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Nothing that one test cached is seen by the next: databases roll back, caches do not."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    content_version.forget_everything()
    catalogue.forget()


@pytest.fixture(autouse=True)
def _mails_go_through_the_outbox(settings: Any) -> None:
    """Django's test runner puts its own backend first; ours ends in `mail.outbox`, too."""
    settings.EMAIL_BACKEND = "core.mail.writing.OutboxBackend"


@pytest.fixture(scope="session")
def _migrated_content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Puts back what the last flush took, for whoever keeps the database (`--reuse-db`)."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(autouse=True)
def _flushed_databases_are_filled_again(request: pytest.FixtureRequest) -> None:
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("_migrated_content")


@pytest.fixture
def home(db: None) -> HomePage:
    """A founded association without towns."""
    return found_association(name="Ehrenamtsverbund Test", hostname="testserver")


@pytest.fixture
def luenen(home: HomePage) -> Founded:
    return found_municipality(ags="05978024")


@pytest.fixture
def selm(home: HomePage) -> Founded:
    return found_municipality(ags="05978032")
