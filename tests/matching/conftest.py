"""Who works at the desk of a town."""

import pytest

from tests.factories import UserFactory
from tests.shared_rows import shared_rows


@shared_rows
def coordinator(luenen):
    return UserFactory(groups=[luenen.municipality.coordinators])


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    return client
