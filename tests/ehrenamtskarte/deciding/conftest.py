"""Who decides."""

import pytest
from django.contrib.auth.models import Group

from home.services import OFFICE
from tests.factories import UserFactory


@pytest.fixture
def coordinator(client, luenen):
    user = UserFactory(
        groups=[luenen.municipality.coordinators], first_name="Karla", last_name="Amt"
    )
    client.force_login(user)
    return user


@pytest.fixture
def office(client, luenen, selm):
    user = UserFactory(groups=[Group.objects.get(name=OFFICE)])
    client.force_login(user)
    return user
